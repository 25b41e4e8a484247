// dialsim report: the capacity planning report from the results of finished runs.

#include <fmt/format.h>

#include <vector>

#include "sim/cli/command.hpp"
#include "sim/report/html_page.hpp"
#include "sim/report/markdown_page.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/page_files.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::cli {
namespace {

std::vector<report::page::RunResults> read_all(const std::vector<std::string>& names) {
  std::vector<report::page::RunResults> runs;
  for (const std::string& name : names) runs.push_back(report::page::read_results(name));
  return runs;
}

ExitStatus refused(const std::string& why) {
  say("dialsim report: " + why + "\n");
  return ExitStatus::usage;
}

std::filesystem::path report_folder(const Invocation& invocation, const std::vector<report::page::RunResults>& runs) {
  if (invocation.common.out) return *invocation.common.out;
  if (runs.size() > 1) return std::filesystem::path("out") / "report";
  return runs.front().folder.empty() ? std::filesystem::path(".") : runs.front().folder;
}

}  // namespace

ExitStatus write_report(const Invocation& invocation) {
  std::vector<report::page::RunResults> runs;
  report::page::Document document;
  try {
    runs = read_all(invocation.arguments);
    document = report::page::report_document(runs, invocation.command_line);
  } catch (const report::page::ReadError& problem) {
    return refused(problem.what());
  } catch (const scenario::Json::exception& problem) {  // somebody has changed them: something is missing, or of another kind
    return refused(fmt::format("these are not the results of `dialsim run`: {}", problem.what()));
  }
  const report::OutputFolder folder(report_folder(invocation, runs));
  folder.write("report.html", report::page::html_page(document));
  folder.write("report.md", report::page::markdown_page(document));
  if (report::page::chart_library().empty()) {
    say("dialsim report: this program was built without npm, so the page has tables in place of charts; scripts/build adds them\n");
  }
  if (!invocation.common.quiet) {
    print(fmt::format("{}\n{}\n", (folder.path() / "report.html").string(), (folder.path() / "report.md").string()));
  }
  return ExitStatus::done;
}

}  // namespace sim::cli
