#include "sim/scenario/account_fields.hpp"

#include <cmath>

#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

using campaign::Billing;
using campaign::Breaker;
using campaign::CountedOn;
using world::Price;

Type<Billing> billing() {
  Table<Billing> table("Billing", "How the talk of an answered or voicemail attempt is billed. Ringing is free.");
  table
      .key("increment", &Billing::increment, duration(Least::above_zero),
           {.otherwise = R"("1s")", .text = "Talk is rounded up to a multiple of this.", .example = R"("15s")"})
      .key("minimum", &Billing::minimum, duration(),
           {.otherwise = R"("0s")", .text = "At least this much is billed.", .example = R"("15s")"});
  return table.object();
}

Type<Price> price() {
  Table<Price> table("Price", "Prices; with them the results have the metric `cost`.");
  table.key("currency", &Price::currency, text("the name of a currency"), {.text = "Printed beside amounts.", .example = R"("EUR")"})
      .key("per_minute", &Price::per_minute, number(kNotNegative),
           {.unit = "currency/min", .otherwise = "0", .text = "Of billed time.", .example = "0.045"})
      .key("per_line_day", &Price::per_line_day, number(kNotNegative),
           {.unit = "currency", .otherwise = "0", .text = "Of each of the account's lines, for each started day.", .example = "1.5"});
  return table.object();
}

Type<Breaker> breaker() {
  Table<Breaker> table("Breaker", "Reports a system failure when the carrier fails too often, which pauses every campaign.");
  table
      .key("failure_ratio", &Breaker::failure_ratio, number(kProbability),
           {.text = "It opens when more than this share of the outcomes are `network_error` or `lost` ...", .example = "0.5"})
      .key("window", &Breaker::window, duration(Least::above_zero), {.text = "... within this time ...", .example = R"("120s")"})
      .key("min_outcomes", &Breaker::min_outcomes, whole_as<std::uint32_t>(1, 1'000'000'000),
           {.unit = "outcomes", .text = "... and there are at least this many.", .example = "5"})
      .key("cool_down", &Breaker::cool_down, duration(Least::above_zero),
           {.text = "Time until the failure counts as over. Campaigns stay paused until they are resumed.", .example = R"("10m")"});
  return table.object();
}

void set_start_gap(AccountDraft& out, std::optional<double>&& calls_per_second) {
  out.start_gap = calls_per_second ? Duration{static_cast<std::int64_t>(std::ceil(1e6 / *calls_per_second))} : Duration{0};
}

void add_limits(Table<AccountDraft>& table) {
  table.key("lines", &AccountDraft::lines, lines(), {.unit = "lines", .text = "Calls that can go on at once.", .example = "200"})
      .key_for("calls_per_second", or_null(number({0.001, 1e6})), set_start_gap,
               {.unit = "attempts/s",
                .otherwise = "null",
                .otherwise_words = "null: no limit",
                .text = "Attempts start at least 1/this apart, across all campaigns.",
                .example = "20"})
      .key("minutes", &AccountDraft::balance, or_null(minutes({0, kMostMinutes})),
           {.unit = "min",
            .otherwise = "null",
            .otherwise_words = "null: unlimited",
            .text = "Talk time bought before the start.",
            .example = "100000"})
      .key("unique_users", &AccountDraft::unique_users, or_null(natural()),
           {.unit = "phones",
            .otherwise = "null",
            .otherwise_words = "null: unlimited",
            .text = "Quota of distinct phones in a calendar month of the scenario's `time_zone`.",
            .example = "50000"});
}

}  // namespace

Type<std::uint32_t> lines() { return whole_as<std::uint32_t>(1, kMaxLines); }

Type<AccountDraft> account() {
  Table<AccountDraft> table("Account", "What all campaigns share: lines, the rate of starts, minutes, the quota of unique users.");
  add_limits(table);
  table
      .key("billing", &AccountDraft::billing, billing(),
           {.otherwise = "{}", .text = "How talk is billed.", .example = R"({"increment": "15s", "minimum": "0s"})"})
      .key("reserve", &AccountDraft::reserve, duration(),
           {.otherwise = R"("0s")",
            .text = "What-if: a dial needs this much balance beside what other calls on the line have reserved, so the balance cannot "
                    "end below zero when it is at least the longest billed call.",
            .example = R"("10m")"})
      .key("counted_on", &AccountDraft::counted_on, word_of<CountedOn>({{"answered", CountedOn::answered}, {"dialed", CountedOn::dialed}}),
           {.otherwise = R"("answered")", .text = "When a phone counts as a unique user.", .example = R"("dialed")"})
      .key("price", &AccountDraft::price, or_null(price()),
           {.otherwise = "null",
            .otherwise_words = "null: no costs",
            .text = "Prices of minutes and lines.",
            .example = R"({"currency": "EUR", "per_minute": 0.045, "per_line_day": 1.5})"})
      .key("breaker", &AccountDraft::breaker, or_null(breaker()),
           {.otherwise = "null",
            .otherwise_words = "null: none",
            .text = "Detects a failing carrier.",
            .example = R"({"failure_ratio": 0.5, "window": "120s", "min_outcomes": 5, "cool_down": "10m"})"});
  return table.object();
}

}  // namespace sim::scenario
