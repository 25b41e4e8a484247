#include "sim/experiment/metric_table.hpp"

#include "sim/campaign/status.hpp"

namespace sim::experiment {

namespace {

using In = const MetricInput&;
using Value = std::optional<double>;

template <class Number>
double number(Number n) {
  return static_cast<double>(n);
}

Value ratio(double part, double whole) { return whole > 0 ? Value(part / whole) : std::nullopt; }

double calls_in(In in, campaign::CallStatus status) { return number(in.campaign->calls_by_status[index(status)]); }

void add_call_counts(std::vector<Metric>& table) {
  table.push_back(
      {"calls", "calls", "Calls of the campaign, one for each contact.", [](In in) -> Value { return number(in.campaign->calls); }});
  for (std::size_t s = 0; s < campaign::kCallStatusCount; ++s) {
    const std::string word(campaign::kCallStatusWords[s]);
    table.push_back({"calls_" + word, "calls", "Calls in the status `" + word + "` at the end.",
                     [s](In in) -> Value { return number(in.campaign->calls_by_status[s]); }});
  }
}

void add_attempts(std::vector<Metric>& table) {
  table.push_back({"attempts", "attempts", "Attempts placed.", [](In in) -> Value { return number(in.campaign->attempts); }});
  for (std::size_t o = 0; o < kOutcomeCount; ++o) {
    const std::string word(kOutcomeWords[o]);
    table.push_back({"attempts_" + word, "attempts", "Attempts that ended as `" + word + "`.",
                     [o](In in) -> Value { return number(in.campaign->attempts_by_outcome[o]); }});
  }
  table.push_back({"attempts_per_call", "attempts/call", "Attempts divided by calls.",
                   [](In in) { return ratio(number(in.campaign->attempts), number(in.campaign->calls)); }});
  table.push_back({"reach_ratio", "share", "Answered calls divided by calls.",
                   [](In in) { return ratio(calls_in(in, campaign::CallStatus::answered), number(in.campaign->calls)); }, Missing::left_out,
                   nullptr, Chance::call});
}

void add_campaign_times(std::vector<Metric>& table) {
  table.push_back({"talk_s", "s", "Talk of answered and voicemail attempts.", [](In in) -> Value { return seconds(in.campaign->talk); }});
  table.push_back({"billed_s", "s", "Talk as billed, rounded up.", [](In in) -> Value { return seconds(in.campaign->billed); }});
  table.push_back({"line_s", "s", "Time on lines, ringing included.", [](In in) -> Value { return seconds(in.campaign->line_time); }});
  table.push_back({"wait_s", "s", "Mean time of an attempt from due to dial, inside open hours.",
                   [](In in) { return ratio(seconds(in.campaign->wait), number(in.campaign->attempts)); }});
  table.push_back({"first_attempt_after_s", "s", "From the start to the first attempt.",
                   [](In in) -> Value { return in.campaign->first_attempt ? Value(seconds(*in.campaign->first_attempt)) : std::nullopt; },
                   Missing::never});
  table.push_back({"finished_after_s", "s", "From the start to the moment at which the campaign is finished and its last call is over.",
                   [](In in) -> Value { return in.campaign->finished ? Value(seconds(*in.campaign->finished)) : std::nullopt; },
                   Missing::never});
  table.push_back({"paused_s", "s", "Time in the status `paused`.", [](In in) -> Value { return seconds(in.campaign->paused); }});
}

void add_campaign_events(std::vector<Metric>& table) {
  for (std::size_t r = 0; r < 3; ++r) {
    const std::string word(campaign::kPauseReasonWords[r + 1]);
    table.push_back({"pauses_" + word, "pauses", "Times that the campaign was paused with the reason `" + word + "`.",
                     [r](In in) -> Value { return number(in.campaign->pauses[r]); }, Missing::left_out, nullptr, Chance::replication});
  }
  table.push_back({"goals", "attempts", "Answered attempts that reached the goal of their script.",
                   [](In in) -> Value { return number(in.campaign->goals); }});
  table.push_back({"outside_hours", "attempts", "Attempts started outside calling hours, by the auditor's own clock. Always 0.",
                   [](In in) -> Value { return number(in.campaign->outside_hours); }});
}

bool has_balance(const world::WorldConfig& world) { return world.account.balance.has_value(); }
bool has_price(const world::WorldConfig& world) { return world.price.has_value(); }

// Talk by the minute, lines by the started day of the run.
Value cost(In in) {
  const world::Price& price = in.world.price.value();
  const std::int64_t days = (us(in.run.end) + us(kDay) - 1) / us(kDay);
  return price.per_minute * seconds(in.run.account.billed) / 60 + price.per_line_day * number(in.world.account.lines) * number(days);
}

void add_account_minutes(std::vector<Metric>& table) {
  table.push_back(
      {"attempts", "attempts", "Attempts placed, all campaigns.", [](In in) -> Value { return number(in.run.account.attempts); }});
  table.push_back({"billed_s", "s", "Talk as billed.", [](In in) -> Value { return seconds(in.run.account.billed); }});
  table.push_back({"balance_s", "s", "Talk time left at the end; below zero when calls ran on. Only where minutes are limited.",
                   [](In in) -> Value { return seconds(in.run.account.balance); }, Missing::left_out, has_balance});
  table.push_back({"bought_s", "s", "Talk time bought during the run.", [](In in) -> Value { return seconds(in.run.account.bought); }});
  table.push_back({"overshoot_s", "s", "The deepest point of the balance below zero.",
                   [](In in) -> Value { return seconds(in.run.account.overshoot); }});
  table.push_back({"unbilled_s", "s", "Talk in reports that came for attempts already over.",
                   [](In in) -> Value { return seconds(in.run.account.unbilled); }});
}

void add_account_events(std::vector<Metric>& table) {
  table.push_back({"unique_users", "phones", "Phones counted against the quota, summed over its periods.",
                   [](In in) -> Value { return number(in.run.account.unique_users); }});
  table.push_back({"unique_users_overshoot", "phones", "Phones counted beyond the quota.",
                   [](In in) -> Value { return number(in.run.account.unique_users_overshoot); }, Missing::left_out, nullptr,
                   Chance::replication});
  table.push_back({"commands_refused", "commands", "Commands of the operator that were refused.",
                   [](In in) -> Value { return number(in.run.account.commands_refused); }, Missing::left_out, nullptr,
                   Chance::replication});
  table.push_back(
      {"lines_peak", "lines", "The most lines in use at once.", [](In in) -> Value { return number(in.run.account.lines_peak); }});
  table.push_back(
      {"lines_used_ratio", "share",
       "Time on lines inside open time, divided by lines times open time: while some campaign is in progress inside its hours.", [](In in) {
         return ratio(seconds(in.run.account.open_line_time), seconds(in.run.account.open_time) * number(in.world.account.lines));
       }});
  table.push_back({"starts_per_s_peak", "attempts/s", "The most attempts started in one second.",
                   [](In in) -> Value { return number(in.run.account.starts_per_s_peak); }});
  table.push_back({"reports_ignored", "reports", "Reports for attempts that were not live.",
                   [](In in) -> Value { return number(in.run.account.reports_ignored); }, Missing::left_out, nullptr, Chance::replication});
  table.push_back(
      {"cost", "money", "Billed minutes and line days at the scenario's prices. Only with prices.", cost, Missing::left_out, has_price});
}

std::vector<Metric> campaign_table() {
  std::vector<Metric> table;
  add_call_counts(table);
  add_attempts(table);
  add_campaign_times(table);
  add_campaign_events(table);
  return table;
}

std::vector<Metric> account_table() {
  std::vector<Metric> table;
  add_account_minutes(table);
  add_account_events(table);
  return table;
}

std::vector<const Metric*> applying(Scope scope, const world::WorldConfig& world) {
  std::vector<const Metric*> set;
  for (const Metric& metric : metric_table(scope)) {
    if (metric.applies == nullptr || metric.applies(world)) set.push_back(&metric);
  }
  return set;
}

}  // namespace

const std::vector<Metric>& metric_table(Scope scope) {
  static const std::vector<Metric> campaign = campaign_table();
  static const std::vector<Metric> account = account_table();
  return scope == Scope::campaign ? campaign : account;
}

MetricSet metrics_of(const world::WorldConfig& world) { return {applying(Scope::campaign, world), applying(Scope::account, world)}; }

std::optional<std::size_t> position_of(const std::vector<const Metric*>& metrics, std::string_view name) {
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (metrics[i]->name == name) return i;
  }
  return std::nullopt;
}

std::optional<MetricRef> find_metric(const world::WorldConfig& world, const MetricSet& set, std::string_view name) {
  const std::size_t slash = name.rfind('/');  // a campaign's name may have slashes, a metric's has none
  const std::string_view owner = slash == std::string_view::npos ? std::string_view{} : name.substr(0, slash);
  const std::string_view metric = slash == std::string_view::npos ? name : name.substr(slash + 1);
  if (slash != std::string_view::npos) {
    for (std::size_t c = 0; c < world.campaigns.size(); ++c) {
      if (world.campaigns[c].name != owner) continue;
      const auto found = position_of(set.campaign, metric);
      return found ? std::optional(MetricRef{c, *found}) : std::nullopt;
    }
    if (owner != "account") return std::nullopt;
  }
  const auto found = position_of(set.account, metric);
  return found ? std::optional(MetricRef{std::nullopt, *found}) : std::nullopt;
}

std::vector<std::string> metric_names(const world::WorldConfig& world, const MetricSet& set) {
  std::vector<std::string> names;
  for (const world::CampaignSpec& campaign : world.campaigns) {
    for (const Metric* metric : set.campaign) names.push_back(campaign.name + "/" + metric->name);
  }
  for (const Metric* metric : set.account) names.push_back(metric->name);
  return names;
}

}  // namespace sim::experiment
