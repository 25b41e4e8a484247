#pragma once
// The program from its arguments to its exit status. Nothing that is thrown below gets past it.

namespace sim::cli {

int run_program(int argc, const char* const* argv);

}  // namespace sim::cli
