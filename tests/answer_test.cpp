// Who answers, held against the probability written out in full: a word just below it is a yes, the next is a no.

#include "models/answer.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "tests/catch.hpp"

namespace models {
namespace {

using sim::random::BetaQuantiles;
using sim::random::Block;

struct Hour {
  double by_hour = 1, repeat = 1;
  double multiplier() const { return by_hour * repeat; }
};

// Monday, 10:30, in the hour of the last failed attempt.
AttemptSetting monday_morning() {
  AttemptSetting setting;
  setting.local = 4 * sim::kDay + 10 * sim::kHour + 30 * sim::kMinute;
  setting.hour = 10;
  setting.last_failed_hour = 10;
  return setting;
}

Answers people(const std::optional<BetaQuantiles>& spread, Hour hour) {
  CustomerModel model;
  model.zones = {{0, 1.0}};
  model.reachability = 0.3;
  model.spread = spread;
  model.has_hours = hour.by_hour != 1;
  for (auto& day : model.by_hour) day.fill(1);
  model.by_hour[0][10] = hour.by_hour;
  model.repeat_hour = hour.repeat;
  return {{model}, {ScriptModel{}}, CarrierModel{}};
}

std::uint64_t threshold(double p, double m) {
  if (p < 1 && m != 1) p = p * m / (1 - p + p * m);
  return p >= 1 ? std::uint64_t{1} << 32 : static_cast<std::uint64_t>(p * 0x1p32);
}

bool answers(const Answers& models, std::uint64_t word, const Block& traits) {
  const Block words{0xffffffff, static_cast<std::uint32_t>(word), 0xffffffff, 0};
  return models.sample(monday_morning(), words, traits).outcome == sim::AttemptOutcome::answered;
}

std::size_t wrongly_decided(const std::optional<BetaQuantiles>& spread, Hour hour) {
  const Answers models = people(spread, hour);
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    const Block traits = sim::random::draw({11, 0, i, 0, sim::random::Purpose::contact_traits});
    const double p = spread ? (*spread)(sim::random::open_uniform(traits[2], traits[3])) : 0.3;
    const std::uint64_t least_no = threshold(p, hour.multiplier());
    wrong += least_no > 0 && !answers(models, least_no - 1, traits);
    wrong += least_no < 0xffffffff && answers(models, least_no, traits);
    wrong += answers(models, traits[0], traits) != (traits[0] < least_no);
  }
  return wrong;
}

TEST_CASE("a word is a yes below the probability that a person answers, to the last of 32 bits", "[models]") {
  const Hour hours[] = {{}, {.by_hour = 3}, {.repeat = 0.85}, {.by_hour = 0.01, .repeat = 4}, {.by_hour = 0}};
  const std::pair<double, double> shapes[] = {{4.06, 5.41}, {1, 1}, {0.05, 0.05}, {0.2, 3}, {800, 900}, {900, 2}};
  for (const Hour& hour : hours) {
    CHECK(wrongly_decided({}, hour) == 0);
    for (const auto& [a, b] : shapes) {
      CAPTURE(a, b, hour.by_hour, hour.repeat);
      CHECK(wrongly_decided(BetaQuantiles(a, b), hour) == 0);
    }
  }
}

}  // namespace
}  // namespace models
