#include "sim/cli/finished_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/scenario/nearest.hpp"

namespace sim::cli {
namespace {

using report::CampaignRow;
using report::page::ReadError;

constexpr std::uint64_t kScreenful = 40;

}  // namespace

FinishedRun::FinishedRun(const std::string& name)
    : results_(report::page::read_results_json(name)), campaigns_(report::read_campaign_rows(results_.folder / "campaigns.csv")) {}

std::vector<std::string> FinishedRun::names_of_scenario() const {
  std::vector<std::string> names;
  for (const report::page::Json& campaign : results_.campaigns()) names.push_back(campaign.value("name", ""));
  return names;
}

void FinishedRun::require_known(const std::string& name) const {
  const std::vector<std::string> names = names_of_scenario();
  if (std::ranges::find(names, name) != names.end()) return;
  throw ReadError(fmt::format("{}: has no campaign \"{}\"{}", results_.folder.string(), name, scenario::suggestion(name, names)));
}

const CampaignRow& FinishedRun::campaign(const std::string& name) const {
  require_known(name);
  const auto found = std::ranges::find(campaigns_, name, &CampaignRow::name);
  if (found != campaigns_.end()) return *found;
  throw ReadError(fmt::format("campaign \"{0}\" is deleted, so only its dialogs can be read: dialsim dialogs {1} --campaign {2}", name,
                              shell_quoted(results_.folder.string()), shell_quoted(name)));
}

std::filesystem::path FinishedRun::detail_file(std::string_view name) const {
  std::filesystem::path file = results_.folder / name;
  std::error_code none;
  if (std::filesystem::exists(file, none)) return file;
  const std::string line = results_.facts.is_object() ? results_.facts.value("command_line", "") : "";
  throw ReadError(fmt::format("{}: is written with --calls only; run this first:\n  {} --calls", file.string(),
                              line.empty() ? "dialsim run SCENARIO" : line));
}

std::uint64_t limit_of(const Invocation& invocation) {
  constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
  return invocation.own.number("limit", 0, kAll).value_or(is_terminal(Stream::output) ? kScreenful : kAll);
}

bool show_text(std::string_view text) {
  print(text);
  return output_is_read();
}

void say_rest(const Invocation& invocation, report::ViewEnd end) {
  const bool asked_for = invocation.own.has("limit") || invocation.common.quiet;
  if (end != report::ViewEnd::more_left || !output_is_read() || asked_for) return;
  flush_output();  // before standard error
  say("there are more; --limit N shows N of them, a pipe takes all\n");
}

}  // namespace sim::cli
