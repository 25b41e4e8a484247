#include "sim/scenario/contact_fields.hpp"

namespace sim::scenario {

bool check_contact_keys(Reader& reader, const Node& node) {
  const bool count = given(node, "count"), file = given(node, "file");
  if (count != file) return true;
  reader.error(node, count ? "expected one of the keys count and file, got both" : "expected the key count or the key file");
  return false;
}

Type<ContactsDraft> contacts() {
  Table<ContactsDraft> table("Contacts", "Contacts that are added together: drawn, or from a file.");
  add_contact_keys(table, [](ContactsDraft& out) -> ContactsDraft& { return out; });
  return with_keys_checked(table.object(), check_contact_keys);
}

}  // namespace sim::scenario
