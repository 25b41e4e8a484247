#pragma once
// What a command of the program is: a row of one table (commands.cpp). Help, the overview, the parser and the suggestions for mistyped
// words all read the rows; a new command is a file with its function, declared here, and a row.

#include <cstddef>
#include <span>
#include <string_view>

#include "sim/cli/exit_status.hpp"
#include "sim/cli/options.hpp"

namespace sim::cli {

struct Arity {
  std::size_t least, most;
};
inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

struct Command {
  std::string_view name;
  std::string_view arguments;  // as the usage line shows them: "SCENARIO..."
  Arity arity;
  std::string_view help;              // one line, of the overview
  std::string_view details;           // of its own help; lines of at most 80 columns
  std::span<const Option> options{};  // beside those that every command takes
  bool reads_scenarios = false;       // the common options for simulations have an effect and stand in its help
  std::span<const ExitStatus> exits{};
  std::string_view example;  // a whole command line
  ExitStatus (*run)(const Invocation&) = nullptr;
  std::span<const std::string_view> argument_words{};  // what its argument can be; empty: anything
};

std::span<const Command> commands();
// Null: there is none.
const Command* find_command(std::string_view name);

ExitStatus run_scenario(const Invocation& invocation);
ExitStatus check_scenarios(const Invocation& invocation);
ExitStatus plan_scenario(const Invocation& invocation);
ExitStatus compare_scenarios(const Invocation& invocation);
ExitStatus sweep_scenario(const Invocation& invocation);
ExitStatus print_schema(const Invocation& invocation);
ExitStatus write_starter(const Invocation& invocation);
ExitStatus write_report(const Invocation& invocation);
ExitStatus list_campaigns(const Invocation& invocation);
ExitStatus show_campaign(const Invocation& invocation);
ExitStatus report_calls(const Invocation& invocation);
ExitStatus list_dialogs(const Invocation& invocation);
ExitStatus print_completion(const Invocation& invocation);
ExitStatus print_manual(const Invocation& invocation);
ExitStatus load_machine(const Invocation& invocation);
ExitStatus verify_machine(const Invocation& invocation);

}  // namespace sim::cli
