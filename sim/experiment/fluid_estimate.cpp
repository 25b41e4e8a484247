#include "sim/experiment/fluid_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/experiment/contact_chain.hpp"
#include "sim/experiment/metric_table.hpp"

namespace sim::experiment {

namespace {

constexpr double kNever_s = std::numeric_limits<double>::infinity();

Duration from_seconds(double s) { return Duration{std::llround(s * 1e6)}; }

// A campaign as a body of work.
struct Workload {
  const world::CampaignSpec* spec;
  double calls = 0;
  Expectation all;   // if every call runs to its end
  double share = 0;  // of it that gets done
  double finished_s = kNever_s;
};

Workload flow_of(const world::WorldConfig& world, const world::CampaignSpec& campaign) {
  Workload flow{&campaign, 0, {}, 0, kNever_s};
  for (const world::ContactList& list : campaign.contacts) {
    flow.calls += list.count;
    flow.all += expect(world, campaign.config, list);
  }
  return flow;
}

// The calendar of a campaign's open hours from its start.
class OpenHours {
 public:
  OpenHours(const world::WorldConfig& world, const world::CampaignSpec& campaign)
      : hours_(campaign.config.hours),
        zone_(world.account.zones[zone_index(world, campaign)]),
        from_(std::max(campaign.starts.value_or(kNever), SimTime{})),
        to_(std::min(campaign.config.ends, world.horizon)) {}

  // When this much open time is over; +infinity: not before the end.
  double after(double open_s) const {
    for (SimTime t = hours_.next_open(zone_, from_); t < to_; t = hours_.next_open(zone_, t)) {
      const SimTime close = std::min(hours_.next_close(zone_, t), to_);
      const double here_s = seconds(close - t);
      if (open_s <= here_s) return seconds(t + from_seconds(open_s));
      open_s -= here_s;
      t = close;
    }
    return kNever_s;
  }

  double total_s() const {
    double sum = 0;
    for (SimTime t = hours_.next_open(zone_, from_); t < to_; t = hours_.next_open(zone_, t)) {
      const SimTime close = std::min(hours_.next_close(zone_, t), to_);
      sum += seconds(close - t);
      t = close;
    }
    return sum;
  }

 private:
  static ZoneIndex zone_index(const world::WorldConfig& world, const world::CampaignSpec& campaign) {
    if (campaign.config.clock == campaign::HoursClock::campaign || campaign.contacts.empty()) return campaign.config.zone;
    const auto& zones = world.customers[campaign.contacts.front().customers].model.zones;
    return std::ranges::max_element(zones, {}, &models::ZoneShare::share)->zone;
  }

  const campaign::CallingHours& hours_;
  const campaign::Zone& zone_;
  SimTime from_, to_;
};

// Open time that the campaign needs until it is through, with all that goes before it.
double needed_s(const world::WorldConfig& world, const std::vector<Workload>& flows, const Workload& flow) {
  double line_s = 0, attempts = 0;
  for (const Workload& other : flows) {
    if (!other.spec->starts || other.spec->config.priority < flow.spec->config.priority) continue;
    line_s += other.all.line_s;
    attempts += other.all.attempts;
  }
  const std::uint32_t own = std::min(flow.spec->config.lines, world.account.lines);
  const std::uint32_t lines = flows.size() == 1 ? own : world.account.lines;
  return std::max({line_s / lines, flow.all.line_s / own, attempts * seconds(world.account.start_gap)});
}

bool operator_buys(const world::WorldConfig& world) {
  return std::ranges::any_of(world.operators, [](const models::OperatorRule& rule) {
    return std::ranges::find(rule.actions, models::ActionKind::buy_minutes, &models::Action::kind) != rule.actions.end();
  });
}

// The share of the talk for which the minutes last.
double affordable(const world::WorldConfig& world, const std::vector<Workload>& flows) {
  if (!world.account.balance || operator_buys(world)) return 1;
  double billed_s = 0;
  for (const Workload& flow : flows) billed_s += flow.spec->starts ? flow.all.billed_s : 0;
  return billed_s > 0 ? std::min(1.0, seconds(*world.account.balance) / billed_s) : 1;
}

void run_through(const world::WorldConfig& world, std::vector<Workload>& flows) {
  const double minutes_share = affordable(world, flows);
  for (Workload& flow : flows) {
    if (!flow.spec->starts) continue;
    const OpenHours open(world, *flow.spec);
    const double need = needed_s(world, flows, flow);
    const double end_s = flow.spec->config.ends < world.horizon ? seconds(flow.spec->config.ends) : kNever_s;
    flow.finished_s = minutes_share < 1 ? end_s : std::min(open.after(need), end_s);
    flow.share = std::min(minutes_share, need > 0 ? std::min(1.0, open.total_s() / need) : 1.0);
  }
}

double not_dialed(const Workload& flow) {
  const bool fresh_first = flow.spec->config.order == campaign::DialOrder::fresh_first;
  return fresh_first ? std::max(0.0, flow.calls - flow.all.attempts * flow.share) : flow.calls * (1 - flow.share);
}

void add_campaign(FluidEstimate& estimate, const Workload& flow) {
  const Expectation done = flow.all.times(flow.share);
  const auto add = [&](const char* metric, double value) { estimate.metrics.push_back({flow.spec->name + "/" + metric, value}); };
  add("calls", flow.calls);
  add("calls_answered", done.answered);
  add("calls_not_dialed", not_dialed(flow));
  add("attempts", done.attempts);
  if (flow.calls > 0) {
    add("attempts_per_call", done.attempts / flow.calls);
    add("reach_ratio", done.answered / flow.calls);
  }
  add("talk_s", done.talk_s);
  add("billed_s", done.billed_s);
  add("line_s", done.line_s);
  add("goals", done.goals);
  add("finished_after_s", flow.finished_s);
}

void add_account(FluidEstimate& estimate, const world::WorldConfig& world, const std::vector<Workload>& flows) {
  Expectation done;
  double last_s = 0;
  for (const Workload& flow : flows) {
    done += flow.all.times(flow.share);
    if (flow.spec->starts) last_s = std::max(last_s, flow.finished_s);
  }
  estimate.metrics.push_back({"attempts", done.attempts});
  estimate.metrics.push_back({"billed_s", done.billed_s});
  if (world.account.balance && !operator_buys(world)) {
    estimate.metrics.push_back({"balance_s", seconds(*world.account.balance) - done.billed_s});
  }
  if (world.price) {
    const double days = std::ceil(std::min(last_s, seconds(world.horizon)) / seconds(kDay));
    estimate.metrics.push_back(
        {"cost", world.price->per_minute * done.billed_s / 60 + world.price->per_line_day * world.account.lines * days});
  }
}

}  // namespace

std::optional<double> FluidEstimate::find(std::string_view name) const {
  constexpr std::string_view kAccount = "account/";
  const auto named = [this](std::string_view wanted) { return std::ranges::find(metrics, wanted, &FluidMetric::name); };
  auto found = named(name);
  if (found == metrics.end() && name.starts_with(kAccount)) found = named(name.substr(kAccount.size()));
  return found == metrics.end() ? std::nullopt : std::optional(found->value);
}

FluidEstimate fluid_estimate(const world::WorldConfig& world) {
  std::vector<Workload> flows;
  for (const world::CampaignSpec& campaign : world.campaigns) flows.push_back(flow_of(world, campaign));
  run_through(world, flows);
  FluidEstimate estimate;
  for (const Workload& flow : flows) add_campaign(estimate, flow);
  add_account(estimate, world, flows);
  return estimate;
}

std::optional<bool> meets(const FluidEstimate& estimate, const std::vector<scenario::Requirement>& requirements) {
  std::optional<bool> all;
  for (const scenario::Requirement& wanted : requirements) {
    const std::optional<double> value = estimate.find(wanted.metric);
    if (!value) continue;
    constexpr double kAny = std::numeric_limits<double>::infinity();
    all = all.value_or(true) && *value >= wanted.min.value_or(-kAny) && *value <= wanted.max.value_or(kAny);
  }
  return all;
}

}  // namespace sim::experiment
