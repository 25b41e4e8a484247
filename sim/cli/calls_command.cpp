// dialsim calls: the call report of a campaign of a finished run.

#include "sim/cli/command.hpp"
#include "sim/cli/finished_run.hpp"
#include "sim/cli/point_run.hpp"
#include "sim/report/status_names.hpp"

namespace sim::cli {

ExitStatus report_calls(const Invocation& invocation) {
  report::ViewFilter filter{.campaign = invocation.arguments[1], .most = limit_of(invocation)};
  if (const auto status = invocation.own.word("status", campaign::kCallStatusWords, report::kCallStatusNames)) {
    filter.status = static_cast<campaign::CallStatus>(*status);
  }
  const FinishedRun run(invocation.arguments[0]);
  run.campaign(*filter.campaign);
  const report::ViewEnd end = report::show_calls(run.detail_file("calls.csv"), filter, ink_of(invocation), show_text);
  say_rest(invocation, end);
  return ExitStatus::done;
}

}  // namespace sim::cli
