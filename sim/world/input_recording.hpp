#pragma once
// The inputs of one run, as the machine got them, so that they can be fed again without the world around it.
//
// Invariants
//   1. Reports for live attempts, nearly all of a run, take 16 bytes: such an attempt is named by its line.
//   2. Campaign configurations are those of the WorldConfig, which outlives the recording; contact blocks are kept here.

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/campaign/machine.hpp"

namespace sim::world {

enum class WithinInstant : std::uint8_t { more_follow, last };

class InputRecording {
 public:
  // `live`: the report is for the attempt that is on its line now.
  void add(SimTime now, const campaign::Input& input, WithinInstant place, bool live) {
    const bool report = input.kind == campaign::InputKind::attempt_ended || input.kind == campaign::InputKind::attempt_answered;
    Entry entry{us(now), 0, 0, 0, 0, place == WithinInstant::last ? 1u : 0u, 0};
    if (report && live && us(input.amount) <= kLongestTalk_us) {
      entry.talk_us_or_rare = static_cast<std::uint32_t>(us(input.amount));
      entry.line = line_of(input.attempt) & (kMaxLines - 1);
      entry.outcome = static_cast<std::uint32_t>(input.outcome) & 7u;
      entry.answered = input.kind == campaign::InputKind::attempt_answered;
    } else {
      entry.is_rare = 1;
      entry.talk_us_or_rare = static_cast<std::uint32_t>(rare_.size());
      rare_.push_back(input);
      if (input.kind == campaign::InputKind::add_contacts) rare_.back().contacts = &blocks_.emplace_back(*input.contacts);
    }
    entries_.push_back(entry);
  }

  std::size_t size() const { return entries_.size(); }

  struct Recorded {
    SimTime at;
    campaign::Input input;
    WithinInstant place;
    bool live;  // input.attempt is for the reader to fill in: the attempt on `line`
    std::uint32_t line;
  };
  Recorded operator[](std::size_t i) const {
    const Entry& e = entries_[i];
    const WithinInstant place = e.last ? WithinInstant::last : WithinInstant::more_follow;
    if (e.is_rare) return {at_us(e.at_us), rare_[e.talk_us_or_rare], place, false, 0};
    campaign::Input input;
    input.kind = e.answered ? campaign::InputKind::attempt_answered : campaign::InputKind::attempt_ended;
    input.outcome = static_cast<AttemptOutcome>(e.outcome);
    input.amount = Duration{e.talk_us_or_rare};
    return {at_us(e.at_us), input, place, true, e.line};
  }

 private:
  static constexpr std::int64_t kLongestTalk_us = 0xffffffff;
  struct Entry {
    std::int64_t at_us;
    std::uint32_t talk_us_or_rare;
    std::uint32_t line : 24, outcome : 3, answered : 1, last : 1, is_rare : 1;
  };
  static_assert(sizeof(Entry) == 16);

  std::vector<Entry> entries_;
  std::vector<campaign::Input> rare_;
  std::deque<campaign::ContactBlock> blocks_;
};

}  // namespace sim::world
