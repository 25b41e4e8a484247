// Compiles and uses sim/campaign with nothing but sim/base beside it: the proof that the machine needs no clock, dice, I/O or JSON.
// A campaign of two contacts on one line: the first answers, the second does not and is dialed again an hour later.

#include <cstdlib>

#include "sim/campaign/machine.hpp"

using namespace sim;
using namespace sim::campaign;

namespace {

void expect(bool condition) {
  if (!condition) std::exit(1);
}

// Feeds one input and returns the attempt that was placed in its step.
AttemptId dialed(Machine& machine, std::int64_t at_s, const Input& input) {
  Commands commands;
  machine.step(SimTime{} + at_s * kSecond, input, commands);
  for (const Command& command : commands) {
    if (command.kind == CommandKind::place_attempt) return command.attempt;
  }
  return AttemptId{};
}

Input ended(AttemptId attempt, AttemptOutcome outcome, Duration talk) {
  Input input;
  input.kind = InputKind::attempt_ended;
  input.attempt = attempt;
  input.outcome = outcome;
  input.amount = talk;
  return input;
}

}  // namespace

int main() {
  Machine machine(AccountConfig{});
  CampaignConfig config;
  config.retry.max_attempts = 2;
  config.retry.rules[index(AttemptOutcome::no_answer)].delays = {{kHour}};
  ContactBlock contacts;
  contacts.count = 2;

  Input input;
  input.kind = InputKind::create;
  input.config = &config;
  dialed(machine, 0, input);
  input.kind = InputKind::add_contacts;
  input.contacts = &contacts;
  dialed(machine, 0, input);
  input.kind = InputKind::schedule;
  const AttemptId first = dialed(machine, 0, input);
  const AttemptId second = dialed(machine, 60, ended(first, AttemptOutcome::answered, 50 * kSecond));
  expect(second != AttemptId{});
  expect(dialed(machine, 90, ended(second, AttemptOutcome::no_answer, Duration{0})) == AttemptId{});
  expect(machine.next_deadline() == SimTime{} + 90 * kSecond + kHour);
  const AttemptId again = dialed(machine, 90 + 3600, Input{});
  dialed(machine, 4000, ended(again, AttemptOutcome::no_answer, Duration{0}));

  const CampaignView view = machine.view(CampaignId{0});
  expect(view.status == CampaignStatus::finished);
  expect(view.calls_by_status[index(CallStatus::answered)] == 1);
  expect(view.calls_by_status[index(CallStatus::completed_without_answer)] == 1);
}
