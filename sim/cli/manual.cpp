#include "sim/cli/manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/cli/command.hpp"
#include "sim/cli/help.hpp"
#include "sim/report/results.hpp"

namespace sim::cli {
namespace {

// Characters that the formatter would print as others.
constexpr std::array<std::pair<char, std::string_view>, 6> kEscapes{
    {{'\\', "\\e"}, {'-', "\\-"}, {'`', "\\(ga"}, {'\'', "\\(aq"}, {'^', "\\(ha"}, {'~', "\\(ti"}}};

std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto found = std::ranges::find(kEscapes, c, &std::pair<char, std::string_view>::first);
    const bool begins_line = out.empty() || out.back() == '\n';
    if (c == '.' && begins_line) out += "\\&";  // or it would be a macro
    out += found == kEscapes.end() ? std::string(1, c) : std::string(found->second);
  }
  return out;
}

std::string option_entries(std::span<const Option> table) {
  std::string text;
  for (const Option& option : table) {
    text += ".TP\n";
    if (option.letter != 0) text += fmt::format("\\fB\\-{}\\fR, ", option.letter);
    text += fmt::format("\\fB\\-\\-{}\\fR", roff(option.name));
    if (!option.value.empty()) text += fmt::format(" \\fI{}\\fR", roff(option.value));
    text += "\n" + roff(option.help) + "\n";
  }
  return text;
}

std::string example(std::string_view command_line) { return fmt::format(".PP\n.RS\n.nf\n{}\n.fi\n.RE\n", roff(command_line)); }

std::string command_section(const Command& command) {
  std::string text = fmt::format(".SS \"{}{}{}\"\n{}\n", command.name, command.arguments.empty() ? "" : " ", roff(command.arguments),
                                 roff(command.details));
  return text + option_entries(command.options) + example(command.example);
}

std::string exit_entries() {
  using enum ExitStatus;
  std::string text;
  for (const ExitStatus status : {done, breached, usage, broken_invariant, undecided, cannot_write, failed, interrupted}) {
    text += fmt::format(".TP\n.B {}\n{}\n", static_cast<int>(status), roff(meaning(status)));
  }
  return text;
}

}  // namespace

std::string manual_page() {
  std::string text = fmt::format(".TH DIALSIM 1 \"\" \"dialsim {}\" \"User Commands\"\n", report::kProgramVersion);
  text += ".SH NAME\ndialsim \\- simulate and load\\-test outbound call campaigns\n";
  text += ".SH SYNOPSIS\n.B dialsim\n.I COMMAND\n[arguments] [options]\n";
  text +=
      ".SH DESCRIPTION\nRuns the state machine of call campaigns against a simulated clock and a model of customers, answers and errors,\n"
      "and tells when a list will be finished, how many people will be reached and how many minutes that takes.\n";
  text += ".SH COMMANDS\n";
  for (const Command& command : commands()) text += command_section(command);
  text += ".SH OPTIONS\nOf every command that reads a scenario:\n" + option_entries(simulation_options());
  text += ".PP\nOf every command:\n" + option_entries(program_options());
  text += ".SH EXIT STATUS\n" + exit_entries();
  text +=
      ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen it is set and not empty, there are no colours unless \\fB\\-\\-color always\\fR is given.\n";
  text += ".SH EXAMPLES\nThe first steps:\n" + example("dialsim init\ndialsim run scenario.json --calls");
  return text;
}

}  // namespace sim::cli
