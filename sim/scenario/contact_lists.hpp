#pragma once
// The lists of contacts of a scenario, numbered, with their files read.
//
// Invariants
//   1. A list has a number of its own; lists of one name have one number and are marked as shared.
//   2. Lists of one name are the same people: of one segment, and all drawn or all of one file.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/scenario/contact_file.hpp"
#include "sim/scenario/draft.hpp"
#include "sim/scenario/names.hpp"

namespace sim::scenario {

// A trial only asks whether values fit together: contact files are left alone.
enum class ContactReading : std::uint8_t { full, none };

class ContactLists {
 public:
  // `nobody` is the segment of lists that name none.
  ContactLists(Reader& reader, const Names& customers, std::function<std::optional<ZoneIndex>(const std::string&)> zone,
               ContactReading reading)
      : reader_(reader), customers_(customers), files_({customers.all(), std::move(zone)}), reading_(reading) {}

  world::ContactList add(const Located<ContactsDraft>& draft, ContactUse use);
  // Some list names no segment, so the one after the last is in use.
  bool nobody_used() const { return nobody_used_; }
  // To be called once, after the last add().
  void settle(world::WorldConfig& world);

 private:
  struct Known {
    std::uint32_t number = 0;
    std::string file;
    std::uint16_t customers = 0;
  };

  std::uint32_t number_of(const Located<ContactsDraft>& draft, std::uint16_t segment);
  std::uint32_t next_number(const Node* at);

  Reader& reader_;
  const Names& customers_;
  ContactFiles files_;
  ContactReading reading_;
  std::unordered_map<std::string, Known> by_name_;
  std::vector<std::uint32_t> uses_;  // per number
  bool nobody_used_ = false;
};

}  // namespace sim::scenario
