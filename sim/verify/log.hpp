#pragma once
// What was fed to a machine along a path and what came out: looked at by a new auditor, or written for people.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/campaign/machine.hpp"

namespace sim::verify {

// One input as it was fed, and what came out.
struct Fed {
  SimTime at;
  campaign::Input input;
  bool ends_instant = true;
  campaign::Commands commands;
};

// Feeds the input to the machine and keeps what comes out.
void feed_machine(campaign::Machine& machine, Fed& fed);

struct AuditReport {
  std::uint64_t checks = 0;
  std::string violation;  // the first; empty: none
};

// Audits the whole log from the beginning and compares the machine with the books at its end.
AuditReport audit(const campaign::AccountConfig& account, std::span<const Fed> log, const campaign::Machine& at_end);

std::vector<std::string> history_of(std::span<const Fed> log);

}  // namespace sim::verify
