#pragma once
// The numbers of one replication, as integers where the world counts and sums. What the experiment turns into means and intervals.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/outcome.hpp"
#include "sim/base/time.hpp"

namespace sim::metrics {

inline constexpr std::size_t kStatusCount = 8;  // of calls, in the order of campaign::CallStatus

// One campaign at the end of an hour since the start (the last hour: at the end of the run).
struct HourRow {
  std::array<std::uint32_t, kStatusCount> calls_by_status{};
  std::uint64_t attempts = 0;  // started in the hour
  std::uint64_t answered = 0;  // ended answered in the hour
  Duration billed{0};          // charged in the hour
  Duration line_time{0};       // time on lines in the hour: mean lines busy = line_time / length of the hour
};

struct CampaignResult {
  std::string status;        // draft, planned, in_progress, paused, finished, deleted
  std::string pause_reason;  // "" unless paused
  std::uint32_t calls = 0;
  std::array<std::uint32_t, kStatusCount> calls_by_status{};  // all 0 in a draft
  std::uint64_t attempts = 0;
  std::array<std::uint64_t, kOutcomeCount> attempts_by_outcome{};
  Duration talk{0}, billed{0}, line_time{0};
  Duration wait{0};  // summed over attempts: due to dial inside open hours
  std::optional<SimTime> first_attempt;
  std::optional<SimTime> finished;  // finished and the last call over; empty where the horizon came first
  Duration paused{0};
  std::array<std::uint64_t, 3> pauses{};  // manual, out_of_minutes, system_failure
  std::uint64_t goals = 0;
  std::uint64_t outside_hours = 0;  // starts outside calling hours, by the auditor's own clock
  std::vector<HourRow> hours;
};

struct AccountResult {
  std::uint64_t attempts = 0;
  Duration billed{0}, balance{0}, bought{0}, overshoot{0}, unbilled{0};
  bool has_balance = false;  // minutes are limited; else balance is 0 and means nothing
  std::uint64_t unique_users = 0, unique_users_overshoot = 0;
  std::uint64_t commands_refused = 0, reports_ignored = 0;
  std::uint32_t lines_peak = 0;
  Duration line_time{0};
  Duration open_time{0};                // some campaign in progress inside its hours
  Duration open_line_time{0};           // time on lines meanwhile
  std::uint64_t starts_per_s_peak = 0;  // in whole seconds since the start
  std::vector<Duration> balance_by_hour;
};

// One command of the operator and what became of it.
struct CommandRecord {
  SimTime at;
  std::string command;   // schedule, pause, ...
  std::string campaign;  // "" for the account
  std::string result;    // done, or the word of the refusal
};

struct Violation {
  SimTime at;
  std::string text;
};

struct ReplicationResult {
  std::uint32_t replication = 0;
  std::uint64_t fingerprint = 0;  // over the integer history of inputs and commands
  SimTime end;                    // when nothing pending could change anything any more, or the horizon
  bool interrupted = false;
  std::vector<CampaignResult> campaigns;  // in the order of the scenario
  AccountResult account;
  std::vector<CommandRecord> commands;
  std::uint64_t audit_checks = 0;
  std::uint64_t audit_violations = 0;
  std::vector<Violation> violations;  // the first few, readable
  std::uint64_t events = 0;
  std::uint64_t peak_bytes = 0;  // of machine, world and auditor; goes to run.json only
};

}  // namespace sim::metrics
