#include "tests/swarm_audit.hpp"

#include <algorithm>
#include <map>

#include "sim/verify/history.hpp"
#include "tests/swarm_play.hpp"

namespace sim::swarm {
namespace {

using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::InputKind;

constexpr Duration kWeek = 7 * kDay;
constexpr Duration kClockChange = 2 * kHour;
constexpr Duration kOpenEachWeek = 9 * kHour - kClockChange;  // at least, see some_case

// Of one call of the campaign: the longest that it waits for its delay and its daily cap.
Duration longest_delay(const campaign::RetryPolicy& policy) {
  Duration longest{0};
  for (const campaign::OutcomeRule& rule : policy.rules) {
    for (const campaign::RetryDelay& delay : rule.delays) {
      longest = std::max(longest, delay.day_part ? (delay.days + 1) * kDay + kClockChange : delay.after);
    }
  }
  return longest + (policy.max_attempts_per_day ? kDay + kClockChange : Duration{0});
}

// Every contact of a campaign, with those that are added later.
template <typename Visit>
void each_contact(const Case& world, Visit visit) {
  for (const PlannedCampaign& c : world.campaigns) {
    for (const Contact& contact : c.contacts) visit(c, contact);
  }
  for (const Action& action : world.actions) {
    const std::uint32_t c = index(action.input.campaign);
    if (c >= world.campaigns.size()) continue;
    for (const Contact& contact : action.contacts) visit(world.campaigns[c], contact);
  }
}

class Audit {
 public:
  Audit(const Case& world, const Observer& observer)
      : case_(world), play_(world), rig_(world.account, world.complete_contacts), history_(observer.history) {
    for (const PlannedCampaign& c : case_.campaigns) {
      if (!c.left_out) campaigns_.push_back(&c);
    }
    if (observer.tamper) rig_.tamper(observer.tamper);
    rig_.heard = [this](SimTime at, const Command& k) { hear(at, k); };
  }

  Verdict run() {
    SimTime end = case_.horizon;
    if (end == kNever) {
      end = case_.repaired();
      for (const PlannedCampaign* c : campaigns_) end = std::max(end, later(finished_by(case_, *c), kSecond));
    }
    SimTime now{};
    for (;;) {
      const SimTime next = std::min(rig_.machine.next_deadline(), play_.next());
      if (next >= end || rig_.auditor.violations() > 0) break;
      now = next;
      instant(now);
    }
    if (rig_.auditor.violations() == 0) rig_.finish(case_.horizon == kNever ? now : end);
    Verdict verdict{rig_.first_violation(), {}, rig_.auditor.checks(), rig_.dials};
    if (!verdict.violation.empty()) verdict.rule = *rig_.broken().begin();
    if (!verdict.violation.empty() || case_.horizon != kNever) return verdict;
    verdict.violation = unfinished();
    if (!verdict.violation.empty()) verdict.rule = "liveness";
    return verdict;
  }

 private:
  void instant(SimTime now) {
    std::vector<campaign::Input> inputs = play_.take(now);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (history_ != nullptr) history_->push_back(verify::input_line(now, inputs[i]));
      i + 1 < inputs.size() ? rig_.more(now, inputs[i]) : rig_.last(now, inputs[i]);
    }
  }

  void hear(SimTime at, const Command& k) {
    if (history_ != nullptr) history_->push_back(verify::command_line(k));
    if (k.kind == CommandKind::campaign_changed && k.campaign_status >= CampaignStatus::finished) {
      finished_.try_emplace(index(k.campaign), at);
    }
    play_.hear(at, k);
  }

  // The first campaign that was to come to its end and has not.
  std::string unfinished() const {
    for (std::uint32_t c = 0; c < campaigns_.size(); ++c) {
      const campaign::CampaignView view = rig_.machine.view(CampaignId{c});
      const SimTime bound = finished_by(case_, *campaigns_[c]);
      const auto finished = finished_.find(c);
      const bool in_time = finished != finished_.end() && finished->second <= bound && rig_.machine.drained(CampaignId{c});
      const bool never_started = view.status == CampaignStatus::draft;  // its end had passed when it was scheduled
      if (in_time || never_started || view.calls == 0) continue;
      return "campaign " + std::to_string(c) + " is " + std::string(word(view.status)) + ", " + std::to_string(view.lines_in_use) +
             " of its calls are on the line; it had to finish by " + std::to_string(us(bound) / 1'000'000) + " s";
    }
    return "";
  }

  const Case& case_;
  Play play_;
  world::AuditRig rig_;
  std::vector<std::string>* history_;
  std::vector<const PlannedCampaign*> campaigns_;  // by id of the machine
  std::map<std::uint32_t, SimTime> finished_;
};

}  // namespace

// Nothing is paused any more, so a call that is not over waits for one of three things.
//   * For its time: the start or its first moment, once; a delay and the daily cap, before each retry.
//   * For an opening, before each attempt: a week at most, and another for each closed date.
//   * In open time, for others: then an attempt is on a line, or a start was less than the gap ago. So it is over when all attempts that
//     can still be made have been made one after the other; with calling hours only some hours of each week count.
SimTime finished_by(const Case& world, const PlannedCampaign& campaign) {
  SimTime ripe = world.repaired();
  std::int64_t attempts = 0;
  each_contact(world, [&](const PlannedCampaign& owner, const Contact& contact) {
    attempts += owner.config.retry.max_attempts;
    if (&owner == &campaign) ripe = std::max(ripe, contact.not_before);
  });
  for (const Action& action : world.actions) {
    if (action.input.kind == InputKind::schedule) ripe = std::max(ripe, action.input.at);
  }
  const Duration others = attempts * (world.link.longest_attempt() + world.account.start_gap);
  Duration round = longest_delay(campaign.config.retry);
  if (campaign.config.hours.always_open()) return ripe + campaign.config.retry.max_attempts * round + others;
  round += kWeek;
  return ripe + campaign.config.retry.max_attempts * round + (others / kOpenEachWeek + 1 + kClosedDates) * kWeek;
}

Verdict audit(const Case& world, const Observer& observer) { return Audit(world, observer).run(); }

}  // namespace sim::swarm
