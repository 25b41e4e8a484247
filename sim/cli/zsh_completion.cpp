#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/cli/completion.hpp"

namespace sim::cli {
namespace {

constexpr std::string_view kHead = R"(#compdef dialsim
# Completion of dialsim for zsh. Into a folder of $fpath: dialsim completion zsh > _dialsim
_dialsim() {
  local curcontext=$curcontext state line
  local -A opt_args
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(
)";

// In a script that the shell reads as a whole the function is only defined; when it is loaded by name it is called.
constexpr std::string_view kTail = R"(      esac
      ;;
  esac
}
if [[ $funcstack[1] == _dialsim ]]; then
  _dialsim "$@"
else
  compdef _dialsim dialsim
fi
)";

// Inside single quotes, where a backslash keeps a colon or a bracket from having a meaning.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return out;
}

std::string action(Filling filling, std::span<const std::string_view> words) {
  if (filling == Filling::files) return "_files";
  if (filling == Filling::folders) return "_files -/";
  return words.empty() ? "" : fmt::format("({})", fmt::join(words, " "));
}

std::string option_spec(const Option& option) {
  std::string text =
      fmt::format("'{}--{}{}[{}]", option.repeatable ? "*" : "", option.name, option.value.empty() ? "" : "=", zsh_text(option.help));
  if (!option.value.empty()) text += fmt::format(":{}:{}", zsh_text(option.value), action(filling_of(option.value), option.words));
  return text + "'";
}

std::string branch_for_zsh(const Command& command) {
  std::string text = fmt::format("        {})\n          _arguments \\\n", command.name);
  for (const Option& option : options_of(command)) text += fmt::format("            {} \\\n", option_spec(option));
  const std::string arguments = command.arity.most == 0 ? ""
                                                        : fmt::format("'*:{}:{}'", zsh_text(command.arguments),
                                                                      action(filling_of(command.arguments), command.argument_words));
  return text + fmt::format("            {}\n          ;;\n", arguments);
}

}  // namespace

std::string zsh_completion() {
  std::string names, branches;
  for (const Command& command : commands()) {
    names += fmt::format("        '{}:{}'\n", command.name, zsh_text(command.help));
    branches += branch_for_zsh(command);
  }
  return fmt::format("{}{}      )\n      _describe command commands\n      ;;\n    argument)\n      case $words[1] in\n{}{}", kHead, names,
                     branches, kTail);
}

}  // namespace sim::cli
