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

constexpr std::size_t kHistoryShown = 60;  // lines before the difference

auto fields(const campaign::CampaignView& v) {
  return std::tuple(v.status, v.reason, v.calls, v.calls_by_status, v.lines_in_use, v.script, v.open);
}
auto fields(const campaign::CallView& v) { return std::tuple(v.status, v.attempts, v.has_outcome, v.last_outcome); }
auto fields(const campaign::AccountView& v) {
  return std::tuple(v.lines_in_use, v.balance, v.bought, v.billed, v.overshoot, v.unbilled, v.unique_users, v.unique_users_overshoot,
                    v.reports_ignored, v.commands_refused, v.system_failure, v.out_of_minutes);
}

}  // namespace

TwoMachines::TwoMachines(RandomScenario& scenario, Pace pace)
    : scenario_(scenario), pace_(pace), machine_(scenario.account()), reference_(scenario.account()) {}

SimTime TwoMachines::next() const {
  SimTime next = pace_ == Pace::every_deadline ? machine_.next_deadline() : kNever;
  for (const TimedInput& report : reports_) next = std::min(next, report.at);
  const auto& inputs = scenario_.operator_inputs();
  return next_input_ < inputs.size() ? std::min(next, inputs[next_input_].at) : next;
}

std::string TwoMachines::run() {
  for (SimTime now = next(); now < scenario_.end() && difference_.empty(); now = next()) instant(now);
  if (difference_.empty()) feed(scenario_.end(), {}, true);
  return difference_;
}

// All inputs of an instant: reports by line, then what the operator does.
void TwoMachines::instant(SimTime now) {
  std::vector<Input> inputs;
  std::ranges::stable_sort(reports_, {}, [](const TimedInput& r) { return std::pair(r.at, line_of(r.input.attempt)); });
  for (; !reports_.empty() && reports_.front().at == now; reports_.erase(reports_.begin())) inputs.push_back(reports_.front().input);
  const auto& operators = scenario_.operator_inputs();
  for (; next_input_ < operators.size() && operators[next_input_].at == now; ++next_input_) inputs.push_back(operators[next_input_].input);
  if (inputs.empty()) inputs.push_back({});
  for (std::size_t i = 0; i < inputs.size() && difference_.empty(); ++i) feed(now, inputs[i], i + 1 == inputs.size());
}

void TwoMachines::feed(SimTime now, const Input& input, bool last) {
  history_.push_back([now, input] { return verify::input_line(now, input); });
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
    if (shipped != wanted) return differ("the machine:   " + shipped + "\nthe reference: " + wanted);
    if (pace_ == Pace::every_deadline && expected[i].at != now)
      return differ("the machine was late by " + std::to_string(us(now - expected[i].at)) + " us: " + shipped);
    ++commands_seen_;
    history_.push_back([command = said[i]] { return verify::command_line(command); });
    if (said[i].kind != CommandKind::place_attempt) continue;
    ++dials_;
    // What was dialed between two inputs is reported from now on.
    for (TimedInput report : scenario_.reports(now, said[i].attempt)) reports_.push_back(report);
  }
}

void TwoMachines::compare_views() {
  if (fields(machine_.account()) != fields(reference_.account())) return differ("the views of the account differ");
  for (std::uint32_t c = 0; c < machine_.campaigns(); ++c) {
    const CampaignId id{c};
    const campaign::CampaignView view = machine_.view(id);
    if (fields(view) != fields(reference_.view(id))) return differ("the views of c" + std::to_string(c) + " differ");
    for (CallIndex call = 0; call < view.calls && view.status != campaign::CampaignStatus::draft; ++call) {
      if (fields(machine_.view(id, call)) != fields(reference_.view(id, call)))
        return differ("the views of c" + std::to_string(c) + "/" + std::to_string(call) + " differ");
    }
  }
}

void TwoMachines::differ(const std::string& what) {
  const std::size_t from = history_.size() > kHistoryShown ? history_.size() - kHistoryShown : 0;
  if (from > 0) difference_ = "... " + std::to_string(from) + " lines before\n";
  for (std::size_t i = from; i < history_.size(); ++i) difference_ += history_[i]() + "\n";
  difference_ += what;
}

}  // namespace sim::reference
