#include "sim/cli/program.hpp"

#include <fmt/format.h>

#include <new>
#include <string>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/cli/help.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/report_results.hpp"
#include "sim/report/results.hpp"
#include "sim/scenario/nearest.hpp"

namespace sim::cli {
namespace {

constexpr std::string_view kVersion = "--version";

bool asks_for_help(const std::string& word) { return word == "--help" || word == "-h" || word == "help"; }

const Command& command_named(const std::string& word) {
  if (const Command* command = find_command(word)) return *command;
  if (word.starts_with('-')) throw UsageError("expected a command, got " + word + "; options stand after the command");
  std::vector<std::string> known;
  for (const Command& command : commands()) known.emplace_back(command.name);
  throw UsageError("unknown command \"" + word + "\"" + scenario::suggestion(word, known));
}

void check_arity(const Command& command, std::size_t given) {
  if (given >= command.arity.least && given <= command.arity.most) return;
  const char* problem = given < command.arity.least ? "an argument is missing" : "there are too many arguments";
  throw UsageError(fmt::format("{}; usage: {}", problem, usage_line(command)));
}

ExitStatus run_command(const Command& command, const std::vector<std::string>& words) {
  Invocation invocation = parse_options(words, command.options);
  if (invocation.help) {
    print(help_of(command));
    return ExitStatus::done;
  }
  if (invocation.version) {
    print(fmt::format("dialsim {}\n", report::kProgramVersion));
    return ExitStatus::done;
  }
  check_arity(command, invocation.arguments.size());
  invocation.command_line = "dialsim " + std::string(command.name);
  for (const std::string& word : words) invocation.command_line += " " + shell_quoted(word);
  return command.run(invocation);
}

ExitStatus dispatch(const std::vector<std::string>& words) {
  if (words.empty() || (asks_for_help(words[0]) && words.size() == 1)) {
    print(overview());
    return ExitStatus::done;
  }
  if (asks_for_help(words[0])) {
    print(help_of(command_named(words[1])));
    return ExitStatus::done;
  }
  if (words[0] == kVersion) {
    print(fmt::format("dialsim {}\n", report::kProgramVersion));
    return ExitStatus::done;
  }
  return run_command(command_named(words[0]), {words.begin() + 1, words.end()});
}

// "dialsim run", so that a message in a log says which command it came from.
std::string speaker(const std::vector<std::string>& words) {
  return words.empty() || find_command(words[0]) == nullptr ? "dialsim" : "dialsim " + words[0];
}

ExitStatus complain(const std::vector<std::string>& words, std::string_view message, ExitStatus status) {
  say(fmt::format("{}: {}\n", speaker(words), message));
  return status;
}

ExitStatus guarded(const std::vector<std::string>& words) {
  try {
    const ExitStatus status = dispatch(words);
    flush_output();
    return status;
  } catch (const UsageError& error) {
    return complain(words, fmt::format("{}\n`{} --help` shows what can be given", error.what(), speaker(words)), ExitStatus::usage);
  } catch (const report::page::ReadError& error) {
    return complain(words, error.what(), ExitStatus::usage);
  } catch (const report::WriteError& error) {
    return complain(words, error.what(), ExitStatus::cannot_write);
  } catch (const std::bad_alloc&) {
    return complain(words, "out of memory; fewer --threads or fewer contacts need less", ExitStatus::failed);
  } catch (const std::exception& error) {
    return complain(words, fmt::format("error of the program: {}", error.what()), ExitStatus::failed);
  }
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  ignore_write_signals();
  return static_cast<int>(guarded({argv + (argc > 0 ? 1 : 0), argv + argc}));
}

}  // namespace sim::cli
