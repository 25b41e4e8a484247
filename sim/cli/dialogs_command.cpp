// dialsim dialogs: the dialogs of a finished run, those of deleted campaigns too.

#include "sim/cli/command.hpp"
#include "sim/cli/finished_run.hpp"
#include "sim/cli/point_run.hpp"

namespace sim::cli {

ExitStatus list_dialogs(const Invocation& invocation) {
  const report::ViewFilter filter{.campaign = invocation.own.text("campaign"), .most = limit_of(invocation)};
  const FinishedRun run(invocation.arguments[0]);
  if (filter.campaign) run.require_known(*filter.campaign);
  const report::ViewEnd end = report::show_dialogs(run.detail_file("dialogs.csv"), filter, ink_of(invocation), show_text);
  say_rest(invocation, end);
  return ExitStatus::done;
}

}  // namespace sim::cli
