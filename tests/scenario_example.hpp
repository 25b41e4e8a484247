#pragma once
// A scenario that uses every part of the format once.

#include <string_view>

namespace sim::scenario {

inline constexpr std::string_view kExample = R"({
  "$schema": "./dialsim.schema.json",
  "version": 1,
  "name": "Appointment reminders",
  "start": "2026-03-02T08:00", "time_zone": "Europe/Berlin", "horizon": "14d",
  "seed": 1, "replications": 10,

  "account": {
    "lines": 200, "calls_per_second": 20,  // null: no limit on the rate
    "minutes": 100000, "unique_users": null,
    "billing": {"increment": "15s", "minimum": "0s"}, "reserve": "0s", "counted_on": "answered",
    "price": {"currency": "EUR", "per_minute": 0.045, "per_line_day": 1.5},
    "breaker": {"failure_ratio": 0.5, "window": "120s", "min_outcomes": 5, "cool_down": "10m"}
  },

  "campaigns": [{
    "name": "reminders",
    "starts": "2026-03-02T09:00",
    "ends": "2026-03-07T14:00",
    "contacts": [{"count": 100000, "customers": "warm"}],
    "lines": 200, "priority": 0, "share": 1, "order": "due_time", "time_zone": "Europe/Berlin",
    "calling_hours": {"clock": "customer", "week": {"mon-fri": ["09:00-20:00"], "sat": ["10:00-14:00"]}, "closed": ["2026-03-06"]},
    "ring_timeout": "30s", "max_call": "10m", "grace": "30s",
    "max_attempts": 3, "max_attempts_per_day": 2,
    "retry": {"no_answer": ["1h", "1d"], "busy": {"delays": ["10m", {"days": 1, "at": "18:00"}], "attempts": 5}, "voicemail": ["1d"],
              "rejected": ["1d"], "network_error": ["30m"], "lost": ["30m"]},
    "voicemail": "unanswered",
    "script": "v1"
  }],

  "scripts": {"v1": {"talk": {"mixture": [[0.93, {"lognormal": {"median": "44s", "sigma": 0.8}}], [0.07, {"uniform": ["1s", "12s"]}]]},
                     "voicemail_talk": {"uniform": ["15s", "30s"]}, "goal": 0.18}},

  "customers": {"warm": {
    "time_zones": {"Europe/Berlin": 0.9, "Europe/Lisbon": 0.1},
    "valid": 0.99,
    "reachability": {"beta": [4.06, 5.41]},
    "by_hour": {"mon-fri": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1.2, 1, 1, 1, 1, 1],
                "sat-sun": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]},
    "repeat_hour": 0.85,
    "unanswered": {"voicemail": 0.30, "no_answer": 0.52, "busy": 0.10, "rejected": 0.08},
    "ring": {"answered": {"lognormal": {"median": "8s", "sigma": 0.35}}, "voicemail": {"normal": ["20s", "2s"]},
             "busy": {"uniform": ["1s", "4s"]}, "rejected": {"uniform": ["3s", "12s"]}}
  }},

  "carrier": {"network_error": 0.01, "set_up": {"constant": "0s"}, "set_up_limit": "10s",
              "outages": [{"at": "+1d3h", "for": "30m"}],
              "outage_is": "system_failure",
              "reports": {"late": 0.0, "late_by": {"exponential": {"mean": "5s"}}, "duplicated": 0.0, "lost": 0.0}},

  "operator": [
    {"at": "+2d", "do": [{"pause": "reminders"}]},
    {"at": "+2d1h", "do": [{"resume": "reminders"}]},
    {"at": "+2d2h", "do": [{"change_script": {"campaign": "reminders", "script": "v1"}}]},
    {"when": "out_of_minutes", "after": {"lognormal": {"median": "20m", "sigma": 0.5}}, "do": [{"buy_minutes": 20000}, {"resume": "*"}]},
    {"when": "system_failure_over", "after": "10m", "do": [{"resume": "*"}]}
  ],

  "require": [{"metric": "reminders/finished_after_s", "p95": {"max": "2026-03-06T18:00"}},
              {"metric": "reminders/reach_ratio", "mean": {"min": 0.6}}],
  "vary": {"/account/lines": [100, 150, 200], "/campaigns/0/max_attempts": [2, 3, 4]},
  "plan": {"minimize": "/account/lines", "from": 1, "to": 500, "confidence": 0.95},
  "precision": {"metric": "reminders/finished_after_s", "relative": 0.01, "confidence": 0.95, "max_replications": 1000}
}
)";

}  // namespace sim::scenario
