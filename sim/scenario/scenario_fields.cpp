#include "sim/scenario/scenario_fields.hpp"

#include "sim/scenario/account_fields.hpp"
#include "sim/scenario/campaign_fields.hpp"
#include "sim/scenario/carrier_fields.hpp"
#include "sim/scenario/customer_fields.hpp"
#include "sim/scenario/factor_fields.hpp"
#include "sim/scenario/operator_fields.hpp"
#include "sim/scenario/script_fields.hpp"
#include "sim/scenario/study_fields.hpp"
#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

constexpr std::size_t kMostNames = 10'000;  // of scripts, of segments
constexpr std::size_t kMostCampaigns = 10'000;
constexpr Duration kLongestHorizon = 12 * 365 * kDay;  // as far as the tables of the zones are exact

// Nothing is kept of it.
struct Nothing {};

Type<Nothing> scenario_zone() {
  return converted<Nothing>(zone(), [](Reader& r, const Node&, const ZoneRules* read, Nothing&) {
    r.zone = read;
    return true;
  });
}

// The tables of the zones begin with 1970 and end with 2199; instants reach from one year before the start to twelve years after it.
Type<Nothing> start() {
  constexpr std::int64_t kYear = 365 * std::int64_t{86'400};
  return converted<Nothing>(local_time_of_clock(), [](Reader& r, const Node& node, std::int64_t local_s, Nothing&) {
    if (local_s < 2 * kYear || local_s > 216 * kYear) {
      r.error(node, "expected a start between 1972 and 2185, got " + described(node));
      return false;
    }
    if (r.zone == nullptr) return true;
    const std::optional<std::int64_t> unix_s = r.zone->unix_s(local_s);
    if (!unix_s) {
      r.error(node, in_quotes(node.text) + " does not exist in " + r.zone->name() + ": " + r.zone->jump_around(local_s));
      return false;
    }
    r.clock = ScenarioClock{r.zone, *unix_s};
    return true;
  });
}

Type<Duration> horizon() {
  return checked(duration(Least::above_zero), [](Reader& r, const Node& node, Duration value) {
    if (value <= kLongestHorizon) return true;
    r.error(node, "expected a horizon of at most " + duration_text(kLongestHorizon) + ", got " + described(node));
    return false;
  });
}

// The zone and the start come first: what follows is read on their clock.
void add_frame(Table<ScenarioDraft>& table) {
  const auto drop = [](ScenarioDraft&, const auto&) {};
  table.key_for("version", whole(1, 1), drop, {.otherwise = "1", .text = "Of this format.", .example = "1"})
      .key("name", &ScenarioDraft::name, or_null(text("a name for the scenario")),
           {.otherwise = "null",
            .otherwise_words = "null: the name of the file",
            .text = "The title of summaries and reports.",
            .example = R"("Appointment reminders")"})
      .key_for("time_zone", scenario_zone(), drop,
               {.otherwise = R"("UTC")", .text = "IANA zone of all local times and of calendar months.", .example = R"("Europe/Berlin")"})
      .key_for("start", start(), drop, {.text = "Local time at which the simulation begins.", .example = R"("2026-03-02T08:00")"})
      .key("horizon", &ScenarioDraft::horizon, horizon(),
           {.otherwise = R"("3650d")",
            .text = "Where a replication ends at the latest. It ends earlier when nothing that is pending can change a campaign.",
            .example = R"("14d")"})
      .key("seed", &ScenarioDraft::seed, natural(), {.otherwise = "1", .text = "Of every random number.", .example = "7"})
      .key("replications", &ScenarioDraft::replications, whole_as<std::uint32_t>(1, 1'000'000),
           {.otherwise = "1", .text = "Independent repetitions.", .example = "10"});
}

void add_world(Table<ScenarioDraft>& table) {
  table.key("account", &ScenarioDraft::account, account(), {.text = "What all campaigns share.", .example = R"({"lines": 200})"})
      .key("campaigns", &ScenarioDraft::campaigns, list(campaign_keys(), "a list of campaigns", {1, kMostCampaigns}),
           {.text = "Oldest first.", .example = R"([{"name": "reminders", "starts": "+0s", "contacts": [{"count": 1000}]}])"})
      .key("scripts", &ScenarioDraft::scripts, map(script(), "an object with names as keys and scripts as values", kMostNames),
           {.otherwise = "{}", .text = "Bot scripts by name.", .example = R"({"v1": {"talk": "45s"}})"})
      .key("customers", &ScenarioDraft::customers, map(customers(), "an object with names as keys and segments as values", kMostNames),
           {.otherwise = "{}", .text = "Segments of customers by name.", .example = R"({"warm": {"reachability": 0.43}})"})
      .key("carrier", &ScenarioDraft::carrier, carrier(),
           {.otherwise = "{}", .text = "The telephone network.", .example = R"({"network_error": 0.01})"})
      .key("operator", &ScenarioDraft::operators, list(operator_rule(), "a list of rules", {0, 10'000}),
           {.otherwise = "[]",
            .text = "What a person does while it runs.",
            .example = R"([{"at": "+2d", "do": [{"pause": "reminders"}]}])"});
}

void add_studies(Table<ScenarioDraft>& table) {
  table
      .key("require", &ScenarioDraft::require, list(requirement(), "a list of requirements", {0, 1000}),
           {.otherwise = "[]",
            .text = "What must hold; decides the exit status.",
            .example = R"([{"metric": "reminders/reach_ratio", "mean": {"min": 0.6}}])"})
      .key("vary", &ScenarioDraft::vary, factors(),
           {.otherwise = "{}",
            .text = "Factors of `dialsim sweep`, in all combinations: a JSON pointer with a list of values, a JSON pointer with an object "
                    "that gives each value a name, or a name with named levels, each an object of JSON pointers and values that move "
                    "together.",
            .example = R"({"/account/lines": [100, 150, 200]})"})
      .key("plan", &ScenarioDraft::plan, or_null(plan()),
           {.otherwise = "null",
            .otherwise_words = "null: none",
            .text = "What `dialsim plan` searches.",
            .example = R"({"minimize": "/account/lines", "from": 1, "to": 500})"})
      .key("precision", &ScenarioDraft::precision, or_null(precision()),
           {.otherwise = "null",
            .otherwise_words = "null: exactly `replications`",
            .text = "When there are enough replications.",
            .example = R"({"metric": "reminders/finished_after_s", "relative": 0.01})"});
}

}  // namespace

const Type<ScenarioDraft>& scenario_type() {
  static const Type<ScenarioDraft> type = [] {
    Table<ScenarioDraft> table("Scenario", "A scenario file.");
    add_frame(table);
    add_world(table);
    add_studies(table);
    return table.object();
  }();
  return type;
}

}  // namespace sim::scenario
