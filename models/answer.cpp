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

Block draw(Who who, std::uint32_t attempt, Purpose purpose) { return sim::random::draw(attempt_key(who, attempt, purpose)); }

double uniform(const Block& words, std::size_t from) { return sim::random::open_uniform(words[from], words[from + 1]); }

// Multipliers act on the odds: p m / (1 - p + p m).
double times_odds(double p, double m) { return p < 1 && m != 1 ? p * m / (1 - p + p * m) : p; }

double multiplier(const CustomerModel& model, const AttemptSetting& setting, bool in_failed_hour) {
  const double m = in_failed_hour ? model.repeat_hour : 1;
  if (!model.has_hours) return m;
  const Duration local = setting.local;
  const std::int64_t day = (local.count() >= 0 ? local.count() : local.count() - sim::us(sim::kDay) + 1) / sim::us(sim::kDay);
  const auto weekday = static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);
  return m * model.by_hour[weekday][static_cast<std::size_t>(setting.hour)];
}

}  // namespace

Answers::Answers(std::vector<CustomerModel> customers, std::vector<ScriptModel> scripts, CarrierModel carrier)
    : carrier_(std::move(carrier)),
      sets_up_at_once_(carrier_.set_up.is_zero()),
      network_error_(threshold(carrier_.network_error)),
      late_(threshold(carrier_.reports.late)),
      duplicated_(threshold(carrier_.reports.duplicated)),
      lost_(threshold(carrier_.reports.lost)) {
  for (ScriptModel& model : scripts) {
    const Threshold goal = threshold(model.goal);
    scripts_.push_back({std::move(model), goal});
  }
  for (CustomerModel& model : customers) {
    remembers_hours_ = remembers_hours_ || model.repeat_hour != 1;
    reads_clock_ = reads_clock_ || remembers_hours_ || model.has_hours;
    reads_traits_ = reads_traits_ || model.valid < 1 || model.spread;
    segments_.push_back(compiled(std::move(model)));
  }
}

Answers::Segment Answers::compiled(CustomerModel model) {
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
  segment.answers_alike = !model.spread && !model.has_hours && model.repeat_hour == 1;
  if (model.spread) {
    segment.spread.resize(kCells + 1);
    segment.spread.back() = 1;
    for (std::size_t i = 1; i < kCells; ++i) segment.spread[i] = (*model.spread)(static_cast<double>(i) / kCells);
    for (std::size_t i = 0; i < kCells && !model.has_hours; ++i) {
      segment.bounds[0].push_back(bounds(&segment.spread[i], 1));
      segment.bounds[1].push_back(bounds(&segment.spread[i], model.repeat_hour));
    }
  }
  segment.ring.fill(Duration{0});
  for (const AttemptOutcome o :
       {AttemptOutcome::answered, AttemptOutcome::voicemail, AttemptOutcome::no_answer, AttemptOutcome::busy, AttemptOutcome::rejected}) {
    const sim::random::Distribution* distribution = ring(model, o);
    Duration& time = segment.ring[index(o)];
    time = distribution == nullptr ? sim::kNoLimit : distribution->constant().value_or(kDrawn);
    if (picked_up(o)) time = kDrawn;  // its talk is
  }
  segment.model = std::move(model);
  return segment;
}

sim::ZoneIndex Answers::zone(std::uint16_t segment, const Block& traits) const {
  const Segment& s = segments_[segment];
  if (s.zones.size() == 1) return s.model.zones.front().zone;
  const auto before = std::ranges::count_if(s.zones, [word = std::uint64_t{traits[0]}](Threshold up_to) { return up_to <= word; });
  return s.model.zones[static_cast<std::size_t>(before)].zone;
}

// The quantile lies between those at the ends of the cell of its uniform. The slack is ten times the relative error of a quantile
// (quantile_table.hpp), so that no error makes the bounds decide otherwise than the quantile itself.
Answers::Bounds Answers::bounds(const double* cell, double m) {
  constexpr double kSlack = 1e-5;
  return {threshold(times_odds(cell[0] * (1 - kSlack), m)), threshold(times_odds(cell[1] * (1 + kSlack), m))};
}

// Whether a person answers here and now.
bool Answers::person_answers(const Segment& s, const AttemptSetting& setting, const Block& words, const Block& traits) {
  const bool in_failed_hour = setting.last_failed_hour == setting.hour;
  const auto odds = [&] { return multiplier(s.model, setting, in_failed_hour); };
  const std::uint64_t word = words[1];
  if (!s.model.spread) return word < threshold(times_odds(s.model.reachability, odds()));
  const std::uint32_t cell = traits[2] >> (32 - kCellBits);
  const Bounds found = s.model.has_hours ? bounds(&s.spread[cell], odds()) : s.bounds[in_failed_hour ? 1 : 0][cell];
  if (word < found.yes) return true;
  if (word >= found.maybe) return false;
  return word < threshold(times_odds((*s.model.spread)(uniform(traits, 2)), odds()));
}

AttemptOutcome Answers::outcome(const Segment& s, const AttemptSetting& setting, const Block& words, const Block& traits) const {
  if (setting.carrier_down) return AttemptOutcome::network_error;
  if (words[0] < network_error_) return AttemptOutcome::network_error;
  if (!s.all_valid && traits[1] >= s.valid) return AttemptOutcome::invalid_number;
  const bool answered = s.answers_alike ? words[1] < s.reachable : person_answers(s, setting, words, traits);
  if (answered) return AttemptOutcome::answered;
  if (words[2] < s.unanswered[0]) return AttemptOutcome::voicemail;
  if (words[2] < s.unanswered[1]) return AttemptOutcome::no_answer;
  return words[2] < s.unanswered[2] ? AttemptOutcome::busy : AttemptOutcome::rejected;
}

AttemptSample Answers::sample(const AttemptSetting& setting, const Block& words, const Block& traits, const Block* duration) const {
  const Segment& s = segments_[setting.segment];
  const Script& script = scripts_[setting.script];
  AttemptSample sample;
  sample.outcome = outcome(s, setting, words, traits);
  // Ring and talk. What takes a fixed time costs no draw.
  sample.ring = s.ring[index(sample.outcome)];
  if (sample.ring == kDrawn) {
    const RingAndTalk time = duration != nullptr ? time_of(s, script, sample.outcome, *duration)
                                                 : drawn_time(s, script, sample.outcome, setting.who, setting.attempt);
    sample.ring = time.ring;
    sample.talk = time.talk < setting.max_call ? time.talk : setting.max_call;
    sample.drawn = true;
  }
  // A pick-up that would come after the ring timeout is a no_answer.
  if (sample.ring > setting.ring_timeout) {
    sample.ring = setting.ring_timeout;
    sample.talk = Duration{0};
    if (picked_up(sample.outcome)) sample.outcome = AttemptOutcome::no_answer;
  }
  if (sample.ring == sim::kNoLimit) sample.ring = Duration{0};
  if (!sets_up_at_once_) {
    sample.set_up = drawn_set_up(setting.who, setting.attempt);
    sample.drawn = true;
  }
  if (sample.outcome == AttemptOutcome::answered && script.goal > 0) {
    sample.goal = draw(setting.who, setting.attempt, Purpose::goal)[0] < script.goal;
  }
  return sample;
}

Duration Answers::drawn_set_up(Who who, std::uint32_t attempt) const {
  const Duration set_up = carrier_.set_up.sample(uniform(draw(who, attempt, Purpose::set_up), 0));
  return carrier_.set_up_limit > Duration{0} ? std::min(set_up, carrier_.set_up_limit) : set_up;
}

// Null: it rings until the timeout.
const sim::random::Distribution* Answers::ring(const CustomerModel& model, AttemptOutcome outcome) {
  switch (outcome) {
    case AttemptOutcome::answered:
      return &model.ring_answered;
    case AttemptOutcome::voicemail:
      return &model.ring_voicemail;
    case AttemptOutcome::busy:
      return &model.ring_busy;
    case AttemptOutcome::rejected:
      return &model.ring_rejected;
    default:
      return model.ring_no_answer ? &*model.ring_no_answer : nullptr;
  }
}

// Out of the way of the attempts that need none, as time_of().
[[gnu::noinline]] Answers::RingAndTalk Answers::drawn_time(const Segment& s, const Script& script, AttemptOutcome outcome, Who who,
                                                           std::uint32_t attempt) {
  return time_of(s, script, outcome, draw(who, attempt, Purpose::duration));
}

// Uncut, from the draw for Purpose::duration.
[[gnu::noinline]] Answers::RingAndTalk Answers::time_of(const Segment& s, const Script& script, AttemptOutcome outcome,
                                                        const Block& words) {
  const sim::random::Distribution& ringing = *ring(s.model, outcome);
  if (!picked_up(outcome)) return {ringing.sample(uniform(words, 0)), Duration{0}};
  const sim::random::Distribution& talking = outcome == AttemptOutcome::answered ? script.model.talk : script.model.voicemail_talk;
  return {ringing.sample(uniform(words, 0)), talking.sample(uniform(words, 2))};
}

Duration Answers::drawn_delay(Who who, std::uint32_t attempt) const {
  return carrier_.reports.late_by.sample(uniform(draw(who, attempt, Purpose::link_delay), 0));
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
