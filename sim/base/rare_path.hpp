#pragma once
// The places in the rules where campaign software goes wrong and that hardly any run passes, counted, so that the tests can tell which of
// them they have reached. What is never reached is not tested.
//
// Invariants
//   1. Counters are written by mark() alone and read by tests alone. The pure machine may write them because nothing in it, in the world
//      or in the results ever asks for them: a history is the same with and without.
//   2. Each thread counts for itself, so a mark is one increment and threads never meet in it.
//   3. mark() stands on branches that an ordinary call does not take.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sim {

enum class RarePath : std::uint8_t {
  // What is done to a campaign while calls are on the line.
  pause_with_calls_on_line,
  finish_with_calls_on_line,
  delete_with_calls_on_line,
  end_time_with_calls_on_line,
  change_of_script_with_calls_on_line,
  // Commands at unusual moments.
  automatic_pause_made_manual,
  resume_without_minutes,
  resume_during_failure,
  schedule_again,
  schedule_in_the_past,
  schedule_after_end,
  finish_before_start,
  delete_of_a_draft,
  contacts_added_in_mid_campaign,
  // A campaign starts.
  start_without_minutes,
  start_during_failure,
  start_without_minutes_during_failure,
  start_of_a_list_that_is_over,
  finished_while_paused,
  // Minutes.
  minutes_exactly_zero,
  minutes_below_zero,
  minutes_below_the_reserve,
  minutes_out_during_failure,
  too_few_minutes_bought,
  reserve_blocks_a_dial,
  // Failures and the breaker.
  failure_without_minutes,
  failure_causes_overlap,
  failure_cause_left,
  breaker_trips_with_calls_on_line,
  breaker_skips_an_old_attempt,
  // Reports.
  report_for_a_reused_line,
  report_for_a_free_line,
  report_for_an_unknown_line,
  pick_up_after_the_end,
  attempt_given_up,
  attempt_given_up_after_finish,
  // An outcome and what follows from it.
  retry_refused_after_finish,
  retry_without_legal_instant,
  retry_due_as_hours_close,
  retry_at_a_time_already_past,
  daily_cap_reached,
  // Clocks that change.
  local_time_skipped,
  hours_changed_by_a_clock_change,
  // Contacts with terms of their own.
  last_moment_before_the_first_dial,
  last_moment_while_waiting_for_a_retry,
  last_moment_on_line,
  phone_on_another_line,
  phone_awaited_by_several,
  ended_call_still_in_a_queue,
  // Unique users.
  quota_exceeded_by_calls_on_line,
  quota_lets_a_counted_phone_pass,
  quota_takes_a_single_call,
  quota_takes_a_list,
  quota_used_up_as_the_month_turns,
  answer_reported_in_two_months
};

// clang-format off
inline constexpr std::array<std::string_view, 55> kRarePathWords{
    "pause with calls on line", "finish with calls on line", "delete with calls on line", "end time with calls on line",
    "change of script with calls on line",
    "automatic pause made manual", "resume without minutes", "resume during failure", "schedule again", "schedule in the past",
    "schedule after end", "finish before start", "delete of a draft", "contacts added in mid-campaign",
    "start without minutes", "start during failure", "start without minutes during failure", "start of a list that is over",
    "finished while paused",
    "minutes exactly zero", "minutes below zero", "minutes below the reserve", "minutes out during failure", "too few minutes bought",
    "reserve blocks a dial",
    "failure without minutes", "failure causes overlap", "failure cause left", "breaker trips with calls on line",
    "breaker skips an old attempt",
    "report for a reused line", "report for a free line", "report for an unknown line", "pick-up after the end", "attempt given up",
    "attempt given up after finish",
    "retry refused after finish", "retry without legal instant", "retry due as hours close", "retry at a time already past",
    "daily cap reached",
    "local time skipped", "hours changed by a clock change",
    "last moment before the first dial", "last moment while waiting for a retry", "last moment on line", "phone on another line",
    "phone awaited by several", "ended call still in a queue",
    "quota exceeded by calls on line", "quota lets a counted phone pass", "quota takes a single call", "quota takes a list",
    "quota used up as the month turns", "answer reported in two months"};
// clang-format on
inline constexpr std::size_t kRarePathCount = kRarePathWords.size();
static_assert(kRarePathCount == static_cast<std::size_t>(RarePath::answer_reported_in_two_months) + 1);

using RarePathCounts = std::array<std::uint64_t, kRarePathCount>;

// How often this thread has come along each path.
inline constinit thread_local RarePathCounts rare_path_counts{};

// Cold, so that what leads here is compiled out of the way of what does not.
[[gnu::cold, gnu::noinline]] inline void mark(RarePath path) { ++rare_path_counts[static_cast<std::size_t>(path)]; }

}  // namespace sim
