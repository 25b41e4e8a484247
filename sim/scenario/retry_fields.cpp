#include "sim/scenario/retry_fields.hpp"

#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

using campaign::OutcomeRule;
using campaign::RetryDelay;

constexpr ListLength kDelays{0, 255};

Type<RetryDelay> delay() {
  Table<RetryDelay> day_part("DayPart", "A time of day some days after the end of the attempt, on the contact's clock, or later.");
  day_part.key("days", &RetryDelay::days, whole_as<std::uint16_t>(0, 366), {.unit = "days", .text = "Days later.", .example = "1"})
      .key("at", &RetryDelay::at, time_of_day(), {.text = "At this time of day.", .example = R"("18:00")"});
  const auto at_time = checked(day_part.object(), [](Reader&, const Node&, RetryDelay& out) { return out.day_part = true; });
  const auto after = converted<RetryDelay>(duration(), [](Reader&, const Node&, Duration value, RetryDelay& out) {
    out.after = value;
    return true;
  });
  return one_of<RetryDelay>("a duration such as \"1h\" or a day-part such as {\"days\": 1, \"at\": \"18:00\"}",
                            {{Node::Kind::text, after}, {Node::Kind::number, after}, {Node::Kind::object, at_time}});
}

Type<OutcomeRule> rule() {
  const auto delays = list(delay(), "a list of delays", kDelays);
  Table<OutcomeRule> table("RetryRule", "The long form of a retry rule.");
  table
      .key("delays", &OutcomeRule::delays, delays,
           {.text = "The n-th delay follows the n-th attempt with this outcome; the last repeats. None: not retried.",
            .example = R"(["10m", {"days": 1, "at": "18:00"}])"})
      .key("attempts", &OutcomeRule::attempts, or_null(whole_as<std::uint8_t>(1, 255)),
           {.unit = "attempts",
            .otherwise = "null",
            .otherwise_words = "null: no cap of its own",
            .text = "After this many attempts of the call with this outcome, the first included, it is not retried.",
            .example = "5"});
  const auto short_form = converted<OutcomeRule>(delays, [](Reader&, const Node&, std::vector<RetryDelay>&& read, OutcomeRule& out) {
    out.delays = std::move(read);
    return true;
  });
  return one_of<OutcomeRule>("a list of delays or an object with the keys delays and attempts",
                             {{Node::Kind::list, short_form}, {Node::Kind::object, table.object()}});
}

}  // namespace

Type<RetryRules> retry_rules() {
  Table<RetryRules> table("Retry", "What follows an attempt that was not answered: by outcome, the delays from its end to the next one.");
  const Type<OutcomeRule> rule_type = rule();
  const auto add = [&](AttemptOutcome outcome, const char* text, const char* example) {
    const auto place = [outcome](RetryRules& rules) -> OutcomeRule& { return rules[index(outcome)]; };
    table.key(std::string(word(outcome)), place, rule_type,
              {.otherwise = "[]", .otherwise_words = "`[]`: not retried", .text = text, .example = example});
  };
  add(AttemptOutcome::no_answer, "It rang until the timeout.", R"(["1h", "1d"])");
  add(AttemptOutcome::busy, "The line was taken.", R"({"delays": ["10m", {"days": 1, "at": "18:00"}], "attempts": 5})");
  add(AttemptOutcome::voicemail, "A machine picked up.", R"(["1d"])");
  add(AttemptOutcome::rejected, "The call was pushed away.", R"(["1d"])");
  add(AttemptOutcome::invalid_number, "The number does not exist.", R"([])");
  add(AttemptOutcome::network_error, "The carrier failed.", R"(["30m"])");
  add(AttemptOutcome::lost, "No report ever came.", R"(["30m"])");
  return table.object();
}

}  // namespace sim::scenario
