#pragma once
// Drives the machine by hand in tests: every call is one step at a given second, and returns what the machine said as one line of text,
// e.g. "c0 in_progress | dial c0/0#1 | dial c0/1#1". Attempts are named by campaign and call; times are seconds.

#include <map>
#include <string>

#include "sim/campaign/machine.hpp"

namespace sim::campaign {

inline CampaignConfig plain_campaign(std::uint32_t lines = 100) {
  CampaignConfig config;
  config.lines = lines;
  return config;
}

inline AccountConfig plain_account(std::uint32_t lines = 100) {
  AccountConfig account;
  account.lines = lines;
  return account;
}

inline OutcomeRule after_seconds(std::vector<int> delays, std::optional<std::uint8_t> attempts = {}) {
  OutcomeRule rule;
  for (const int d : delays) rule.delays.push_back({d * kSecond});
  rule.attempts = attempts;
  return rule;
}

class Rig {
 public:
  explicit Rig(const AccountConfig& account) : machine(account) {}

  static SimTime s(double seconds) { return SimTime{Duration{static_cast<std::int64_t>(seconds * 1e6)}}; }

  std::string create(double at, const CampaignConfig& config, std::uint32_t contacts) {
    Input input;
    input.kind = InputKind::create;
    input.config = &config;
    step(at, input);
    ContactBlock block;
    block.count = contacts;
    return add(at, static_cast<std::uint32_t>(machine.campaigns() - 1), block);
  }
  std::string add(double at, std::uint32_t c, const ContactBlock& block) {
    Input input = on(c, InputKind::add_contacts);
    input.contacts = &block;
    return step(at, input);
  }
  std::string schedule(double at, std::uint32_t c, double when) {
    Input input = on(c, InputKind::schedule);
    input.at = s(when);
    return step(at, input);
  }
  std::string command(double at, InputKind kind, std::uint32_t c) { return step(at, on(c, kind)); }
  std::string buy(double at, int seconds) {
    Input input;
    input.kind = InputKind::buy_minutes;
    input.amount = seconds * kSecond;
    return step(at, input);
  }
  std::string failure(double at, InputKind kind, std::uint32_t cause = 1) {
    Input input;
    input.kind = kind;
    input.cause = FailureCause{cause};
    return step(at, input);
  }
  // The end of the live attempt of a call.
  std::string end(double at, std::uint32_t c, CallIndex call, AttemptOutcome outcome, double talk_s = 0) {
    return step(at, end_input(c, call, outcome, talk_s));
  }
  // The same, as one of several inputs of an instant.
  void accept_end(double at, std::uint32_t c, CallIndex call, AttemptOutcome outcome, double talk_s = 0) {
    machine.accept(s(at), end_input(c, call, outcome, talk_s), commands_);
  }
  std::string tick(double at) { return step(at, {}); }
  std::string step(double at, const Input& input) {
    machine.step(s(at), input, commands_);
    return take();
  }
  Input on(std::uint32_t c, InputKind kind) const {
    Input input;
    input.kind = kind;
    input.campaign = CampaignId{c};
    return input;
  }
  Input end_input(std::uint32_t c, CallIndex call, AttemptOutcome outcome, double talk_s) {
    Input input;
    input.kind = InputKind::attempt_ended;
    input.attempt = live.at({c, call});
    input.outcome = outcome;
    input.amount = Duration{static_cast<std::int64_t>(talk_s * 1e6)};
    return input;
  }
  // In seconds; -1: never.
  double deadline() const { return machine.next_deadline() == kNever ? -1 : static_cast<double>(us(machine.next_deadline())) / 1e6; }
  std::string status(std::uint32_t c, CallIndex call) const { return std::string(word(machine.view(CampaignId{c}, call).status)); }
  std::string status(std::uint32_t c) const { return std::string(word(machine.view(CampaignId{c}).status)); }

  Machine machine;
  std::map<std::pair<std::uint32_t, CallIndex>, AttemptId> live;  // the last attempt of each call

 private:
  std::string take() {
    std::string text;
    for (const Command& command : commands_) text += (text.empty() ? "" : " | ") + say(command);
    commands_.clear();
    return text;
  }

  std::string say(const Command& k) {
    const std::string c = "c" + std::to_string(index(k.campaign));
    const std::string call = c + "/" + std::to_string(k.call);
    switch (k.kind) {
      case CommandKind::place_attempt:
        live[{index(k.campaign), k.call}] = k.attempt;
        return "dial " + call + "#" + std::to_string(k.number);
      case CommandKind::campaign_changed:
        return c + " " + std::string(word(k.campaign_status)) + (k.reason == PauseReason::none ? "" : " " + std::string(word(k.reason)));
      case CommandKind::call_changed:
        return call + " " + std::string(word(k.status));
      case CommandKind::calls_changed:
        return c + " " + std::to_string(k.count) + " " + std::string(word(k.from)) + ">" + std::string(word(k.status));
      case CommandKind::dialog_recorded:
        return "dialog " + call + " billed " + std::to_string(us(k.billed) / 1000000);
      case CommandKind::attempt_over:
        return "lost " + call;
      case CommandKind::account_changed:
        return k.event == AccountEvent::out_of_minutes   ? "minutes out"
               : k.event == AccountEvent::system_failure ? "failure"
                                                         : "failure over";
      case CommandKind::refused:
        return "refused " + std::string(word(k.why));
    }
    return "?";
  }

  Commands commands_;
};

}  // namespace sim::campaign
