#include "sim/cli/program.hpp"

int main(int argc, char* argv[]) { return sim::cli::run_program(argc, argv); }
