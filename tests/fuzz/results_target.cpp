// The files of a finished run and of studies, changed by anybody, on their way into a report. Without a first part there is no run.

#include "sim/report/html_page.hpp"
#include "sim/report/markdown_page.hpp"
#include "sim/report/report_results.hpp"
#include "sim/report/report_sections.hpp"
#include "sim/report/report_studies.hpp"
#include "tests/fuzz/named_parts.hpp"
#include "tests/fuzz/scratch_folder.hpp"
#include "tests/fuzz/targets.hpp"

namespace sim::fuzz {
namespace {

constexpr std::string_view kRun = "results.json";
constexpr std::string_view kFiles[] = {"timeseries.csv", "calls.csv",  "dialogs.csv", "commands.csv", "run.json",
                                       "compare.json",   "sweep.json", "plan.json",   "tornado.json", "plan_run.json"};

}  // namespace

void feed_results(std::string_view bytes) {
  static const ScratchFolder folder;
  const std::vector<NamedPart> parts = named_parts(bytes);
  for (const std::string_view name : kFiles) folder.remove(name);
  folder.remove(kRun);
  if (!parts.front().text.empty()) folder.write(kRun, parts.front().text);
  for (const NamedPart& part : parts) {
    if (std::ranges::find(kFiles, part.name) != std::end(kFiles)) folder.write(part.name, part.text);
  }
  try {
    const report::page::ResultsFolder results[] = {report::page::read_folder(folder.path(""))};
    const report::page::Document document = report::page::report_document(results, "dialsim report");
    report::page::html_page(document);
    report::page::markdown_page(document);
  } catch (const report::page::ReadError&) {
  } catch (const scenario::Json::exception&) {  // the command says that these are no results
  }
}

}  // namespace sim::fuzz
