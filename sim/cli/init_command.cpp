// dialsim init: a scenario to begin with, every line of it explained.

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "sim/cli/command.hpp"
#include "sim/cli/starter.hpp"
#include "sim/report/output_folder.hpp"

namespace sim::cli {
namespace {

constexpr const char* kDefaultName = "scenario.json";

void write_new(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wx");  // x: never what is there already
  if (file == nullptr) {
    if (errno == EEXIST) throw UsageError(path + " is there already; name another file");
    throw report::WriteError(path, std::strerror(errno));
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (const bool closed = std::fclose(file) == 0; !written || !closed) {
    const std::string why = std::strerror(errno);
    std::remove(path.c_str());
    throw report::WriteError(path, why);
  }
}

}  // namespace

ExitStatus write_starter(const Invocation& invocation) {
  const std::string path = invocation.arguments.empty() ? kDefaultName : invocation.arguments.front();
  write_new(path, kStarterScenario);
  if (!invocation.common.quiet) print(fmt::format("{} is written; run it:\n  dialsim run {}\n", path, shell_quoted(path)));
  return ExitStatus::done;
}

}  // namespace sim::cli
