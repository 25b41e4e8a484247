#pragma once
// What the program says to the shell. The numbers are a contract with scripts.

namespace sim::cli {

enum class ExitStatus : int {
  done = 0,              // and all requirements hold
  breached = 1,          // a requirement
  usage = 2,             // wrong usage, or a scenario or a file named by it that is missing, unreadable or has errors
  broken_invariant = 3,  // of the machine, found by the auditor
  undecided = 4,         // requirements, when the budget of replications ends
  cannot_write = 5,      // results, or standard output
  failed = 70,           // out of memory, or an error of the program itself
  interrupted = 130      // finished work is on disk
};

}  // namespace sim::cli
