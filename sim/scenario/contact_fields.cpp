#include "sim/scenario/contact_fields.hpp"

namespace sim::scenario {

bool check_contacts(Reader& reader, const Node& node, const ContactsDraft& contacts) {
  if (contacts.count.has_value() != contacts.file.has_value()) return true;
  reader.error(node, contacts.count ? "expected one of the keys count and file, got both" : "expected the key count or the key file");
  return false;
}

Type<ContactsDraft> contacts() {
  Table<ContactsDraft> table("Contacts", "Contacts that are added together: drawn, or from a file.");
  add_contact_keys(table, [](ContactsDraft& out) -> ContactsDraft& { return out; });
  return checked(table.object(), check_contacts);
}

}  // namespace sim::scenario
