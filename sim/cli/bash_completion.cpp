#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/cli/completion.hpp"

namespace sim::cli {
namespace {

// bash splits --color=always into three words.
constexpr std::string_view kHead = R"(# Completion of dialsim for bash. In ~/.bashrc: source <(dialsim completion bash)
_dialsim() {
  local command=${COMP_WORDS[1]} current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words= filling=words
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    command=
  fi
  case $command in
)";

constexpr std::string_view kTail = R"(  esac
  case $filling in
    words) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
    files) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    folders) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
  esac
}
complete -o filenames -F _dialsim dialsim
)";

std::string assignment(Filling filling, std::span<const std::string_view> words) {
  if (filling == Filling::files) return "filling=files";
  if (filling == Filling::folders) return "filling=folders";
  return fmt::format("words='{}'", fmt::join(words, " "));
}

// What comes after an option that takes a value, after anything that begins with a dash, and else.
std::string branch(const Command& command) {
  std::string text = fmt::format("    {})\n      case $before in\n", command.name);
  std::string names;
  for (const Option& option : options_of(command)) {
    names += fmt::format("{}--{}", names.empty() ? "" : " ", option.name);
    if (option.value.empty()) continue;
    text += fmt::format("        --{}) {} ;;\n", option.name, assignment(filling_of(option.value), option.words));
  }
  text += fmt::format("        *) if [[ $current == -* ]]; then words='{}'; else {}; fi ;;\n      esac\n      ;;\n", names,
                      assignment(filling_of(command.arguments), command.argument_words));
  return text;
}

}  // namespace

std::string bash_completion() {
  std::vector<std::string_view> names;
  std::string branches;
  for (const Command& command : commands()) {
    names.push_back(command.name);
    branches += branch(command);
  }
  return fmt::format("{}    '') words='{} --help --version' ;;\n{}{}", kHead, fmt::join(names, " "), branches, kTail);
}

}  // namespace sim::cli
