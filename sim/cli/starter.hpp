#pragma once
// The scenario that `dialsim init` writes. Its shares and times are those of an opted-in customer list called by a voice robot; the
// shipped scenarios say where such numbers come from.

#include <string_view>

namespace sim::cli {

inline constexpr std::string_view kStarterScenario = R"JSON(// A scenario of dialsim. Run it:     dialsim run scenario.json
// For an editor that completes keys:  dialsim schema > dialsim.schema.json
{
  "$schema": "./dialsim.schema.json",
  "version": 1,
  "name": "My first campaign",

  "start": "2026-03-02T08:00",          // a Monday; local time of time_zone
  "time_zone": "Europe/Berlin",
  "horizon": "7d",                      // the latest end of a replication
  "seed": 1,                            // the same seed gives the same numbers
  "replications": 5,                    // more of them, narrower intervals

  "account": {
    "lines": 20,                        // calls at the same time
    "calls_per_second": 5,              // starts of calls; null: no limit
    "minutes": 5000,                    // talk time that is paid for; null: unlimited
    "billing": {"increment": "15s"}     // every call is rounded up to this
  },

  "campaigns": [{
    "name": "reminders",
    "starts": "2026-03-02T09:00",
    "contacts": [{"count": 5000, "customers": "regular"}],
    "calling_hours": {"clock": "customer", "week": {"mon-fri": ["09:00-20:00"], "sat": ["10:00-14:00"]}},
    "ring_timeout": "30s",
    "max_call": "10m",
    "max_attempts": 3,                  // the first call included
    "retry": {                          // when to try again; an outcome that is missing here is final
      "no_answer": ["1h", "1d"],        // an hour after the first time, a day after the others
      "busy": ["10m"],
      "voicemail": ["1d"],
      "rejected": ["1d"],
      "network_error": ["30m"]
    },
    "script": "reminder"
  }],

  "scripts": {
    "reminder": {
      "talk": {"lognormal": {"median": "44s", "sigma": 0.8}},
      "voicemail_talk": {"uniform": ["15s", "30s"]},
      "goal": 0.2                       // share of answered calls that reach their goal
    }
  },

  "customers": {
    "regular": {
      "valid": 0.98,                    // share of numbers that exist
      "reachability": {"beta": [4, 5.4]},  // how likely a person answers, spread over the customers
      "repeat_hour": 0.85,              // a retry at the hour of the last failure meets fewer
      "unanswered": {"voicemail": 0.30, "no_answer": 0.52, "busy": 0.10, "rejected": 0.08},
      "ring": {
        "answered": {"lognormal": {"median": "8s", "sigma": 0.35}},
        "voicemail": {"normal": ["20s", "2s"]},
        "busy": {"uniform": ["1s", "4s"]},
        "rejected": {"uniform": ["3s", "12s"]}
      }
    }
  },

  "carrier": {"network_error": 0.01},

  // What the person at the desk does. Minutes do not resume anything by themselves.
  "operator": [
    {"when": "out_of_minutes", "after": "20m", "do": [{"buy_minutes": 1000}, {"resume": "*"}]}
  ],

  // dialsim ends with status 1 when one of these is breached.
  "require": [
    {"metric": "reminders/finished_after_s", "mean": {"max": "2026-03-06T20:00"}},
    {"metric": "reminders/reach_ratio", "mean": {"min": 0.6}}
  ]
}
)JSON";

}  // namespace sim::cli
