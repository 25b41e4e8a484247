#pragma once
// Where single calls, dialogs and steps go when somebody asked for them. Not asked for: a null pointer, and no cost.

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/ids.hpp"
#include "sim/base/outcome.hpp"
#include "sim/base/time.hpp"

namespace sim::metrics {

struct CallRow {
  CampaignId campaign;
  std::uint32_t row;  // of the contact in its campaign, from 0
  std::string_view phone;
  std::string_view status;
  std::uint32_t attempts;
  std::string_view last_outcome;        // "" before the first
  SimTime first_attempt, last_attempt;  // kNever: none
  Duration talk, billed;
};

struct DialogRow {
  CampaignId campaign;
  std::uint32_t row;
  std::string_view phone;
  std::uint32_t attempt;
  AttemptOutcome outcome;
  ScriptId script;
  SimTime start;
  Duration talk, billed;
  bool goal;
};

class CallSink {
 public:
  virtual ~CallSink() = default;
  virtual void call(const CallRow& row) = 0;
  virtual void dialog(const DialogRow& row) = 0;
};

// Every input and command, one line of text each, in the order in which they happened.
class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void line(std::string_view text) = 0;
};

}  // namespace sim::metrics
