// dialsim report: the capacity planning report from the results of run, compare, sweep and plan.

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

ExitStatus refused(const std::string& why) {
  say("dialsim report: " + why + "\n");
  return ExitStatus::usage;
}

// Somebody has changed them: something is missing, or of another kind.
std::string changed_results(const scenario::Json::exception& problem) {
  return fmt::format("these are not results as dialsim writes them: {}", problem.what());
}

// All of them, or empty after everything that is wrong has been said.
std::vector<report::page::ResultsFolder> read_all(const std::vector<std::string>& names) {
  std::vector<report::page::ResultsFolder> all;
  for (const std::string& name : names) {
    try {
      all.push_back(report::page::read_folder(name));
    } catch (const report::page::ReadError& problem) {
      refused(problem.what());
    } catch (const scenario::Json::exception& problem) {
      refused(changed_results(problem));
    }
  }
  if (all.size() < names.size()) all.clear();
  return all;
}

std::filesystem::path report_folder(const Invocation& invocation, const std::vector<report::page::ResultsFolder>& results) {
  if (invocation.common.out) return *invocation.common.out;
  if (results.size() > 1) return std::filesystem::path("out") / "report";
  return results.front().folder.empty() ? std::filesystem::path(".") : results.front().folder;
}

}  // namespace

ExitStatus write_report(const Invocation& invocation) {
  const std::vector<report::page::ResultsFolder> results = read_all(invocation.arguments);
  if (results.empty()) return ExitStatus::usage;
  report::page::Document document;
  try {
    document = report::page::report_document(results, invocation.command_line);
  } catch (const report::page::ReadError& problem) {
    return refused(problem.what());
  } catch (const scenario::Json::exception& problem) {
    return refused(changed_results(problem));
  }
  const report::OutputFolder folder(report_folder(invocation, results));
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
