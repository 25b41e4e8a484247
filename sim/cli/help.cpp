#include "sim/cli/help.hpp"

#include <fmt/format.h>

#include <iterator>
#include <sstream>
#include <vector>

#include "sim/report/plain_text.hpp"

namespace sim::cli {
namespace {

constexpr std::size_t kColumns = 80, kTextColumn = 28;

std::string option_lines(std::span<const Option> table) {
  std::string text;
  for (const Option& option : table) {
    std::string head = option.letter == 0 ? "  " : fmt::format("  -{}, ", option.letter);
    head += fmt::format("--{}{}{}", option.name, option.value.empty() ? "" : " ", option.value);
    std::istringstream help{std::string(option.help)};
    const std::vector<std::string> words{std::istream_iterator<std::string>(help), {}};
    std::string lines = report::filled(words, kColumns, kTextColumn);
    text += lines.replace(0, kTextColumn, report::left(head, kTextColumn));
  }
  return text;
}

std::string exits_text(std::span<const ExitStatus> exits) {
  std::string text = "Exit status:\n";
  for (const ExitStatus status : exits) text += fmt::format("  {:<5}{}\n", static_cast<int>(status), meaning(status));
  return text;
}

}  // namespace

std::string_view meaning(ExitStatus status) {
  switch (status) {
    case ExitStatus::done:
      return "done, all requirements hold";
    case ExitStatus::breached:
      return "a requirement is breached";
    case ExitStatus::usage:
      return "wrong usage, or a scenario that is missing, unreadable or has errors";
    case ExitStatus::broken_invariant:
      return "an invariant of the machine is broken; the message says how to replay it";
    case ExitStatus::undecided:
      return "requirements are undecided: more replications are needed";
    case ExitStatus::cannot_write:
      return "results cannot be written";
    case ExitStatus::failed:
      return "out of memory, or an error of the program itself";
    case ExitStatus::interrupted:
      return "interrupted; finished work is on disk";
  }
  return "";
}

std::string usage_line(const Command& command) {
  return fmt::format("dialsim {}{}{} [options]", command.name, command.arguments.empty() ? "" : " ", command.arguments);
}

std::string overview() {
  std::string text =
      "dialsim simulates and load-tests outbound call campaigns.\n\n"
      "Usage: dialsim COMMAND [arguments] [options]\n\nCommands:\n";
  for (const Command& command : commands()) {
    text += fmt::format("  {:<22}{}\n", fmt::format("{} {}", command.name, command.arguments), command.help);
  }
  text += "\nOptions everywhere:\n" + option_lines(simulation_options()) + option_lines(program_options());
  text += "\n`dialsim COMMAND --help` says more, with an example and the exit statuses.\n";
  text += "First steps: dialsim init && dialsim run scenario.json\n";
  return text;
}

std::string help_of(const Command& command) {
  std::string text = fmt::format("Usage: {}\n\n{}\n\n", usage_line(command), command.details);
  if (!command.options.empty()) text += fmt::format("Options of {}:\n{}\n", command.name, option_lines(command.options));
  text += "Options everywhere:\n";
  if (command.reads_scenarios) text += option_lines(simulation_options());
  text += option_lines(program_options());
  text += fmt::format("\nExample:\n  {}\n\n{}", command.example, exits_text(command.exits));
  return text;
}

}  // namespace sim::cli
