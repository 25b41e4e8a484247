#include "models/answer.hpp"

#include <algorithm>

namespace models {

using sim::AttemptOutcome;
using sim::Duration;
using sim::random::Block;
using sim::random::Purpose;

namespace {

constexpr double kWhole = 4294967296.0;  // 2^32

std::uint64_t threshold(double p) { return p >= 1 ? std::uint64_t{1} << 32 : static_cast<std::uint64_t>(std::max(p, 0.0) * kWhole); }

Block draw(const Who& who, std::uint32_t attempt, Purpose purpose) { return sim::random::draw(attempt_key(who, attempt, purpose)); }

double uniform(const Block& words, std::size_t from) { return sim::random::open_uniform(words[from], words[from + 1]); }

}  // namespace

Answers::Answers(std::vector<CustomerModel> customers, std::vector<ScriptModel> scripts, CarrierModel carrier)
    : scripts_(std::move(scripts)),
      carrier_(std::move(carrier)),
      sets_up_at_once_(carrier_.set_up.is_zero()),
      network_error_(threshold(carrier_.network_error)),
      late_(threshold(carrier_.reports.late)),
      duplicated_(threshold(carrier_.reports.duplicated)),
      lost_(threshold(carrier_.reports.lost)) {
  for (CustomerModel& model : customers) {
    Segment segment;
    double sum = 0;
    for (const ZoneShare& zone : model.zones) segment.zones.push_back(threshold(sum += zone.share));
    if (!segment.zones.empty()) segment.zones.back() = threshold(1);
    segment.valid = threshold(model.valid);
    segment.reachable = threshold(model.reachability);
    const auto up_to = [](double share, double rest) { return rest <= 1e-9 ? threshold(1) : threshold(share); };
    segment.unanswered = {up_to(model.voicemail, model.no_answer + model.busy + model.rejected),
                          up_to(model.voicemail + model.no_answer, model.busy + model.rejected),
                          up_to(model.voicemail + model.no_answer + model.busy, model.rejected)};
    segment.all_valid = model.valid >= 1;
    segment.reads_traits = !segment.all_valid || model.spread;
    segment.answers_alike = !model.spread && !model.has_hours && model.repeat_hour == 1;
    remembers_hours_ = remembers_hours_ || model.repeat_hour != 1;
    reads_clock_ = reads_clock_ || remembers_hours_ || model.has_hours;
    segment.model = std::move(model);
    segments_.push_back(std::move(segment));
  }
}

sim::ZoneIndex Answers::zone(std::uint16_t segment, const Block& traits) const {
  const Segment& s = segments_[segment];
  if (s.zones.size() == 1) return s.model.zones.front().zone;
  const auto at = std::ranges::upper_bound(s.zones, std::uint64_t{traits[0]});
  return s.model.zones[static_cast<std::size_t>(at - s.zones.begin())].zone;
}

// The probability that a person answers here and now, as a threshold. Multipliers act on the odds: p m / (1 - p + p m).
Answers::Threshold Answers::answers(const Segment& s, const AttemptSetting& setting, const Block& traits) const {
  if (s.answers_alike) return s.reachable;
  const auto hour = static_cast<int>(((setting.local.count() / sim::us(sim::kHour)) % 24 + 24) % 24);
  const bool repeats = s.model.repeat_hour != 1 && setting.last_failed_hour == hour;
  double p = s.model.spread ? (*s.model.spread)(uniform(traits, 2)) : s.model.reachability;
  double m = repeats ? s.model.repeat_hour : 1;
  if (s.model.has_hours) {
    const std::int64_t day =
        (setting.local.count() >= 0 ? setting.local.count() : setting.local.count() - sim::us(sim::kDay) + 1) / sim::us(sim::kDay);
    const auto weekday = static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);
    m *= s.model.by_hour[weekday][static_cast<std::size_t>(hour)];
  }
  if (p < 1 && m != 1) p = p * m / (1 - p + p * m);
  return threshold(p);
}

AttemptOutcome Answers::outcome(const Segment& s, const AttemptSetting& setting, const Block& words, const Block& traits) const {
  if (setting.carrier_down) return AttemptOutcome::network_error;
  if (words[0] < network_error_) return AttemptOutcome::network_error;
  if (!s.all_valid && traits[1] >= s.valid) return AttemptOutcome::invalid_number;
  if (words[1] < answers(s, setting, traits)) return AttemptOutcome::answered;
  if (words[2] < s.unanswered[0]) return AttemptOutcome::voicemail;
  if (words[2] < s.unanswered[1]) return AttemptOutcome::no_answer;
  return words[2] < s.unanswered[2] ? AttemptOutcome::busy : AttemptOutcome::rejected;
}

AttemptSample Answers::sample(const AttemptSetting& setting, const Block& words, const Block& traits) const {
  const Segment& s = segments_[setting.segment];
  AttemptSample sample;
  sample.outcome = outcome(s, setting, words, traits);
  if (!sets_up_at_once_) {
    sample.set_up = carrier_.set_up.sample(uniform(draw(setting.who, setting.attempt, Purpose::set_up), 0));
    if (carrier_.set_up_limit > Duration{0}) sample.set_up = std::min(sample.set_up, carrier_.set_up_limit);
    sample.drawn = true;
  }
  time(s, setting, sample);
  const double goal = scripts_[setting.script].goal;
  if (sample.outcome == AttemptOutcome::answered && goal > 0) {
    sample.goal = draw(setting.who, setting.attempt, Purpose::goal)[0] < threshold(goal);
  }
  return sample;
}

// Null: it rings until the timeout.
const sim::random::Distribution* Answers::ring(const Segment& s, AttemptOutcome outcome) {
  switch (outcome) {
    case AttemptOutcome::answered:
      return &s.model.ring_answered;
    case AttemptOutcome::voicemail:
      return &s.model.ring_voicemail;
    case AttemptOutcome::busy:
      return &s.model.ring_busy;
    case AttemptOutcome::rejected:
      return &s.model.ring_rejected;
    default:
      return s.model.ring_no_answer ? &*s.model.ring_no_answer : nullptr;
  }
}

// Ring and talk. What takes a fixed time costs no draw.
void Answers::time(const Segment& s, const AttemptSetting& setting, AttemptSample& sample) const {
  if (sample.outcome >= AttemptOutcome::invalid_number) return;
  if (picked_up(sample.outcome)) return drawn_time(s, setting, sample);
  const sim::random::Distribution* distribution = ring(s, sample.outcome);
  if (distribution == nullptr) {
    sample.ring = setting.ring_timeout == sim::kNoLimit ? Duration{0} : setting.ring_timeout;
  } else if (const std::optional<Duration> fixed = distribution->constant()) {
    sample.ring = std::min(*fixed, setting.ring_timeout);
  } else {
    drawn_time(s, setting, sample);
  }
}

// A pick-up that would come after the ring timeout is a no_answer.
void Answers::drawn_time(const Segment& s, const AttemptSetting& setting, AttemptSample& sample) const {
  const Block words = draw(setting.who, setting.attempt, Purpose::duration);
  sample.drawn = true;
  sample.ring = ring(s, sample.outcome)->sample(uniform(words, 0));
  if (sample.ring > setting.ring_timeout) {
    sample.ring = setting.ring_timeout;
    if (picked_up(sample.outcome)) sample.outcome = AttemptOutcome::no_answer;
  }
  if (!picked_up(sample.outcome)) return;
  const ScriptModel& script = scripts_[setting.script];
  const sim::random::Distribution& talk = sample.outcome == AttemptOutcome::answered ? script.talk : script.voicemail_talk;
  sample.talk = std::min(talk.sample(uniform(words, 2)), setting.max_call);
}

LinkFaults Answers::link(const Who& who, std::uint32_t attempt, const Block& words) const {
  LinkFaults faults;
  faults.late = words[0] < late_;
  faults.duplicated = words[1] < duplicated_;
  faults.lost = words[2] < lost_;
  if (faults.late || faults.duplicated)
    faults.late_by = carrier_.reports.late_by.sample(uniform(draw(who, attempt, Purpose::link_delay), 0));
  return faults;
}

std::pair<Duration, Duration> Answers::outage(std::uint64_t seed, std::uint32_t replication, std::uint32_t n) const {
  const Block words = sim::random::draw({seed, replication, n, 0, Purpose::failures});
  return {carrier_.random_outages->up.sample(uniform(words, 0)), carrier_.random_outages->down.sample(uniform(words, 2))};
}

Duration Answers::reaction(const sim::random::Distribution& after, std::uint64_t seed, std::uint32_t replication, std::uint32_t rule,
                           std::uint32_t n) const {
  return after.sample(uniform(sim::random::draw({seed, replication, rule, 0, Purpose::operator_reaction, n}), 0));
}

}  // namespace models
