// The files that are written while a replication runs, because they may be larger than memory.

#include "sim/report/results.hpp"

namespace sim::report {

namespace {

void pass_on(CsvRows& rows, OutputFile& file) {
  file.write(rows.text());
  rows.clear();
}

}  // namespace

CallFiles::CallFiles(const scenario::Scenario& scenario, const OutputFolder& folder)
    : stamps_(scenario.world),
      call_rows_(
          "campaign,row,phone,status,attempts,last_outcome,first_attempt_s,first_attempt_at,last_attempt_s,last_attempt_at,talk_s,billed_"
          "s"),
      dialog_rows_("campaign,row,phone,attempt,outcome,script,start_s,start_at,talk_s,billed_s,goal"),
      calls_(folder.file("calls.csv")),
      dialogs_(folder.file("dialogs.csv")) {
  for (const world::CampaignSpec& campaign : scenario.world.campaigns) campaigns_.push_back(csv_quoted(campaign.name));
  for (const world::ScriptSpec& script : scenario.world.scripts) scripts_.push_back(csv_quoted(script.name));
}

void CallFiles::call(const metrics::CallRow& row) {
  call_rows_.ready(campaigns_[index(row.campaign)]).number(row.row).field(row.phone).ready(row.status).number(row.attempts);
  call_rows_.ready(row.last_outcome).instant(row.first_attempt, stamps_).instant(row.last_attempt, stamps_);
  call_rows_.seconds(row.talk).seconds(row.billed).end_row();
  pass_on(call_rows_, calls_);
}

void CallFiles::dialog(const metrics::DialogRow& row) {
  dialog_rows_.ready(campaigns_[index(row.campaign)]).number(row.row).field(row.phone).number(row.attempt).ready(word(row.outcome));
  dialog_rows_.ready(scripts_[index(row.script)]).instant(row.start, stamps_).seconds(row.talk).seconds(row.billed);
  dialog_rows_.number(row.goal ? 1u : 0u).end_row();
  pass_on(dialog_rows_, dialogs_);
}

void CallFiles::commit() {
  pass_on(call_rows_, calls_);  // a list without calls has its header
  pass_on(dialog_rows_, dialogs_);
  calls_.commit();
  dialogs_.commit();
}

TraceFile::TraceFile(const OutputFolder& folder) : file_(folder.file("trace.txt")) {}

void TraceFile::line(std::string_view text) {
  file_.write(text);
  file_.write("\n");
}

}  // namespace sim::report
