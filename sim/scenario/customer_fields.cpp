#include "sim/scenario/customer_fields.hpp"

#include "sim/scenario/distribution_fields.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/value_types.hpp"
#include "sim/scenario/weekdays.hpp"

namespace sim::scenario {
namespace {

constexpr std::size_t kMostZones = 1000;

struct Reachability {
  double probability = 1;
  std::optional<random::BetaQuantiles> spread;
};

Type<std::vector<Named<double>>> zone_shares() {
  const auto shares = map(number(kProbability), "an object with time zones as keys and their shares as values", kMostZones);
  return checked(shares, [](Reader& r, const Node& node, const std::vector<Named<double>>& zones) {
    std::vector<double> sizes;
    bool good = true;
    for (const Named<double>& zone : zones) {
      sizes.push_back(zone.value);
      if (find_zone(zone.name) != nullptr) continue;
      r.error_at_key(*zone.node, "there is no time zone " + in_quotes(zone.name) + suggestion(zone.name, zone_names()));
      good = false;
    }
    return sums_to_one(r, node, sizes) && good;
  });
}

Type<Reachability> spread_over_customers() {
  constexpr Range kBeta{0.05, 1000};
  const auto pair = list(number(kBeta), "a list of two numbers, the parameters of a beta distribution", {2, 2});
  Table<Reachability> table("ReachabilitySpread", "The probability differs between customers; each keeps its own.");
  table.key_for("beta", pair, [](Reachability& out, std::vector<double>&& p) { out.spread.emplace(p[0], p[1]); },
                {.text = "Parameters a and b of a beta distribution; its mean is a/(a + b).", .example = "[4.06, 5.41]"});
  return table.choice();
}

Type<Reachability> reachability() {
  const auto same_for_all = converted<Reachability>(number(kProbability), [](Reader&, const Node&, double p, Reachability& out) {
    out.probability = p;
    return true;
  });
  return one_of<Reachability>("a number from 0 to 1 or an object with the key beta",
                              {{Node::Kind::number, same_for_all}, {Node::Kind::object, spread_over_customers()}});
}

void set_reachability(CustomerDraft& out, Reachability&& read) {
  out.reachability = read.probability;
  out.spread = std::move(read.spread);
}

Type<Week<std::vector<double>>> multipliers_by_hour() {
  const auto day = list(number(kNotNegative), "a list of 24 numbers, one for each hour", {24, 24});
  return by_weekday(day, "an object with days as keys and lists of 24 numbers as values");
}

void set_multipliers(CustomerDraft& out, std::optional<Week<std::vector<double>>>&& week) {
  if (!week) return;
  out.has_hours = true;
  for (std::size_t d = 0; d < 7; ++d) {
    out.by_hour[d].fill(1);
    if ((*week)[d]) std::copy((*week)[d]->begin(), (*week)[d]->end(), out.by_hour[d].begin());
  }
}

struct Split {
  double voicemail = 0, no_answer = 0, busy = 0, rejected = 0;
};

Type<Split> unanswered() {
  Table<Split> table("Unanswered", "What an attempt comes to when no person answers: shares that sum to 1.");
  table
      .key("voicemail", &Split::voicemail, number(kProbability),
           {.otherwise = "0", .text = "A machine picks up; billed like an answer.", .example = "0.30"})
      .key("no_answer", &Split::no_answer, number(kProbability),
           {.otherwise = "0", .text = "It rings until `ring_timeout`.", .example = "0.52"})
      .key("busy", &Split::busy, number(kProbability), {.otherwise = "0", .text = "The line is taken.", .example = "0.10"})
      .key("rejected", &Split::rejected, number(kProbability), {.otherwise = "0", .text = "The call is pushed away.", .example = "0.08"});
  return checked(table.object(), [](Reader& r, const Node& node, const Split& split) {
    return sums_to_one(r, node, {split.voicemail, split.no_answer, split.busy, split.rejected});
  });
}

void set_split(CustomerDraft& out, Split&& split) {
  out.voicemail = split.voicemail;
  out.no_answer = split.no_answer;
  out.busy = split.busy;
  out.rejected = split.rejected;
}

Type<CustomerDraft> ring() {
  Table<CustomerDraft> table("Ring",
                             "How long it rings, by what the attempt comes to. Cut at the campaign's `ring_timeout`: a pick-up that would "
                             "come later is a `no_answer`.");
  table
      .key("answered", &CustomerDraft::ring_answered, distribution(),
           {.otherwise = R"("0s")", .text = "Until a person picks up.", .example = R"({"lognormal": {"median": "8s", "sigma": 0.35}})"})
      .key("voicemail", &CustomerDraft::ring_voicemail, distribution(),
           {.otherwise = R"("0s")", .text = "Until a machine picks up.", .example = R"({"normal": ["20s", "2s"]})"})
      .key("busy", &CustomerDraft::ring_busy, distribution(),
           {.otherwise = R"("0s")", .text = "Until the busy tone.", .example = R"({"uniform": ["1s", "4s"]})"})
      .key("rejected", &CustomerDraft::ring_rejected, distribution(),
           {.otherwise = R"("0s")", .text = "Until it is rejected.", .example = R"({"uniform": ["3s", "12s"]})"})
      .key("no_answer", &CustomerDraft::ring_no_answer, or_null(distribution()),
           {.otherwise = "null",
            .otherwise_words = "null: `ring_timeout`",
            .text = "Until the attempt is given up.",
            .example = R"("25s")"});
  return table.object();
}

}  // namespace

Type<CustomerDraft> customers() {
  Table<CustomerDraft> table("Customers", "A segment of customers: where they live, whether their number exists, how likely they answer.");
  table
      .key("time_zones", &CustomerDraft::time_zones, or_null(zone_shares()),
           {.otherwise = "null",
            .otherwise_words = "null: all in the scenario's `time_zone`",
            .text = "Time zones with the share of customers that live there; shares sum to 1.",
            .example = R"({"Europe/Berlin": 0.9, "Europe/Lisbon": 0.1})"})
      .key("valid", &CustomerDraft::valid, number(kProbability),
           {.otherwise = "1", .text = "Share of numbers that exist; the rest always give `invalid_number`.", .example = "0.99"})
      .key_for("reachability", reachability(), set_reachability,
               {.otherwise = "1",
                .text = "Probability that a person answers an attempt: a number, or spread over customers.",
                .example = R"({"beta": [4.06, 5.41]})"})
      .key_for("by_hour", or_null(multipliers_by_hour()), set_multipliers,
               {.unit = "odds multiplier",
                .otherwise = "null",
                .otherwise_words = "null: 1 at all hours",
                .text = "For days or groups of days 24 multipliers of the odds that a person answers, one for each hour of the "
                        "customer's clock, from 00:00 on. Days that are left out have 1.",
                .example = R"({"sat-sun": [0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.8, 1, 1, 1, 1, 1, 1, 1, 1, 1.2, 1.2, 1, 0.5, 0, 0]})"})
      .key("repeat_hour", &CustomerDraft::repeat_hour, number(kNotNegative),
           {.unit = "odds multiplier",
            .otherwise = "1",
            .text = "Applies to a retry that falls in the clock hour of the last failed attempt.",
            .example = "0.85"})
      .key_for("unanswered", unanswered(), set_split,
               {.otherwise = R"({"no_answer": 1})",
                .text = "Split of the attempts that no person answers.",
                .example = R"({"voicemail": 0.30, "no_answer": 0.52, "busy": 0.10, "rejected": 0.08})"})
      .key("ring", [](CustomerDraft& out) -> CustomerDraft& { return out; }, ring(),
           {.otherwise = "{}",
            .text = "Times until an attempt is picked up or over.",
            .example = R"({"answered": "8s", "voicemail": "20s"})"});
  return table.object();
}

}  // namespace sim::scenario
