#include "sim/scenario/contact_lists.hpp"

namespace sim::scenario {
namespace {

constexpr std::size_t kMostLists = 65'536;  // draws are keyed by 16 bits of it

}  // namespace

std::uint32_t ContactLists::next_number(const Node* at) {
  if (uses_.size() == kMostLists) {
    if (at != nullptr) reader_.error(*at, "a scenario has at most " + std::to_string(kMostLists) + " different lists of contacts");
    return 0;
  }
  uses_.push_back(0);
  return static_cast<std::uint32_t>(uses_.size() - 1);
}

std::uint32_t ContactLists::number_of(const Located<ContactsDraft>& draft, std::uint16_t segment) {
  if (!draft.value.list || draft.value.list->node == nullptr) return next_number(draft.node);
  const Name& name = *draft.value.list;
  const std::string file = draft.value.file ? draft.value.file->value : "";
  const auto known = by_name_.find(name.value);
  if (known == by_name_.end()) {
    const std::uint32_t number = next_number(draft.node);
    by_name_[name.value] = {number, file, segment};
    return number;
  }
  if (known->second.file != file) {
    reader_.error(*name.node, "lists of one name are the same people, but another list " + in_quotes(name.value) +
                                  (known->second.file.empty() ? " is drawn" : " is in the file " + in_quotes(known->second.file)));
  } else if (known->second.customers != segment) {
    reader_.error(*name.node, "lists of one name are the same people, but another list " + in_quotes(name.value) + " has other customers");
  }
  return known->second.number;
}

world::ContactList ContactLists::add(const Located<ContactsDraft>& draft, ContactUse use) {
  const ContactsDraft& contacts = draft.value;
  world::ContactList list;
  if (contacts.customers) {
    list.customers = static_cast<std::uint16_t>(customers_.find(reader_, *contacts.customers).value_or(0));
  } else {
    list.customers = static_cast<std::uint16_t>(customers_.all().size());
    nobody_used_ = true;
  }
  list.list = number_of(draft, list.customers);
  uses_[list.list] += use == ContactUse::repeated && contacts.list ? 2 : 1;
  list.count = contacts.count.value_or(0);
  if (contacts.file && contacts.file->node != nullptr && reading_ == ContactReading::full) {
    list.file = files_.read(reader_, *contacts.file->node, contacts.file->value, use);
    if (list.file) list.count = static_cast<std::uint32_t>(list.file->phones.size());
  }
  return list;
}

void ContactLists::settle(world::WorldConfig& world) {
  files_.settle_phones();
  const auto mark = [this](world::ContactList& list) { list.shared = uses_[list.list] > 1; };
  for (world::CampaignSpec& campaign : world.campaigns) {
    for (world::ContactList& list : campaign.contacts) mark(list);
  }
  for (world::ContactList& list : world.added) mark(list);
}

}  // namespace sim::scenario
