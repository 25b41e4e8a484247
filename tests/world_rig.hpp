#pragma once
// Small worlds for tests: plain configurations to start from, an operator, scripted contacts, a log of attempts as text, and replications
// that fail the test when the auditor finds a violation.

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/status.hpp"
#include "sim/world/replication.hpp"
#include "tests/catch.hpp"

namespace sim::world {

inline Duration s(double seconds) { return Duration{std::llround(seconds * 1e6)}; }
inline SimTime at_s(double seconds) { return SimTime{s(seconds)}; }
inline double seconds(Duration d) { return static_cast<double>(us(d)) / 1e6; }
inline double seconds(SimTime t) { return seconds(t.time_since_epoch()); }

// One campaign that starts at 0, is always open and dials everybody once; everybody answers at once and says nothing.
inline WorldConfig plain_world(std::uint32_t contacts, std::uint32_t lines) {
  WorldConfig config;
  config.account.lines = lines;
  config.scripts.push_back({"", {}});
  config.customers.push_back({"everybody", {}});
  config.customers[0].model.zones = {{0, 1.0}};
  CampaignSpec campaign;
  campaign.name = "campaign";
  campaign.starts = SimTime{};
  campaign.config.lines = lines;
  ContactList list;
  list.count = contacts;
  campaign.contacts.push_back(list);
  config.campaigns.push_back(campaign);
  return config;
}

inline campaign::CampaignConfig& policy(WorldConfig& config) { return config.campaigns[0].config; }
inline models::CustomerModel& customers(WorldConfig& config) { return config.customers[0].model; }
inline models::ScriptModel& script(WorldConfig& config) { return config.scripts[0].model; }
inline campaign::OutcomeRule& rule(WorldConfig& config, AttemptOutcome outcome) { return policy(config).retry.rules[index(outcome)]; }

inline random::Distribution lognormal(double mean_s, double deviation_s) {
  const double spread = 1 + (deviation_s / mean_s) * (deviation_s / mean_s);
  return random::make_lognormal(mean_s / std::sqrt(spread), std::sqrt(std::log(spread)));
}

inline campaign::CallingHours every_day(double from_h, double to_h) {
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{s(from_h * 3600), s(to_h * 3600)}});
  return {week, {}};
}

// Talk of 60 s, everybody answers.
inline WorldConfig minute_world(std::uint32_t contacts, std::uint32_t lines) {
  WorldConfig config = plain_world(contacts, lines);
  script(config).talk = random::make_constant(kMinute);
  return config;
}

// Without a campaign: "*", those that the reason of the reaction paused.
inline models::Action action(models::ActionKind kind, std::optional<std::uint32_t> campaign = {}) {
  models::Action action;
  action.kind = kind;
  if (campaign) action.campaign = CampaignId{*campaign};
  return action;
}
inline models::Action buy(double seconds) {
  models::Action bought = action(models::ActionKind::buy_minutes);
  bought.minutes = s(seconds);
  return bought;
}
inline void at(WorldConfig& config, double second, std::vector<models::Action> actions) {
  models::OperatorRule rule;
  rule.at = at_s(second);
  rule.actions = std::move(actions);
  config.operators.push_back(rule);
}
inline void when(WorldConfig& config, models::Trigger trigger, double after_s, std::vector<models::Action> actions) {
  models::OperatorRule rule;
  rule.trigger = trigger;
  rule.after = random::make_constant(s(after_s));
  rule.actions = std::move(actions);
  config.operators.push_back(rule);
}

using Scripted = std::vector<ScriptedOutcome>;  // the attempts of one contact, the last repeats

// Contacts that do exactly what is written.
inline ContactList scripted_list(const std::vector<Scripted>& contacts) {
  auto file = std::make_shared<ContactFile>();
  file->script_from.push_back(0);
  for (const Scripted& contact : contacts) {
    file->phones.push_back("99900" + std::to_string(file->phones.size()));
    file->scripted.insert(file->scripted.end(), contact.begin(), contact.end());
    file->script_from.push_back(static_cast<std::uint32_t>(file->scripted.size()));
  }
  ContactList list;
  list.count = static_cast<std::uint32_t>(contacts.size());
  list.file = std::move(file);
  return list;
}

inline WorldConfig scripted_world(const std::vector<Scripted>& contacts, std::uint32_t lines) {
  WorldConfig config = plain_world(0, lines);
  config.campaigns[0].contacts = {scripted_list(contacts)};
  return config;
}

struct Attempt {
  std::uint32_t campaign = 0, call = 0, number = 0;
  SimTime due{}, placed{}, ended = kNever;  // kNever: live at the end
  AttemptOutcome outcome{};
};

// Every attempt of a run, read from its trace, in the order in which they were placed.
class AttemptLog final : public metrics::TraceSink {
 public:
  void line(std::string_view text) override {
    const std::string line(text);
    long long at = 0, due = 0;
    unsigned long long id = 0;
    unsigned on_line = 0, campaign = 0, call = 0, number = 0, script = 0;
    char word[32];
    if (std::sscanf(line.c_str(), "%lld > place_attempt %llu@%u campaign %u call %u number %u script %u due %lld", &at, &id, &on_line,
                    &campaign, &call, &number, &script, &due) == 8) {
      live_[id] = attempts.size();
      attempts.push_back({campaign, call, number, at_us(due), at_us(at), kNever, {}});
    } else if (std::sscanf(line.c_str(), "%lld < attempt_ended %llu@%u %31s", &at, &id, &on_line, word) == 4) {
      end(at_us(at), id, word);
    } else if (std::sscanf(line.c_str(), "%lld > attempt_over %llu@%u", &at, &id, &on_line) == 3) {
      end(at_us(at), id, "lost");
    }
  }

  std::vector<Attempt> attempts;

 private:
  void end(SimTime at, unsigned long long id, std::string_view outcome) {
    const auto it = live_.find(id);
    if (it == live_.end()) return;
    Attempt& attempt = attempts[it->second];
    attempt.ended = at;
    for (std::size_t o = 0; o < kOutcomeCount; ++o) {
      if (kOutcomeWords[o] == outcome) attempt.outcome = static_cast<AttemptOutcome>(o);
    }
    live_.erase(it);
  }

  std::map<unsigned long long, std::size_t> live_;
};

inline std::uint32_t calls_in(const metrics::ReplicationResult& result, campaign::CallStatus status, std::size_t campaign = 0) {
  return result.campaigns[campaign].calls_by_status[index(status)];
}

inline void require_audited(const metrics::ReplicationResult& result) {
  INFO((result.violations.empty() ? std::string() : result.violations.front().text));
  REQUIRE(result.audit_violations == 0);
  REQUIRE(result.audit_checks > 0);
}

inline metrics::ReplicationResult run(const WorldConfig& config, ReplicationOptions options = {}) {
  metrics::ReplicationResult result = run_replication(config, options);
  require_audited(result);
  return result;
}

inline std::vector<Attempt> attempts_of(const WorldConfig& config) {
  AttemptLog log;
  ReplicationOptions options;
  options.trace = &log;
  run(config, options);
  return log.attempts;
}

// Replications 0 .. n - 1, each handed to `look`.
template <class Look>
void replicate(const WorldConfig& config, std::uint32_t n, Look look) {
  const Simulation simulation(config);
  ReplicationOptions options;
  options.hours = false;
  for (options.replication = 0; options.replication < n; ++options.replication) {
    const metrics::ReplicationResult result = simulation.run(options);
    require_audited(result);
    look(result);
  }
}

// The same, with the attempts of each.
template <class Look>
void replicate_logged(const WorldConfig& config, std::uint32_t n, Look look) {
  const Simulation simulation(config);
  ReplicationOptions options;
  options.hours = false;
  for (options.replication = 0; options.replication < n; ++options.replication) {
    AttemptLog log;
    options.trace = &log;
    const metrics::ReplicationResult result = simulation.run(options);
    require_audited(result);
    look(result, log.attempts);
  }
}

// "c0/1#2 63-113 answered": the attempts of a run, one a line.
inline std::string story(const std::vector<Attempt>& attempts) {
  std::string text;
  for (const Attempt& a : attempts) {
    char line[96];
    std::snprintf(line, sizeof line, "c%u/%u#%u %g-", a.campaign, a.call, a.number, seconds(a.placed));
    text += line;
    std::snprintf(line, sizeof line, "%g %s\n", seconds(a.ended), std::string(word(a.outcome)).c_str());
    text += a.ended == kNever ? "\n" : line;
  }
  return text;
}
inline std::string story(const WorldConfig& config) { return story(attempts_of(config)); }

// "100 resume campaign: not_paused": the operator's commands, one a line.
inline std::string commands(const metrics::ReplicationResult& result) {
  std::string text;
  for (const metrics::CommandRecord& c : result.commands) {
    char time[32];
    std::snprintf(time, sizeof time, "%g ", seconds(c.at));
    text += time + c.command + (c.campaign.empty() ? "" : " " + c.campaign) + ": " + c.result + "\n";
  }
  return text;
}

}  // namespace sim::world
