#include "sim/cli/options.hpp"

#include <algorithm>
#include <array>
#include <boost/program_options.hpp>
#include <charconv>
#include <limits>
#include <thread>

#include "sim/scenario/nearest.hpp"

namespace sim::cli {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMostThreads = 1024;
constexpr std::uint64_t kMostReplications = 1'000'000;

constexpr std::array kSimulationOptions{
    Option{"out", "DIR", "folder of the results; default out/NAME, NAME being the scenario's file name without .json"},
    Option{"seed", "N", "seed of all random numbers, instead of the scenario's"},
    Option{"replications", "N", "number of replications, instead of the scenario's"},
    Option{"threads", "N", "replications at work at once; default: all cores. Results do not depend on it"},
    Option{"set", "/json/pointer=VALUE", "another value for a key of the scenario, e.g. /account/lines=50; may be repeated", true},
};

constexpr std::array<std::string_view, 3> kColorWords{"auto", "always", "never"};

constexpr std::array kProgramOptions{
    Option{"quiet", "", "no progress, no summary; errors are still printed"},
    Option{.name = "color",
           .value = "WHEN",
           .help = "colours: auto (on a terminal, unless NO_COLOR is set), always, never",
           .words = kColorWords},
    Option{.name = "help", .help = "this text", .letter = 'h'},
    Option{"version", "", "the program's version"},
};

void describe(po::options_description& description, std::span<const Option> table) {
  for (const Option& option : table) {
    std::string name(option.name);
    if (option.letter != 0) name += std::string(",") + option.letter;
    if (option.value.empty()) {
      description.add_options()(name.c_str(), "");
    } else if (option.repeatable) {
      description.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  }
}

void take(GivenOptions& given, const po::variables_map& values, std::span<const Option> table) {
  for (const Option& option : table) {
    const auto found = values.find(std::string(option.name));
    if (found == values.end()) continue;
    if (option.value.empty()) {
      given.add(option.name, {});
    } else if (option.repeatable) {
      given.add(option.name, found->second.as<std::vector<std::string>>());
    } else {
      given.add(option.name, {found->second.as<std::string>()});
    }
  }
}

// Boost's own messages speak of tokens and canonical options; ours say what to type.
std::string unknown_option(const std::string& typed, std::span<const Option> own) {
  std::vector<std::string> known;
  for (const auto table : {own, simulation_options(), program_options()}) {
    for (const Option& option : table) known.push_back("--" + std::string(option.name));
  }
  return "unknown option " + typed + scenario::suggestion(typed, known);
}

std::string value_hint(const std::string& option_name, std::span<const Option> own) {
  for (const auto table : {own, simulation_options(), program_options()}) {
    for (const Option& option : table) {
      if (option_name == "--" + std::string(option.name)) return "; write " + option_name + " " + std::string(option.value);
    }
  }
  return "";
}

po::variables_map parsed(const std::vector<std::string>& words, std::span<const Option> own) {
  po::options_description description;
  for (const auto table : {own, simulation_options(), program_options()}) describe(description, table);
  description.add_options()("argument", po::value<std::vector<std::string>>(), "");
  po::positional_options_description positional;
  positional.add("argument", -1);
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  po::variables_map values;
  try {
    po::store(po::command_line_parser(words).options(description).positional(positional).style(style).run(), values);
  } catch (const po::unknown_option& error) {
    throw UsageError(unknown_option(error.get_option_name(), own));
  } catch (const po::invalid_command_line_syntax& error) {
    if (error.kind() == po::invalid_syntax::extra_parameter) throw UsageError(error.get_option_name() + " takes no value");
    throw UsageError(error.get_option_name() + " needs a value" + value_hint(error.get_option_name(), own));
  } catch (const po::multiple_occurrences& error) {
    throw UsageError(error.get_option_name() + " is given more than once");
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  return values;
}

scenario::Override override_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || !text.starts_with('/')) {
    throw UsageError("--set: expected /json/pointer=VALUE, such as /account/lines=50, got \"" + text + "\"");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

CommonOptions common_options(const GivenOptions& given) {
  CommonOptions common;
  if (const auto out = given.text("out")) {
    if (out->empty()) throw UsageError("--out: expected the name of a folder");
    common.out = *out;
  }
  common.seed = given.number("seed", 0, std::numeric_limits<std::uint64_t>::max());
  if (const auto n = given.number("replications", 1, kMostReplications)) common.replications = static_cast<std::uint32_t>(*n);
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  common.threads = static_cast<unsigned>(given.number("threads", 1, kMostThreads).value_or(cores));
  for (const std::string& text : given.texts("set")) common.overrides.push_back(override_of(text));
  common.quiet = given.has("quiet");
  if (const auto when = given.word("color", kColorWords)) common.color = static_cast<ColorChoice>(*when);
  return common;
}

}  // namespace

std::span<const Option> simulation_options() { return kSimulationOptions; }
std::span<const Option> program_options() { return kProgramOptions; }

const GivenOptions::Given* GivenOptions::find(std::string_view name) const {
  const auto found = std::ranges::find(given_, name, &Given::name);
  return found == given_.end() ? nullptr : &*found;
}

std::optional<std::string> GivenOptions::text(std::string_view name) const {
  const Given* given = find(name);
  return given == nullptr || given->texts.empty() ? std::nullopt : std::optional(given->texts.front());
}

std::vector<std::string> GivenOptions::texts(std::string_view name) const {
  const Given* given = find(name);
  return given == nullptr ? std::vector<std::string>{} : given->texts;
}

std::optional<std::uint64_t> GivenOptions::number(std::string_view name, std::uint64_t least, std::uint64_t most) const {
  const std::optional<std::string> given = text(name);
  if (!given) return std::nullopt;
  std::uint64_t value = 0;
  const char* end = given->data() + given->size();
  const auto [stopped, problem] = std::from_chars(given->data(), end, value);
  if (problem == std::errc{} && stopped == end && value >= least && value <= most) return value;
  throw UsageError("--" + std::string(name) + ": expected a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                   ", got \"" + *given + "\"");
}

std::optional<std::size_t> GivenOptions::word(std::string_view name, std::span<const std::string_view> words,
                                              std::span<const std::string_view> names) const {
  const std::optional<std::string> given = text(name);
  if (!given) return std::nullopt;
  for (const auto known : {words, names}) {
    const auto found = std::ranges::find_if(known, [&](std::string_view word) { return scenario::same_word(*given, word); });
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  }
  throw UsageError("--" + std::string(name) + ": unknown word \"" + *given + "\"" +
                   scenario::suggestion(*given, {words.begin(), words.end()}));
}

Invocation parse_options(const std::vector<std::string>& words, std::span<const Option> own) {
  const po::variables_map values = parsed(words, own);
  Invocation invocation;
  if (values.count("argument") > 0) invocation.arguments = values["argument"].as<std::vector<std::string>>();
  GivenOptions common;
  take(common, values, simulation_options());
  take(common, values, program_options());
  take(invocation.own, values, own);
  invocation.help = common.has("help");
  invocation.version = common.has("version");
  invocation.common = common_options(common);
  return invocation;
}

std::string shell_quoted(std::string_view word) {
  constexpr std::string_view kSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=:,./@%";
  if (!word.empty() && word.find_first_not_of(kSafe) == std::string_view::npos) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace sim::cli
