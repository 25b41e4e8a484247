#pragma once
// The two status machines as data: every status, every transition, every refusal. The machine obeys these tables, the tests
// walk through every cell of them, the auditor checks every change against them, and the README draws them.
//
// Invariants
//   1. Nothing leaves a final call status.
//   2. A refusal changes nothing.
//   3. `deleted` is a mark, kept as a status of its own here because every command on a deleted campaign is refused.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sim::campaign {

enum class CampaignStatus : std::uint8_t { draft, planned, in_progress, paused, finished, deleted };
inline constexpr std::size_t kCampaignStatusCount = 6;
inline constexpr std::array<std::string_view, kCampaignStatusCount> kCampaignStatusWords{"draft",  "planned",  "in_progress",
                                                                                         "paused", "finished", "deleted"};

enum class PauseReason : std::uint8_t { none, manual, out_of_minutes, system_failure };
inline constexpr std::array<std::string_view, 4> kPauseReasonWords{"", "manual", "out_of_minutes", "system_failure"};

enum class CallStatus : std::uint8_t {
  planned,
  in_progress,
  retry_scheduled,
  answered,
  completed_without_answer,
  technical_error,
  not_dialed,
  plan_limit_exceeded
};
inline constexpr std::size_t kCallStatusCount = 8;
inline constexpr std::array<std::string_view, kCallStatusCount> kCallStatusWords{
    "planned",         "in_progress", "retry_scheduled",    "answered", "completed_without_answer",
    "technical_error", "not_dialed",  "plan_limit_exceeded"};

// Why a command was refused. `none` means that it was carried out.
enum class Refusal : std::uint8_t {
  none,
  not_scheduled,
  not_running,
  not_paused,
  already_paused,
  already_started,
  already_finished,
  after_end,
  no_minutes,
  system_failure,
  deleted,
  unknown_campaign
};
inline constexpr std::size_t kRefusalCount = 12;
inline constexpr std::array<std::string_view, kRefusalCount> kRefusalWords{
    "done",      "not_scheduled", "not_running",    "not_paused", "already_paused",  "already_started", "already_finished",
    "after_end", "no_minutes",    "system_failure", "deleted",    "unknown_campaign"};

// What can change the status of a campaign: the columns of the campaign table.
enum class CampaignEvent : std::uint8_t {
  schedule,
  start_due,
  pause,
  resume,
  finish,
  remove,  // the command `delete`
  end_time,
  minutes_out,
  failure_began,
  every_call_over
};
inline constexpr std::size_t kCampaignEventCount = 10;

constexpr std::size_t index(CampaignStatus s) { return static_cast<std::size_t>(s); }
constexpr std::size_t index(CampaignEvent e) { return static_cast<std::size_t>(e); }
constexpr std::size_t index(CallStatus s) { return static_cast<std::size_t>(s); }
constexpr std::string_view word(CampaignStatus s) { return kCampaignStatusWords[index(s)]; }
constexpr std::string_view word(PauseReason r) { return kPauseReasonWords[static_cast<std::size_t>(r)]; }
constexpr std::string_view word(CallStatus s) { return kCallStatusWords[index(s)]; }
constexpr std::string_view word(Refusal r) { return kRefusalWords[static_cast<std::size_t>(r)]; }

// One cell: where the event leads, or why it is refused. An event that does not concern a status leaves it as it is.
// What depends on more than the status (minutes, failures, the end time) is decided before the table is asked.
struct CampaignCell {
  CampaignStatus to;
  PauseReason reason = PauseReason::none;
  Refusal refusal = Refusal::none;
  friend constexpr bool operator==(const CampaignCell&, const CampaignCell&) = default;
};

namespace table {

using enum CampaignStatus;

constexpr CampaignCell go(CampaignStatus to, PauseReason reason = PauseReason::none) { return {to, reason, Refusal::none}; }
constexpr CampaignCell stay(CampaignStatus in) { return {in, PauseReason::none, Refusal::none}; }
constexpr CampaignCell no(CampaignStatus in, Refusal why) { return {in, PauseReason::none, why}; }

using Row = std::array<CampaignCell, kCampaignEventCount>;

// clang-format off
inline constexpr std::array<Row, kCampaignStatusCount> kCampaign{{
  /* draft */       {go(planned), stay(draft), no(draft, Refusal::not_scheduled), no(draft, Refusal::not_scheduled),
                     no(draft, Refusal::not_scheduled), go(deleted), stay(draft), stay(draft), stay(draft), stay(draft)},
  /* planned */     {go(planned), go(in_progress), no(planned, Refusal::not_running), no(planned, Refusal::not_paused),
                     go(finished), go(deleted), go(finished), stay(planned), stay(planned), stay(planned)},
  /* in_progress */ {no(in_progress, Refusal::already_started), stay(in_progress), go(paused, PauseReason::manual), no(in_progress, Refusal::not_paused),
                     go(finished), go(deleted), go(finished), go(paused, PauseReason::out_of_minutes), go(paused, PauseReason::system_failure), go(finished)},
  /* paused */      {no(paused, Refusal::already_started), stay(paused), go(paused, PauseReason::manual), go(in_progress),
                     go(finished), go(deleted), go(finished), stay(paused), stay(paused), go(finished)},
  /* finished */    {no(finished, Refusal::already_finished), stay(finished), no(finished, Refusal::already_finished), no(finished, Refusal::already_finished),
                     no(finished, Refusal::already_finished), go(deleted), stay(finished), stay(finished), stay(finished), stay(finished)},
  /* deleted */     {no(deleted, Refusal::deleted), stay(deleted), no(deleted, Refusal::deleted), no(deleted, Refusal::deleted),
                     no(deleted, Refusal::deleted), no(deleted, Refusal::deleted), stay(deleted), stay(deleted), stay(deleted), stay(deleted)},
}};

// Row: from. Column: to, in the order of CallStatus.
inline constexpr std::array<std::array<bool, kCallStatusCount>, kCallStatusCount> kCall{{
  /* planned */                  {false, true,  false, false, false, true,  true,  true},
  /* in_progress */              {false, false, true,  true,  true,  true,  false, false},
  /* retry_scheduled */          {false, true,  false, false, true,  true,  false, true},
  /* answered */                 {},
  /* completed_without_answer */ {},
  /* technical_error */          {},
  /* not_dialed */               {},
  /* plan_limit_exceeded */      {},
}};
// clang-format on

}  // namespace table

constexpr CampaignCell cell(CampaignStatus in, CampaignEvent event) { return table::kCampaign[index(in)][index(event)]; }
constexpr bool allowed(CallStatus from, CallStatus to) { return table::kCall[index(from)][index(to)]; }
constexpr bool is_final(CallStatus s) { return s >= CallStatus::answered; }

}  // namespace sim::campaign
