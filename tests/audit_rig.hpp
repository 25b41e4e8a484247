#pragma once
// A machine with an auditor beside it, driven by hand: every deadline of the machine gets an instant of its own, as in a world. What the
// machine says can be changed on its way to the auditor, or made up, to see that it notices.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/machine.hpp"
#include "sim/world/auditor.hpp"
#include "tests/machine_rig.hpp"

namespace sim::world {

class AuditRig {
 public:
  using Tamper = std::function<bool(campaign::Commands&)>;  // false: there was nothing to change yet

  explicit AuditRig(const campaign::AccountConfig& account, std::uint64_t complete_contacts = Auditor::kCompleteContacts)
      : machine(account), auditor(account, complete_contacts) {}

  static SimTime s(double seconds) { return campaign::Rig::s(seconds); }

  // Feeds an input as one of several of its instant.
  void more(SimTime at, const campaign::Input& input) {
    run_to(at);
    machine.accept(at, input, commands_);
    deliver(at, input);
  }
  // Feeds the last input of an instant.
  void last(SimTime at, const campaign::Input& input) {
    run_to(at);
    close(at, input);
  }
  void run_to(SimTime at) {
    while (machine.next_deadline() < at) close(machine.next_deadline(), {});
  }
  void tick(double at) { last(s(at), {}); }
  void finish(SimTime at) {
    run_to(at);
    auditor.finish(at, machine);
  }
  void finish(double at) { finish(s(at)); }

  std::uint32_t create(const campaign::CampaignConfig& config, const campaign::ContactBlock& block, double at = 0) {
    campaign::Input input;
    input.kind = campaign::InputKind::create;
    input.config = &config;
    last(s(at), input);
    const auto c = static_cast<std::uint32_t>(machine.campaigns() - 1);
    add(at, c, block);
    return c;
  }
  void add(double at, std::uint32_t c, const campaign::ContactBlock& block) {
    campaign::Input input = on(c, campaign::InputKind::add_contacts);
    input.contacts = &block;
    last(s(at), input);
  }
  void schedule(double at, std::uint32_t c, double starts) {
    campaign::Input input = on(c, campaign::InputKind::schedule);
    input.at = s(starts);
    last(s(at), input);
  }
  void command(double at, campaign::InputKind kind, std::uint32_t c) { last(s(at), on(c, kind)); }
  void buy(double at, double seconds) {
    campaign::Input input;
    input.kind = campaign::InputKind::buy_minutes;
    input.amount = s(seconds).time_since_epoch();
    last(s(at), input);
  }
  void failure(double at, campaign::InputKind kind) {
    campaign::Input input;
    input.kind = kind;
    last(s(at), input);
  }
  // The end of the newest attempt of a call.
  void end(double at, std::uint32_t c, CallIndex call, AttemptOutcome outcome, double talk_s = 0) {
    run_to(s(at));
    last(s(at), report(c, call, outcome, talk_s));
  }
  campaign::Input report(std::uint32_t c, CallIndex call, AttemptOutcome outcome, double talk_s = 0) const {
    campaign::Input input;
    input.kind = campaign::InputKind::attempt_ended;
    input.attempt = attempt.at({c, call});
    input.outcome = outcome;
    input.amount = s(talk_s).time_since_epoch();
    return input;
  }
  static campaign::Input on(std::uint32_t c, campaign::InputKind kind) {
    campaign::Input input;
    input.kind = kind;
    input.campaign = CampaignId{c};
    return input;
  }

  // Something that the machine says reaches the auditor changed.
  void tamper(Tamper tamper) { tamper_ = std::move(tamper); }
  // The auditor alone is told that the machine said this. The instant stays open.
  void forge(double at, const campaign::Command& command) {
    run_to(s(at));
    auditor.input(s(at), {});
    auditor.commands(s(at), {command});
  }
  // A dial that continues the true history but for what the caller changes.
  campaign::Command dial(std::uint32_t c, CallIndex call, std::uint8_t number, std::uint32_t line, double due) const {
    campaign::Command k = about(campaign::CommandKind::place_attempt, c, call);
    k.attempt = attempt_id(dials + 1, line);
    k.number = number;
    k.at = s(due);
    return k;
  }
  static campaign::Command about(campaign::CommandKind kind, std::uint32_t c, CallIndex call = 0) {
    campaign::Command k;
    k.kind = kind;
    k.campaign = CampaignId{c};
    k.call = call;
    return k;
  }

  // The rules that were broken, each once, by what its text begins with: "invariant 3 (legal placement)".
  std::set<std::string> broken() const {
    std::set<std::string> rules;
    for (const metrics::Violation& v : auditor.first_violations()) rules.insert(v.text.substr(0, v.text.find_first_of(",:")));
    return rules;
  }
  std::string first_violation() const {
    if (auditor.violations() == 0) return "";
    const metrics::Violation& v = auditor.first_violations().front();
    return std::to_string(us(v.at)) + " us " + v.text;
  }

  campaign::Machine machine;
  Auditor auditor;
  std::function<void(SimTime, const campaign::Command&)> heard;      // everything that the machine really said
  std::map<std::pair<std::uint32_t, CallIndex>, AttemptId> attempt;  // the newest of each call
  CallIndex latest = 0;                                              // dialed
  std::uint64_t dials = 0;

 private:
  void close(SimTime at, const campaign::Input& input) {
    machine.step(at, input, commands_);
    deliver(at, input);
    auditor.instant_over(at);
  }
  void deliver(SimTime at, const campaign::Input& input) {
    campaign::Commands said;
    said.swap(commands_);
    for (const campaign::Command& k : said) {
      if (k.kind == campaign::CommandKind::place_attempt) {
        attempt[{index(k.campaign), k.call}] = k.attempt;
        latest = k.call;
        ++dials;
      }
      if (heard) heard(at, k);
    }
    if (tamper_ && tamper_(said)) tamper_ = {};
    if (input.kind == campaign::InputKind::attempt_ended) return auditor.reported(at, input, said);
    auditor.input(at, input);
    auditor.commands(at, said);
  }

  campaign::Commands commands_;
  Tamper tamper_;
};

}  // namespace sim::world
