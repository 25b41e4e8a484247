#include "sim/verify/log.hpp"

#include "sim/verify/history.hpp"
#include "sim/world/auditor.hpp"

namespace sim::verify {

void feed_machine(campaign::Machine& machine, Fed& fed) {
  fed.ends_instant ? machine.step(fed.at, fed.input, fed.commands) : machine.accept(fed.at, fed.input, fed.commands);
}

AuditReport audit(const campaign::AccountConfig& account, std::span<const Fed> log, const campaign::Machine& at_end) {
  world::Auditor auditor(account);
  for (const Fed& fed : log) {
    auditor.input(fed.at, fed.input);
    auditor.commands(fed.at, fed.commands);
    if (fed.ends_instant) auditor.instant_over(fed.at);
  }
  if (!log.empty()) auditor.finish(log.back().at, at_end);
  return {auditor.checks(), auditor.violations() == 0 ? "" : auditor.first_violations().front().text};
}

std::vector<std::string> history_of(std::span<const Fed> log) {
  std::vector<std::string> lines;
  for (const Fed& fed : log) {
    lines.push_back(input_line(fed.at, fed.input));
    for (const campaign::Command& command : fed.commands) lines.push_back(command_line(command));
  }
  return lines;
}

}  // namespace sim::verify
