#include "sim/scenario/campaign_fields.hpp"

#include <cmath>

#include "sim/scenario/account_fields.hpp"
#include "sim/scenario/contact_fields.hpp"
#include "sim/scenario/hours_fields.hpp"
#include "sim/scenario/retry_fields.hpp"
#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

using campaign::DialOrder;

void set_share(CampaignDraft& out, double share) { out.share = static_cast<std::uint64_t>(std::llround(share * 1e6)); }

void set_hours(CampaignDraft& out, std::optional<HoursDraft>&& read) {
  if (!read) return;
  out.clock = read->clock;
  out.hours = std::move(read->hours);
}

void add_schedule(Table<CampaignDraft>& table) {
  table
      .key("name", &CampaignDraft::name, located(text("the name of a campaign")),
           {.text = "Unique. Metrics of the campaign are called `NAME/METRIC`.", .example = R"("reminders")"})
      .key("starts", &CampaignDraft::starts_at, or_null(located(instant())),
           {.otherwise = "null",
            .otherwise_words = "null: a draft until the operator schedules it",
            .text = "When it begins to call.",
            .example = R"("2026-03-02T09:00")"})
      .key("ends", &CampaignDraft::ends_at, or_null(located(instant())),
           {.otherwise = "null",
            .otherwise_words = "null: when every call is over",
            .text = "When it is finished at the latest; no attempt starts at this instant or later.",
            .example = R"("2026-03-07T14:00")"})
      .key("contacts", &CampaignDraft::contacts, list(located(contacts()), "a list of lists of contacts", {0, 10'000}),
           {.otherwise = "[]", .text = "Whom to call, joined in order.", .example = R"([{"count": 100000, "customers": "warm"}])"});
}

void add_share_of_lines(Table<CampaignDraft>& table) {
  table
      .key("lines", &CampaignDraft::lines_of_its_own, or_null(lines()),
           {.unit = "lines",
            .otherwise = "null",
            .otherwise_words = "null: those of the account",
            .text = "Lines that it may use at once.",
            .example = "200"})
      .key("priority", &CampaignDraft::priority, whole_as<std::int32_t>(-1'000'000'000, 1'000'000'000),
           {.otherwise = "0", .text = "A free line goes to the campaign with the highest priority that can use it.", .example = "1"})
      .key_for("share", number({0.000001, 1'000'000}), set_share,
               {.otherwise = "1",
                .text = "Among equal priorities a free line goes to the campaign with the fewest lines in use in proportion to this.",
                .example = "2"})
      .key("order", &CampaignDraft::order,
           word_of<DialOrder>({{"due_time", DialOrder::due_time},
                               {"retries_first", DialOrder::retries_first},
                               {"fresh_first", DialOrder::fresh_first},
                               {"closing_first", DialOrder::closing_first}}),
           {.otherwise = R"("due_time")",
            .text = "Which call is next, after the contacts' own priority. `closing_first`: whose time to be called ends soonest.",
            .example = R"("closing_first")"})
      .key("time_zone", &CampaignDraft::time_zone, or_null(zone()),
           {.otherwise = "null",
            .otherwise_words = "null: the scenario's",
            .text = "IANA zone of the campaign's clock.",
            .example = R"("Europe/Berlin")"})
      .key_for("calling_hours", or_null(calling_hours()), set_hours,
               {.otherwise = "null",
                .otherwise_words = "null: always open",
                .text = "When attempts may start.",
                .example = R"({"week": {"mon-fri": ["09:00-20:00"]}})"});
}

template <class Place>
void add_limit(Table<CampaignDraft>& table, const char* name, Place place, KeyDoc doc) {
  const auto set = [place](CampaignDraft& out, std::optional<Duration>&& read) { std::invoke(place, out) = read.value_or(kNoLimit); };
  doc.otherwise = "null";
  doc.otherwise_words = "null: no limit";
  table.key_for(name, or_null(duration(Least::above_zero)), set, std::move(doc));
}

void add_attempts(Table<CampaignDraft>& table) {
  const auto retry = [](auto member) {
    return [member](CampaignDraft & out) -> auto& { return out.retry.*member; };
  };
  using campaign::RetryPolicy;
  add_limit(table, "ring_timeout", &CampaignDraft::ring_timeout, {.text = "Ringing is given up after this.", .example = R"("30s")"});
  add_limit(table, "max_call", &CampaignDraft::max_call,
            {.text = "Talk is cut here. Required where reports can be lost.", .example = R"("10m")"});
  table
      .key("grace", &CampaignDraft::grace, duration(),
           {.otherwise = R"("0s")",
            .text = "An attempt without a report this long after the latest end it can have (`set_up_limit` + `ring_timeout` + `max_call`) "
                    "ends as `lost`.",
            .example = R"("30s")"})
      .key("max_attempts", retry(&RetryPolicy::max_attempts), whole_as<std::uint8_t>(1, 255),
           {.unit = "attempts", .otherwise = "1", .text = "Of a call, for all reasons together, the first included.", .example = "3"})
      .key("max_attempts_per_day", retry(&RetryPolicy::max_attempts_per_day), or_null(whole_as<std::uint8_t>(1, 255)),
           {.unit = "attempts",
            .otherwise = "null",
            .otherwise_words = "null: no daily cap",
            .text = "Of a call on one day of its clock; a retry beyond waits for the next day.",
            .example = "2"})
      .key("retry", retry(&RetryPolicy::rules), retry_rules(),
           {.otherwise = "{}",
            .text = "Delays before the next attempt, by outcome. An outcome that is left out is not retried.",
            .example = R"({"no_answer": ["1h", "1d"], "busy": ["10m"]})"})
      .key("voicemail", retry(&RetryPolicy::voicemail_answers), word_of<bool>({{"unanswered", false}, {"answered", true}}),
           {.otherwise = R"("unanswered")", .text = "What a machine that picks up counts as.", .example = R"("answered")"})
      .key("script", &CampaignDraft::script_name, or_null(located(text("the name of a script"))),
           {.otherwise = "null",
            .otherwise_words = "null: a silent one",
            .text = "The bot script that its calls run.",
            .example = R"("v1")"});
}

}  // namespace

Type<CampaignDraft> campaign_keys() {
  Table<CampaignDraft> table("Campaign", "A list of calls with one policy. Later in the file is newer.");
  add_schedule(table);
  add_share_of_lines(table);
  add_attempts(table);
  return table.object();
}

}  // namespace sim::scenario
