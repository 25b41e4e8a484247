#include "sim/scenario/study_fields.hpp"

#include <algorithm>

#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

constexpr Range kConfidence{0.5, 0.999999};

struct Limits {
  std::optional<double> min, max;
};

// A number, a duration in seconds, or an instant in seconds since the start.
Type<double> limit() {
  const std::string words = "a number, a duration such as \"90s\" or an instant such as \"2026-03-02T09:00\"";
  const Type<double> as_number = number({});
  const Type<Duration> as_duration = duration();
  const Type<SimTime> as_instant = instant();
  Shape shape{words, Json{{"anyOf", {as_number.shape.schema, as_duration.shape.schema, as_instant.shape.schema}}}, as_duration.shape.uses};
  shape.uses.push_back(as_instant.shape.uses[0]);
  const auto read_text = [as_instant, words](Reader& r, const Node& node, double& out, Json& resolved) {
    const Parsed<Duration> parsed = parse_duration(node.text);
    const bool looks_like_instant = node.text.starts_with('+') || node.text.find_first_of("-:T") != std::string::npos;
    if (!parsed.value && !looks_like_instant) {
      r.expected(node, words, parsed.hint);
      return false;
    }
    if (parsed.value) {
      out = seconds(*parsed.value);
      resolved = node.text;
      return true;
    }
    SimTime at{};
    if (!as_instant.read(r, node, at, resolved)) return false;
    out = seconds(at.time_since_epoch());
    return true;
  };
  return {std::move(shape), [as_number, read_text, words](Reader& r, const Node& node, double& out, Json& resolved) {
            if (node.kind == Node::Kind::number) return as_number.read(r, node, out, resolved);
            if (node.kind == Node::Kind::text) return read_text(r, node, out, resolved);
            r.expected(node, words);
            return false;
          }};
}

Type<Limits> limits() {
  Table<Limits> table("Limits", "What a number must stay within; the limits themselves are inside.");
  table
      .key("min", &Limits::min, or_null(limit()),
           {.otherwise = "null", .otherwise_words = "null: none", .text = "The least.", .example = "0.6"})
      .key("max", &Limits::max, or_null(limit()),
           {.otherwise = "null", .otherwise_words = "null: none", .text = "The most.", .example = R"("2026-03-06T18:00")"});
  const auto in_order = checked(table.object(), [](Reader& r, const Node& node, const Limits& limits_read) {
    if (!limits_read.min || !limits_read.max || *limits_read.min <= *limits_read.max) return true;
    r.error(*node.find("max"), "max is below min");
    return false;
  });
  return with_keys_checked(in_order, [](Reader& r, const Node& node) {
    if (given(node, "min") || given(node, "max")) return true;
    r.error(node, "expected the key min, the key max, or both");
    return false;
  });
}

void add_statistic(Table<RequirementDraft>& table, Statistic statistic, const Type<std::optional<Limits>>& within, const char* text) {
  table.key_for(std::string(kStatisticWords[static_cast<std::size_t>(statistic)]), within,
                [statistic](RequirementDraft& out, std::optional<Limits>&& read) {
                  if (read) out.requirements.push_back({"", statistic, read->min, read->max});
                },
                {.otherwise = "null", .text = text, .example = R"({"max": 100})"});
}

Type<Name> metric() { return located(text("the name of a metric such as \"reminders/reach_ratio\"")); }
Type<Name> pointer() { return located(text("a JSON pointer such as \"/account/lines\"")); }

Type<PlanKeyDraft> pointer_alone() {
  return converted<PlanKeyDraft>(pointer(), [](Reader&, const Node&, Name&& name, PlanKeyDraft& out) {
    out = {std::move(name), {}, {}, {}};
    return true;
  });
}

constexpr std::int64_t kMostPlanned = 1'000'000'000;

Type<PlanKeyDraft> plan_key() {
  const Type<std::optional<std::int64_t>> bound = or_null(whole(0, kMostPlanned));
  Table<PlanKeyDraft> table("PlanKey",
                            "One of two keys that a plan searches, with a range of its own where that of the plan does not fit.");
  table.key("pointer", &PlanKeyDraft::pointer, pointer(), {.text = "As `minimize` has it alone.", .example = R"("/account/minutes")"})
      .key("from", &PlanKeyDraft::from, bound,
           {.otherwise = "null", .otherwise_words = "null: the plan's", .text = "The least that is tried.", .example = "1000"})
      .key("to", &PlanKeyDraft::to, bound,
           {.otherwise = "null", .otherwise_words = "null: the plan's", .text = "The most that is tried.", .example = "20000"})
      .key("step", &PlanKeyDraft::step, or_null(whole(1, kMostPlanned)),
           {.otherwise = "null",
            .otherwise_words = "null: the plan's",
            .text = "Only `from`, `from` + `step` and so on are tried.",
            .example = "500"});
  return one_of<PlanKeyDraft>("a JSON pointer, or an object with one",
                              {{Node::Kind::text, pointer_alone()}, {Node::Kind::object, table.object()}});
}

// One key by its pointer, or two in a list.
Type<std::vector<PlanKeyDraft>> plan_keys() {
  const auto one =
      converted<std::vector<PlanKeyDraft>>(pointer_alone(), [](Reader&, const Node&, PlanKeyDraft&& key, std::vector<PlanKeyDraft>& out) {
        out = {std::move(key)};
        return true;
      });
  const auto two = checked(list(plan_key(), "a list of two keys", {2, 2}), [](Reader& r, const Node& node, const auto& keys) {
    if (keys[0].pointer.value != keys[1].pointer.value) return true;
    r.error(node.children[1], "both keys are the same");
    return false;
  });
  return one_of<std::vector<PlanKeyDraft>>("a JSON pointer such as \"/account/lines\", or a list of two keys",
                                           {{Node::Kind::text, one}, {Node::Kind::list, two}});
}

// What a key does not say is the plan's.
bool complete_range(Reader& r, const Node& node, const PlanDraft& plan, PlanKeyDraft& key) {
  const bool own_to = key.to.has_value();
  key.from = key.from.value_or(plan.from);
  key.step = key.step.value_or(plan.step);
  if (!own_to) key.to = plan.to;
  if (!key.to) {
    r.missing(node, "to", "expected a whole number, the most that is tried");
    return false;
  }
  if (*key.from <= *key.to) return true;
  r.error(own_to || node.find("to") == nullptr ? *key.pointer.node : *node.find("to"), "to is below from");
  return false;
}

}  // namespace

Type<RequirementDraft> requirement() {
  Table<RequirementDraft> table("Requirement",
                                "A metric that must stay within limits. Limits are numbers in the unit of the metric, durations, or "
                                "instants, which stand for the time since the start.");
  table.key("metric", &RequirementDraft::metric, metric(),
            {.text = "`CAMPAIGN/METRIC`, or the metric of the account alone.", .example = R"("reminders/finished_after_s")"});
  const Type<std::optional<Limits>> within = or_null(limits());
  add_statistic(table, Statistic::mean, within, "Limits of the mean over the replications. One statistic at least is given.");
  add_statistic(table, Statistic::p5, within, "Limits of the value that 5 % of the replications stay below.");
  add_statistic(table, Statistic::p50, within, "Limits of the median over the replications.");
  add_statistic(table, Statistic::p95, within, "Limits of the value that 95 % of the replications stay below.");
  add_statistic(table, Statistic::min, within, "Limits of the least of the replications.");
  add_statistic(table, Statistic::max, within, "Limits of the greatest of the replications.");
  table.key_for("confidence", number(kConfidence),
                [](RequirementDraft& out, double confidence) {
                  for (Requirement& r : out.requirements) r.confidence = confidence;
                },
                {.otherwise = "0.95", .text = "With which a verdict must be certain.", .example = "0.99"});
  return with_keys_checked(table.object(), [](Reader& r, const Node& node) {
    if (std::ranges::any_of(kStatisticWords, [&node](std::string_view word) { return given(node, word); })) return true;
    r.error(node, "expected one of the keys mean, p5, p50, p95, min, max");
    return false;
  });
}

Type<PrecisionDraft> precision() {
  const auto at = [](auto member) {
    return [member](PrecisionDraft & out) -> auto& { return out.precision.*member; };
  };
  const Type<double> positive = number(kPositive);
  Table<PrecisionDraft> table("Precision", "Replications are added until the interval of a metric is narrow enough.");
  table.key("metric", &PrecisionDraft::metric, metric(), {.text = "Which one.", .example = R"("reminders/finished_after_s")"})
      .key("relative", at(&Precision::relative), or_null(positive),
           {.otherwise = "null", .text = "Half width of the interval divided by the mean, at most.", .example = "0.01"})
      .key("absolute", at(&Precision::absolute), or_null(positive),
           {.otherwise = "null", .text = "Half width of the interval in the unit of the metric, at most.", .example = "60"})
      .key("confidence", at(&Precision::confidence), number(kConfidence),
           {.otherwise = "0.95", .text = "Of the interval.", .example = "0.99"})
      .key("max_replications", at(&Precision::max_replications), whole_as<std::uint32_t>(2, 1'000'000),
           {.unit = "replications", .otherwise = "1000", .text = "The most that are run.", .example = "500"});
  return with_keys_checked(table.object(), [](Reader& r, const Node& node) {
    if (given(node, "relative") || given(node, "absolute")) return true;
    r.error(node, "expected the key relative, the key absolute, or both");
    return false;
  });
}

Type<PlanDraft> plan() {
  Table<PlanDraft> table("Plan",
                         "The least value of one key with which all requirements hold, or for each value of one the least of another.");
  table
      .key("minimize", &PlanDraft::keys, plan_keys(),
           {.text = "JSON pointer to a whole number, or to a duration: then the bounds are seconds. A list of two: the frontier of both.",
            .example = R"("/account/lines")"})
      .key("from", &PlanDraft::from, whole(0, kMostPlanned), {.otherwise = "1", .text = "The least that is tried.", .example = "1"})
      .key("to", &PlanDraft::to, or_null(whole(0, kMostPlanned)),
           {.otherwise = "null",
            .otherwise_words = "needed unless each of two keys has its own",
            .text = "The most that is tried.",
            .example = "500"})
      .key("step", &PlanDraft::step, whole(1, kMostPlanned),
           {.otherwise = "1", .text = "Only `from`, `from` + `step` and so on are tried.", .example = "10"})
      .key("confidence", &PlanDraft::confidence, number(kConfidence), {.otherwise = "0.95", .text = "Of the answer.", .example = "0.99"});
  return checked(table.object(), [](Reader& r, const Node& node, PlanDraft& read) {
    bool good = true;
    for (PlanKeyDraft& key : read.keys) good = complete_range(r, node, read, key) && good;
    return good;
  });
}

}  // namespace sim::scenario
