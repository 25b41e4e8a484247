#pragma once
// The folder of a finished run, made by hand: three campaigns of which one is deleted, a dozen calls, their dialogs.

#include <string>

#include "tests/temporary_folder.hpp"

namespace sim {

class FinishedRunFolder : public TemporaryFolder {
 public:
  FinishedRunFolder() {
    write("results.json", R"({"format": 1, "replications": 3, "scenario": {"start": "2026-03-02T08:00", "time_zone": "Europe/Berlin"},
      "campaigns": [{"name": "reminders"}, {"name": "客户回访"}, {"name": "wrong list"}]})");
    write("run.json", R"({"command_line": "dialsim run my.json --out here"})");
    write("campaigns.csv",
          "name,status,pause_reason,created_order,calls,calls_planned,calls_in_progress,calls_retry_scheduled,calls_answered,"
          "calls_completed_without_answer,calls_technical_error,calls_not_dialed,calls_plan_limit_exceeded,attempts,billed_s,"
          "first_attempt_s,finished_s\n"
          "客户回访,paused,out_of_minutes,1,4,1,0,2,1,0,0,0,0,4,60,3600,\n"
          "reminders,finished,,0,200,0,0,0,150,40,10,0,0,380,5400,3600.5,20520\n");
    write("commands.csv",
          "at_s,at,command,campaign,result\n"
          "10800,2026-03-02T11:00:00+01:00,buy_minutes,,done\n"
          "10800,2026-03-02T11:00:00+01:00,resume,客户回访,no_minutes\n");
    write("timeseries.csv", series());
  }

  void write_calls() const {
    write("calls.csv",
          "campaign,row,phone,status,attempts,last_outcome,first_attempt_s,first_attempt_at,last_attempt_s,last_attempt_at,talk_s,"
          "billed_s\n"
          "reminders,0,4930123,answered,2,answered,3600,2026-03-02T09:00:00+01:00,7200,2026-03-02T10:00:00.5+01:00,44,45\n"
          "客户回访,0,4930999,answered,1,answered,3600,2026-03-02T09:00:00+01:00,3600,2026-03-02T09:00:00+01:00,44,45\n"
          "reminders,1,999000000000001,technical_error,3,invalid_number,3600,2026-03-02T09:00:00+01:00,90000,"
          "2026-03-03T09:00:00+01:00,0,0\n"
          "reminders,2,4930125,not_dialed,0,,,,,,0,0\n"
          "wrong list,0,4930777,answered,1,answered,3600,2026-03-02T09:00:00+01:00,3600,2026-03-02T09:00:00+01:00,44,45\n");
    write("dialogs.csv",
          "campaign,row,phone,attempt,outcome,script,start_s,start_at,talk_s,billed_s,goal\n"
          "reminders,0,4930123,2,answered,v1,7200,2026-03-02T10:00:00.5+01:00,44.2,60,1\n"
          "wrong list,0,4930777,1,voicemail,\"a script, long\",3600,2026-03-02T09:00:00+01:00,600,600,0\n");
  }

 private:
  // Two hours of work with a quiet one between them. Of the columns the mean alone is shown.
  static std::string series() {
    std::string text = "campaign,hour,at";
    for (const char* x : {"calls_planned", "calls_in_progress", "calls_retry_scheduled", "calls_answered", "calls_completed_without_answer",
                          "calls_technical_error", "calls_not_dialed", "calls_plan_limit_exceeded", "attempts", "answered", "billed_s",
                          "balance_s", "lines_busy"}) {
      for (const char* band : {"_mean", "_p5", "_p95"}) text += std::string(",") + x + band;
    }
    const auto row = [](const char* begin, int over, int attempts, int answered) {
      std::string line = begin;
      for (const int mean : {200 - over, 0, 0, over, 0, 0, 0, 0, attempts, answered, 0, 0, 0}) line += "," + std::to_string(mean) + ",0,0";
      return "\n" + line;
    };
    return text + row("reminders,0,2026-03-02T09:00:00+01:00", 0, 0, 0) + row("reminders,1,2026-03-02T10:00:00+01:00", 100, 300, 100) +
           row("reminders,2,2026-03-02T11:00:00+01:00", 100, 0, 0) + row("reminders,3,2026-03-02T12:00:00+01:00", 200, 75, 100) + "\n";
  }
};

}  // namespace sim
