#pragma once
// Failed checks as exceptions, for who feeds code in order to see it fail and has a history to show: an explorer of states.
//
// Invariants
//   1. While a trap lives, a failed check of its own thread throws CheckFailure; on other threads it still ends the program.
//   2. Whatever was running when a check failed is in no state to be used again.

#include <stdexcept>

namespace sim {

class CheckFailure : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

class CheckTrap {
 public:
  CheckTrap();
  ~CheckTrap();
  CheckTrap(const CheckTrap&) = delete;
  CheckTrap& operator=(const CheckTrap&) = delete;
};

}  // namespace sim
