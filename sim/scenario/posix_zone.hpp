#pragma once
// The rule at the end of a time zone file, "CET-1CEST,M3.5.0,M10.5.0/3": what holds every year after the last entry of its table.
// Source of the grammar: POSIX.1-2017, chapter 8.3 (TZ), with the wider hours of RFC 8536, 3.3.1.

#include <cstdint>
#include <string_view>
#include <vector>

namespace sim::scenario {

struct PosixChange {
  std::int64_t at_unix_s;
  std::int64_t offset_s;  // local − UTC from there on
};

// The changes of the years from..to in the order of time; empty: the rule has none, or is no such rule.
std::vector<PosixChange> posix_changes(std::string_view rule, int from_year, int to_year);

}  // namespace sim::scenario
