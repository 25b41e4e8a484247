#pragma once
// Options of the command line. Tables of options are data: Boost.Program_options parses by them, help is printed from them, a mistyped
// option is compared with them.
//
// Invariants
//   1. Every command takes the common options; a table of its own adds to them.
//   2. A wrong option, a wrong value or a wrong number of arguments is a UsageError whose text says what was expected.
//   3. Nothing is abbreviated: an option has one spelling, so that options added later never change what a script means.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/console.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::cli {

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Option {
  std::string_view name;
  std::string_view value;  // what its value is called in the help; empty: a switch
  std::string_view help;
  bool repeatable = false;
  char letter = 0;                            // a short form; 0: none
  std::span<const std::string_view> words{};  // the values that there are; empty: any
};

// What every command takes: for simulations, and for the program as a whole.
std::span<const Option> simulation_options();
std::span<const Option> program_options();

// Options as they were typed.
class GivenOptions {
 public:
  void add(std::string_view name, std::vector<std::string> texts) { given_.push_back({std::string(name), std::move(texts)}); }
  bool has(std::string_view name) const { return find(name) != nullptr; }
  std::optional<std::string> text(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  // Throws UsageError when the text is not a whole number in the range.
  std::optional<std::uint64_t> number(std::string_view name, std::uint64_t least, std::uint64_t most) const;
  // The place of the text among the words, regardless of case and of what stands between the letters ("Not dialed" is not_dialed), or among
  // other names for them. Throws UsageError with the nearest word.
  std::optional<std::size_t> word(std::string_view name, std::span<const std::string_view> words,
                                  std::span<const std::string_view> names = {}) const;

 private:
  struct Given {
    std::string name;
    std::vector<std::string> texts;  // of a switch: none
  };
  const Given* find(std::string_view name) const;

  std::vector<Given> given_;
};

struct CommonOptions {
  std::optional<std::filesystem::path> out;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> replications;
  unsigned threads = 1;
  std::vector<scenario::Override> overrides;
  bool quiet = false;
  ColorChoice color = ColorChoice::automatic;
};

// A command line, understood.
struct Invocation {
  std::vector<std::string> arguments;
  CommonOptions common;
  GivenOptions own;
  bool help = false;
  bool version = false;
  std::string command_line;  // as it was typed, quoted for a shell
};

// What stands after the name of the command. Throws UsageError.
Invocation parse_options(const std::vector<std::string>& words, std::span<const Option> own);

// The word as a shell takes it back.
std::string shell_quoted(std::string_view word);

}  // namespace sim::cli
