#include "sim/world/people.hpp"

#include <algorithm>
#include <cstdio>

namespace sim::world {

std::uint16_t People::segment_of(const ContactList& list, std::uint32_t i) const {
  if (list.file && !list.file->customers.empty() && list.file->customers[i] != ContactFile::kDefaultSegment) return list.file->customers[i];
  return list.customers;
}

ZoneIndex People::zone_of(const ContactList& list, std::uint32_t i, models::DrawsAhead& traits) const {
  if (list.file && !list.file->zones.empty() && list.file->zones[i] != ContactFile::kModelZone) return list.file->zones[i];
  return drawn_zone(list, segment_of(list, i), i, traits);
}

ZoneIndex People::drawn_zone(const ContactList& list, std::uint16_t segment, std::uint32_t i, models::DrawsAhead& traits) const {
  return answers_.zone(segment, traits.of({config_.seed, replication_, list.list, list.first_row + i}, 0));
}

campaign::ContactBlock People::add(const ContactList& list) {
  campaign::ContactBlock block;
  block.count = list.count;
  const bool by_row = list.file && (!list.file->customers.empty() || !list.file->zones.empty());
  if (by_row || config_.customers[list.customers].model.zones.size() > 1) {
    models::DrawsAhead traits(random::Purpose::contact_traits);
    block.zones.resize(list.count);
    if (by_row) {
      for (std::uint32_t i = 0; i < list.count; ++i) block.zones[i] = zone_of(list, i, traits);
    } else {
      for (std::uint32_t i = 0; i < list.count; ++i) block.zones[i] = drawn_zone(list, list.customers, i, traits);
    }
  } else if (list.count > 0) {
    block.zone = config_.customers[list.customers].model.zones.front().zone;
  }
  if (list.file) {
    block.phones = list.file->phone_keys;
    block.priorities = list.file->priorities;
    block.not_before = list.file->not_before;
    block.not_after = list.file->not_after;
    block.malformed = list.file->malformed;
  } else if (list.shared) {
    constexpr PhoneKey kDrawn = PhoneKey{1} << 62;
    block.phones.resize(list.count);
    for (std::uint32_t i = 0; i < list.count; ++i) block.phones[i] = kDrawn | PhoneKey{list.list} << 32 | (list.first_row + i);
  }
  stretches_.push_back({size_, &list, block.zones, block.zone});
  size_ += list.count;
  in_one_list_ = stretches_.size() == 1 && !list.file && list.count > 0;
  if (in_one_list_) {
    first_ = person_of_stretch(0);
    zones_ = stretches_.front().zones;
  }
  return block;
}

const People::Stretch& People::stretch_of(CallIndex call) const {
  return *std::prev(std::ranges::upper_bound(stretches_, call, {}, &Stretch::from));
}

const ScriptedOutcome* People::scripted_in_file(const Person& person, std::uint32_t attempt) const {
  const ContactFile& file = *person.list->file;
  if (file.script_from.empty()) return nullptr;
  const std::uint32_t from = file.script_from[person.file_row];
  const std::uint32_t n = file.script_from[person.file_row + 1] - from;
  return n == 0 ? nullptr : &file.scripted[from + std::min(attempt, n) - 1];
}

// Numbers that nobody has: country code 999 is not assigned.
std::string People::phone(const Person& person) const {
  if (person.list->file) return person.list->file->phones[person.file_row];
  char digits[32];
  std::snprintf(digits, sizeof digits, "999%03u%09u", static_cast<unsigned>(person.list->list % 1000), static_cast<unsigned>(person.row));
  return digits;
}

std::size_t People::bytes() const {
  std::size_t sum = 0;
  for (const Stretch& s : stretches_) sum += s.zones.capacity() * sizeof(ZoneIndex);
  return sum;
}

}  // namespace sim::world
