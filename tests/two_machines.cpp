#include "tests/two_machines.hpp"

#include <algorithm>
#include <tuple>

#include "sim/verify/history.hpp"

namespace sim::reference {
namespace {

using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

constexpr Duration kAfterwards = 45 * kDay;  // long enough for most campaigns to end

auto fields(const campaign::CampaignView& v) {
  return std::tuple(v.status, v.reason, v.calls, v.calls_by_status, v.lines_in_use, v.script, v.open);
}
auto fields(const campaign::CallView& v) { return std::tuple(v.status, v.attempts, v.has_outcome, v.last_outcome); }
auto fields(const campaign::AccountView& v) {
  return std::tuple(v.lines_in_use, v.balance, v.bought, v.billed, v.overshoot, v.unbilled, v.unique_users, v.unique_users_overshoot,
                    v.reports_ignored, v.commands_refused, v.system_failure, v.out_of_minutes);
}

}  // namespace

TwoMachines::TwoMachines(const swarm::Case& world, Pace pace)
    : case_(world), play_(world), pace_(pace), machine_(world.account), reference_(world.account) {}

swarm::Verdict TwoMachines::run(std::vector<std::string>* history) {
  history_ = history;
  const SimTime end = case_.horizon == kNever ? case_.repaired() + kAfterwards : case_.horizon;
  const auto next = [this] { return std::min(pace_ == Pace::every_deadline ? machine_.next_deadline() : kNever, play_.next()); };
  for (SimTime now = next(); now < end && difference_.empty(); now = next()) instant(now);
  if (difference_.empty()) feed(end, {}, true);
  return {difference_, difference_.empty() ? "" : "equal histories", commands_seen_, dials_};
}

void TwoMachines::instant(SimTime now) {
  const std::vector<Input> inputs = play_.take(now);
  for (std::size_t i = 0; i < inputs.size() && difference_.empty(); ++i) feed(now, inputs[i], i + 1 == inputs.size());
}

void TwoMachines::feed(SimTime now, const Input& input, bool last) {
  if (history_ != nullptr) history_->push_back(verify::input_line(now, input));
  campaign::Commands said;
  if (last) {
    machine_.step(now, input, said);
    reference_.step(now, input);
  } else {
    machine_.accept(now, input, said);
    reference_.accept(now, input);
  }
  compare_commands(now, said);
  if (last && difference_.empty()) compare_views();
}

void TwoMachines::compare_commands(SimTime now, const campaign::Commands& said) {
  const std::vector<TimedCommand> expected = reference_.take();
  for (std::size_t i = 0; i < std::max(said.size(), expected.size()); ++i) {
    const std::string shipped = i < said.size() ? verify::command_line(said[i]) : "nothing";
    const std::string wanted = i < expected.size() ? verify::command_line(expected[i].command) : "nothing";
    if (shipped != wanted) return void(difference_ = "the machine:   " + shipped + "\nthe reference: " + wanted);
    if (pace_ == Pace::every_deadline && expected[i].at != now)
      return void(difference_ = "the machine was late by " + std::to_string(us(now - expected[i].at)) + " us: " + shipped);
    ++commands_seen_;
    if (history_ != nullptr) history_->push_back(shipped);
    if (said[i].kind == CommandKind::place_attempt) ++dials_;
    play_.hear(now, said[i]);  // what was dialed between two inputs is reported from now on
  }
}

void TwoMachines::compare_views() {
  if (fields(machine_.account()) != fields(reference_.account())) return void(difference_ = "the views of the account differ");
  for (std::uint32_t c = 0; c < machine_.campaigns(); ++c) {
    const CampaignId id{c};
    const campaign::CampaignView view = machine_.view(id);
    if (fields(view) != fields(reference_.view(id))) return void(difference_ = "the views of c" + std::to_string(c) + " differ");
    for (CallIndex call = 0; call < view.calls && view.status != campaign::CampaignStatus::draft; ++call) {
      if (fields(machine_.view(id, call)) != fields(reference_.view(id, call)))
        return void(difference_ = "the views of c" + std::to_string(c) + "/" + std::to_string(call) + " differ");
    }
  }
}

}  // namespace sim::reference
