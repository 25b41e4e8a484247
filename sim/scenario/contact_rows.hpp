#pragma once
// The header and the rows of one contact file, made into columns; each mistake is recorded at its field.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/reader.hpp"
#include "sim/world/world_config.hpp"

namespace sim::scenario {

// What the words in a contact file stand for.
struct ContactWords {
  std::vector<std::string> segments;  // names of `customers`, in the order of their index
  // The index of an IANA zone, which becomes one of the account's; empty: there is no such zone.
  std::function<std::optional<ZoneIndex>(const std::string& name)> zone;
};

// Fills a file that has no rows yet. False: errors were recorded. Every phone that is not malformed has its key; columns that say nothing
// of any contact are left out.
bool read_contact_rows(Reader& reader, const SourceText& source, const ContactWords& words, world::ContactFile& file);

}  // namespace sim::scenario
