#pragma once
// IANA time zones as tables of offsets. The tables of the system end with 2037; the yearly rule that they end with is applied from there.
//
// Invariants
//   1. A zone covers 1970 to the end of 2199; every instant of a scenario lies in that.
//   2. Local to absolute: a time that happens twice is the first, one that a jump skips is none.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/calling_hours.hpp"

namespace sim::scenario {

class ZoneRules {
 public:
  struct Span {
    std::int64_t from_unix_s;  // this offset holds from here to the next span
    std::int64_t offset_s;     // local − UTC
  };

  ZoneRules(std::string name, std::vector<Span> spans) : name_(std::move(name)), spans_(std::move(spans)) {}

  const std::string& name() const { return name_; }
  std::int64_t offset_s(std::int64_t unix_s) const;
  // Empty: skipped.
  std::optional<std::int64_t> unix_s(std::int64_t local_s) const;
  // For an error: "the clock jumps from 02:00 to 03:00". REQUIRES skipped.
  std::string jump_around(std::int64_t local_s) const;
  // The zone with time 0 at `start_unix_s`, exact from one year before to twelve years after it.
  campaign::Zone table(std::int64_t start_unix_s) const;

 private:
  std::string name_;
  std::vector<Span> spans_;
};

// Null: there is no such zone. Zones are made once and live as long as the program; safe to call from several threads.
const ZoneRules* find_zone(const std::string& name);
const std::vector<std::string>& zone_names();

}  // namespace sim::scenario
