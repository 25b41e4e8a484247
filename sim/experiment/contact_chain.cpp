#include "sim/experiment/contact_chain.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "sim/campaign/account_books.hpp"
#include "sim/campaign/retry_table.hpp"
#include "sim/experiment/metric_table.hpp"
#include "sim/experiment/quadrature.hpp"

namespace sim::experiment {

namespace {

using campaign::CallStatus;
using campaign::RetryTable;
using campaign::StateId;

constexpr int kReachPoints = 128;      // over the spread of customers
constexpr double kNegligible = 1e-12;  // a state as rare as this adds nothing that anybody would see

// One attempt with a given outcome.
struct Times {
  double line_s = 0, talk_s = 0, billed_s = 0;
};

// What an attempt of a segment can be, for one probability that a person answers.
struct AttemptModel {
  std::array<double, kOutcomeCount> chance{};
  std::array<Times, kOutcomeCount> times{};
  double goal = 0;
};

class SegmentModel {
 public:
  SegmentModel(const world::WorldConfig& world, const campaign::CampaignConfig& policy, std::uint16_t segment)
      : world_(world), policy_(policy), customer_(world.customers[segment].model), script_(world.scripts[index(policy.script)].model) {
    set_up_s_ = mean_over_uniforms([this](double u) {
      const Duration limit = world_.carrier.set_up_limit > Duration{0} ? world_.carrier.set_up_limit : kNoLimit;
      return seconds(std::min(world_.carrier.set_up.sample(u), limit));
    });
    picks_up_ = {in_time(customer_.ring_answered), in_time(customer_.ring_voicemail)};
    fill_times();
  }

  AttemptModel for_invalid_number() const {
    AttemptModel model{{}, times_, script_.goal};
    model.chance[index(AttemptOutcome::network_error)] = world_.carrier.network_error;
    model.chance[index(AttemptOutcome::invalid_number)] = 1 - world_.carrier.network_error;
    return model;
  }

  AttemptModel for_person(double reachability) const {
    AttemptModel model{{}, times_, script_.goal};
    const double connected = 1 - world_.carrier.network_error;
    const double person = connected * reachability, nobody = connected * (1 - reachability);
    const double machine = nobody * customer_.voicemail;
    model.chance[index(AttemptOutcome::network_error)] = world_.carrier.network_error;
    model.chance[index(AttemptOutcome::answered)] = person * picks_up_[0];
    model.chance[index(AttemptOutcome::voicemail)] = machine * picks_up_[1];
    model.chance[index(AttemptOutcome::busy)] = nobody * customer_.busy;
    model.chance[index(AttemptOutcome::rejected)] = nobody * customer_.rejected;
    // A pick-up after the ring timeout rings in vain, for as long as the timeout; with a ring of its own no_answer is averaged over both.
    const double too_late = person * (1 - picks_up_[0]) + machine * (1 - picks_up_[1]);
    const double in_vain = nobody * customer_.no_answer + too_late;
    model.chance[index(AttemptOutcome::no_answer)] = in_vain;
    if (in_vain > 0) {
      double& line_s = model.times[index(AttemptOutcome::no_answer)].line_s;
      line_s = set_up_s_ + (nobody * customer_.no_answer * (line_s - set_up_s_) + (too_late > 0 ? too_late * timeout_s() : 0)) / in_vain;
    }
    return model;
  }

 private:
  double timeout_s() const { return seconds(policy_.ring_timeout); }

  double in_time(const random::Distribution& ring) const {
    if (policy_.ring_timeout == kNoLimit) return 1;
    return mean_over_uniforms([&](double u) { return ring.sample(u) <= policy_.ring_timeout ? 1.0 : 0.0; });
  }

  // Of those that come in time.
  double ring_before_pick_up_s(const random::Distribution& ring, double share_in_time) const {
    if (share_in_time == 0) return 0;
    const double sum = mean_over_uniforms([&](double u) { return ring.sample(u) <= policy_.ring_timeout ? seconds(ring.sample(u)) : 0; });
    return sum / share_in_time;
  }

  double ring_until_it_ends_s(const random::Distribution& ring) const {
    return mean_over_uniforms([&](double u) { return seconds(std::min(ring.sample(u), policy_.ring_timeout)); });
  }

  Times picked_up(const random::Distribution& ring, double share_in_time, const random::Distribution& talk) const {
    const auto cut = [&](double u) { return std::min(talk.sample(u), policy_.max_call); };
    Times times;
    times.talk_s = mean_over_uniforms([&](double u) { return seconds(cut(u)); });
    times.billed_s = mean_over_uniforms([&](double u) { return seconds(books_.price(cut(u))); });
    times.line_s = set_up_s_ + ring_before_pick_up_s(ring, share_in_time) + times.talk_s;
    return times;
  }

  void fill_times() {
    times_.fill({set_up_s_, 0, 0});
    times_[index(AttemptOutcome::answered)] = picked_up(customer_.ring_answered, picks_up_[0], script_.talk);
    times_[index(AttemptOutcome::voicemail)] = picked_up(customer_.ring_voicemail, picks_up_[1], script_.voicemail_talk);
    times_[index(AttemptOutcome::busy)].line_s += ring_until_it_ends_s(customer_.ring_busy);
    times_[index(AttemptOutcome::rejected)].line_s += ring_until_it_ends_s(customer_.ring_rejected);
    double& in_vain_s = times_[index(AttemptOutcome::no_answer)].line_s;
    if (customer_.ring_no_answer) {
      in_vain_s += ring_until_it_ends_s(*customer_.ring_no_answer);
    } else if (policy_.ring_timeout != kNoLimit) {
      in_vain_s += timeout_s();
    }
  }

  const world::WorldConfig& world_;
  const campaign::CampaignConfig& policy_;
  const models::CustomerModel& customer_;
  const models::ScriptModel& script_;
  const campaign::Minutes books_{world_.account};
  double set_up_s_ = 0;
  std::array<double, 2> picks_up_{};  // share of answered, voicemail within the ring timeout
  std::array<Times, kOutcomeCount> times_{};
};

// Attempt by attempt: how likely a call stands where, and what its next attempt adds.
Expectation walk(RetryTable& table, const AttemptModel& model) {
  Expectation sum;
  std::map<StateId, double> waiting{{0, 1.0}};
  while (!waiting.empty()) {
    std::map<StateId, double> next;
    for (const auto& [state, chance] : waiting) {
      sum.attempts += chance;
      for (std::size_t o = 0; o < kOutcomeCount; ++o) {
        const double here = chance * model.chance[o];
        if (here < kNegligible) continue;
        sum.line_s += here * model.times[o].line_s;
        sum.talk_s += here * model.times[o].talk_s;
        sum.billed_s += here * model.times[o].billed_s;
        if (o == index(AttemptOutcome::answered)) sum.goals += here * model.goal;
        const StateId to = table.after(state, static_cast<AttemptOutcome>(o)).state;
        const CallStatus status = table.state(to).status;
        if (status == CallStatus::answered) sum.answered += here;
        if (!campaign::is_final(status)) next[to] += here;
      }
    }
    waiting = std::move(next);
  }
  return sum;
}

// One contact of a segment.
Expectation of_segment(RetryTable& table, const world::WorldConfig& world, const campaign::CampaignConfig& policy, std::uint16_t segment) {
  const SegmentModel model(world, policy, segment);
  const models::CustomerModel& customer = world.customers[segment].model;
  Expectation person;
  if (customer.spread) {
    // The midpoint rule in s, u = s^2 (3 - 2 s): a quantile function is steep where u ends, and there the points stand close.
    for (int i = 0; i < kReachPoints; ++i) {
      const double s = (i + 0.5) / kReachPoints;
      const double weight = 6 * s * (1 - s) / kReachPoints;
      person += walk(table, model.for_person((*customer.spread)(s * s * (3 - 2 * s)))).times(weight);
    }
  } else {
    person = walk(table, model.for_person(customer.reachability));
  }
  Expectation mixed = person.times(customer.valid);
  if (customer.valid < 1) mixed += walk(table, model.for_invalid_number()).times(1 - customer.valid);
  return mixed;
}

// A row whose outcomes are written down; the last of them repeats.
Expectation of_script(RetryTable& table, const world::WorldConfig& world, const campaign::CampaignConfig& policy,
                      std::span<const world::ScriptedOutcome> scripted) {
  Expectation sum;
  StateId state = 0;
  for (std::size_t attempt = 0;; ++attempt) {
    const world::ScriptedOutcome& written = scripted[std::min(attempt, scripted.size() - 1)];
    const bool too_late = kind(written.outcome) != OutcomeKind::error && written.ring > policy.ring_timeout;
    const bool picks_up = sim::picked_up(written.outcome) && !too_late;
    const AttemptOutcome outcome = too_late && sim::picked_up(written.outcome) ? AttemptOutcome::no_answer : written.outcome;
    const Duration talk = picks_up ? std::min(written.talk, policy.max_call) : Duration{0};
    const Duration ring = too_late ? policy.ring_timeout : written.ring;
    sum.attempts += 1;
    sum.talk_s += seconds(talk);
    if (picks_up) sum.billed_s += seconds(campaign::Minutes(world.account).price(talk));
    sum.line_s += seconds(talk) + (ring == kNoLimit ? 0 : seconds(ring));
    state = table.after(state, outcome).state;
    const CallStatus status = table.state(state).status;
    if (status == CallStatus::answered) sum.answered += 1;
    if (campaign::is_final(status)) return sum;
  }
}

}  // namespace

Expectation& Expectation::operator+=(const Expectation& other) {
  attempts += other.attempts;
  answered += other.answered;
  goals += other.goals;
  talk_s += other.talk_s;
  billed_s += other.billed_s;
  line_s += other.line_s;
  return *this;
}

Expectation Expectation::times(double factor) const {
  return {attempts * factor, answered * factor, goals * factor, talk_s * factor, billed_s * factor, line_s * factor};
}

Expectation expect(const world::WorldConfig& world, const campaign::CampaignConfig& policy, const world::ContactList& list) {
  RetryTable table(policy.retry);
  std::map<std::uint16_t, Expectation> segments;
  const auto segment = [&](std::uint16_t number) -> const Expectation& {
    const auto [known, added] = segments.try_emplace(number);
    if (added) known->second = of_segment(table, world, policy, number);
    return known->second;
  };
  if (list.file == nullptr) return segment(list.customers).times(list.count);
  const world::ContactFile& file = *list.file;
  Expectation sum;
  for (std::uint32_t row = 0; row < list.count; ++row) {
    if (!file.malformed.empty() && file.malformed[row] != 0) continue;
    const std::span<const world::ScriptedOutcome> all(file.scripted);
    const std::uint32_t from = file.script_from.empty() ? 0 : file.script_from[row];
    const std::uint32_t to = file.script_from.empty() ? 0 : file.script_from[row + 1];
    const bool own_segment = !file.customers.empty() && file.customers[row] != world::ContactFile::kDefaultSegment;
    sum += from < to ? of_script(table, world, policy, all.subspan(from, to - from))
                     : segment(own_segment ? file.customers[row] : list.customers);
  }
  return sum;
}

bool is_exact(const world::WorldConfig& world, const world::CampaignSpec& campaign) {
  const campaign::AccountConfig& account = world.account;
  const models::CarrierModel& carrier = world.carrier;
  const bool limited = account.balance || account.unique_users || account.breaker || campaign.config.ends != kNever;
  const bool troubled = !carrier.outages.empty() || carrier.random_outages || carrier.reports.any();
  if (!campaign.starts || limited || troubled || !world.operators.empty()) return false;
  const bool fair = std::ranges::all_of(
      world.customers, [](const world::CustomerSpec& segment) { return !segment.model.has_hours && segment.model.repeat_hour == 1; });
  return fair && std::ranges::all_of(campaign.contacts, [](const world::ContactList& list) {
           return list.file == nullptr || std::ranges::all_of(list.file->not_after, [](SimTime last) { return last == kNever; });
         });
}

}  // namespace sim::experiment
