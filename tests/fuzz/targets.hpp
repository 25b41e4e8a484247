#pragma once
// What hostile bytes are fed to: one function for each way in. The fuzzer calls them with bytes that it makes up (scripts/fuzz), the
// ordinary tests with the corpus that it has left behind (tests/fuzz/corpus/TARGET).
//
// Invariants
//   1. The same bytes do the same, whatever was fed before.
//   2. A finding is an exception, an abort, or a report of a sanitizer. Bytes that are refused with an error are no finding.

#include <array>
#include <stdexcept>
#include <string_view>

namespace sim::fuzz {

// Something that must always hold does not; the text says what.
class Finding : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Target {
  std::string_view name;
  void (*feed)(std::string_view bytes);
};

void feed_scenario(std::string_view bytes);
void feed_contacts(std::string_view bytes);
void feed_durations(std::string_view bytes);
void feed_results(std::string_view bytes);
void feed_machine(std::string_view bytes);
void feed_trace(std::string_view bytes);

inline constexpr std::array kTargets{
    Target{"scenario", feed_scenario},    // a scenario file, the files that it names, values of --set
    Target{"contacts", feed_contacts},    // a file of contacts
    Target{"durations", feed_durations},  // a column of measured durations
    Target{"results", feed_results},      // what a run has written, as `report` reads it
    Target{"machine", feed_machine},      // configurations and inputs of the state machine
    Target{"trace", feed_trace},          // a trace, as `verify --inputs` reads it
};

}  // namespace sim::fuzz
