// Tiny campaigns with fixed durations, whose every history was enumerated in rational arithmetic. Enumerated here again, by scripted
// contacts through the whole world, they must agree to the last digit; drawn by the models, they must fit the exact distribution.

#include <numeric>
#include <sstream>

#include "tests/gate.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using oracles::fits;
using oracles::Gate;
using oracles::Sample;
using oracles::Table;

struct Tiny {
  std::string name;
  std::uint32_t contacts, lines;
  std::uint8_t max_attempts;
  std::int64_t answers, of;  // the probability of an answer as a fraction
  double delay_s;            // from the end of the attempt
};
const Tiny kTiny[] = {{"N=1 C=1 K=3 p=1/3 dA=61 dN=29 D=307", 1, 1, 3, 1, 3, 307},
                      {"N=3 C=2 K=2 p=1/3 dA=61 dN=29 D=307", 3, 2, 2, 1, 3, 307},
                      {"N=5 C=2 K=2 p=2/5 dA=61 dN=29 D=101", 5, 2, 2, 2, 5, 101}};
constexpr double kAnswered_s = 61, kNotAnswered_s = 29;

WorldConfig with_policy(WorldConfig config, const Tiny& tiny) {
  policy(config).ring_timeout = s(kNotAnswered_s);
  policy(config).retry.max_attempts = tiny.max_attempts;
  rule(config, AttemptOutcome::no_answer).delays = {{s(tiny.delay_s)}};
  return config;
}

// The exact distribution: weights out of of^(contacts * max_attempts).
struct Exact {
  std::map<std::int64_t, std::int64_t> weight_of_makespan;
  std::int64_t weights = 0;
  double attempts = 0, wait_s = 0;  // weighted sums
};

// One history: contact i answers at attempt answered_at[i], never when that is above the limit.
void run_history(const Tiny& tiny, const std::vector<std::uint8_t>& answered_at, Exact& exact) {
  std::vector<Scripted> contacts;
  std::int64_t weight = 1;
  for (const std::uint8_t at : answered_at) {
    contacts.push_back(Scripted(at - 1u, {AttemptOutcome::no_answer, {}, kNoLimit}));
    contacts.back().push_back({AttemptOutcome::answered, s(kAnswered_s), {}});
    for (std::uint8_t attempt = 1; attempt <= tiny.max_attempts; ++attempt) {
      weight *= attempt < at ? tiny.of - tiny.answers : attempt == at ? tiny.answers : tiny.of;
    }
  }
  const metrics::ReplicationResult result = run(with_policy(scripted_world(contacts, tiny.lines), tiny));
  exact.weight_of_makespan[us(result.end) / us(kSecond)] += weight;
  exact.weights += weight;
  exact.attempts += static_cast<double>(weight) * static_cast<double>(result.account.attempts);
  exact.wait_s += static_cast<double>(weight) * seconds(result.campaigns[0].wait);
}

Exact enumerate(const Tiny& tiny) {
  Exact exact;
  std::vector<std::uint8_t> answered_at(tiny.contacts, 1);
  for (;;) {
    run_history(tiny, answered_at, exact);
    std::size_t i = 0;
    while (i < answered_at.size() && answered_at[i] > tiny.max_attempts) answered_at[i++] = 1;
    if (i == answered_at.size()) return exact;
    ++answered_at[i];
  }
}

struct Fraction {
  std::int64_t over, under;
};
Fraction fraction(const std::string& text) {
  const std::size_t bar = text.find('/');
  return {std::stoll(text), std::stoll(text.substr(bar + 1))};
}

// E makespan as the fraction that the table gives.
bool same_mean(const Exact& exact, const Fraction& mean) {
  std::int64_t sum = 0;
  for (const auto& [makespan, weight] : exact.weight_of_makespan) sum += makespan * weight;
  const std::int64_t divisor = std::gcd(sum, exact.weights);
  return sum / divisor == mean.over && exact.weights / divisor == mean.under;
}

// "61:1/3 397:2/9": each makespan with its probability.
bool same_pmf(const Exact& exact, const std::string& text) {
  std::istringstream in(text);
  std::string entry;
  std::size_t entries = 0;
  for (; in >> entry; ++entries) {
    const auto it = exact.weight_of_makespan.find(std::stoll(entry));
    if (it == exact.weight_of_makespan.end()) return false;
    const Fraction p = fraction(entry.substr(entry.find(':') + 1));
    if (it->second * p.under != exact.weights * p.over) return false;
  }
  return entries == exact.weight_of_makespan.size();
}

double variance(const Exact& exact, double mean) {
  double sum = 0;
  for (const auto& [makespan, weight] : exact.weight_of_makespan) {
    sum += static_cast<double>(weight) * std::pow(static_cast<double>(makespan) - mean, 2);
  }
  return sum / static_cast<double>(exact.weights);
}

TEST_CASE("every history of a tiny campaign", "[oracle]") {
  const Table table("enumeration");
  for (const Tiny& tiny : kTiny) {
    INFO(tiny.name);
    const Exact exact = enumerate(tiny);
    const auto value = [&](const char* quantity) { return table.value(tiny.name, quantity); };
    const auto weights = static_cast<double>(exact.weights);
    CHECK(same_mean(exact, fraction(table.text(tiny.name, "E_makespan_exact_fraction"))));
    CHECK(variance(exact, value("E_makespan")) == Approx(value("Var_makespan")).epsilon(1e-12));
    CHECK(exact.attempts / weights == Approx(value("E_attempts")).epsilon(1e-12));
    CHECK(exact.wait_s / weights == Approx(value("E_total_wait_s")).epsilon(1e-12).margin(1e-12));
    CHECK(static_cast<double>(exact.weight_of_makespan.size()) == value("support_size"));
    CHECK(static_cast<double>(exact.weight_of_makespan.begin()->first) == value("min_makespan"));
    CHECK(static_cast<double>(exact.weight_of_makespan.rbegin()->first) == value("max_makespan"));
    if (tiny.contacts < 5) CHECK(same_pmf(exact, table.text(tiny.name, "pmf")));
  }
}

TEST_CASE("the enumeration notices every flipped rule", "[oracle]") {
  const Table table("enumeration");
  for (const Tiny& tiny : kTiny) {
    INFO(tiny.name);
    const Fraction mean = fraction(table.text(tiny.name, "E_makespan_exact_fraction"));
    Tiny flipped = tiny;
    flipped.delay_s -= kNotAnswered_s;  // from the start of the attempt
    CHECK_FALSE(same_mean(enumerate(flipped), mean));
    flipped = tiny;
    --flipped.max_attempts;
    CHECK_FALSE(same_mean(enumerate(flipped), mean));
    flipped = tiny;
    ++flipped.lines;
    CHECK(same_mean(enumerate(flipped), mean) == (tiny.contacts == 1));  // who is alone needs one line
  }
}

Gate held_against(const Tiny& tiny, const WorldConfig& config, std::uint32_t replications, Sample& makespan) {
  const Table table("enumeration");
  Sample attempts;
  replicate(config, replications, [&](const metrics::ReplicationResult& result) {
    makespan.push_back(seconds(result.end));
    attempts.push_back(static_cast<double>(result.account.attempts));
  });
  Gate gate;
  gate.mean("E_makespan", makespan, table.value(tiny.name, "E_makespan"), std::sqrt(table.value(tiny.name, "Var_makespan")));
  gate.variance("Var_makespan", makespan, table.value(tiny.name, "E_makespan"), table.value(tiny.name, "Var_makespan"));
  gate.mean("E_attempts", attempts, table.value(tiny.name, "E_attempts"));
  return gate;
}

WorldConfig drawn_world(const Tiny& tiny) {
  WorldConfig config = with_policy(plain_world(tiny.contacts, tiny.lines), tiny);
  customers(config).reachability = static_cast<double>(tiny.answers) / static_cast<double>(tiny.of);
  script(config).talk = random::make_constant(s(kAnswered_s));
  return config;
}

TEST_CASE("a tiny campaign drawn by the models", "[oracle]") {
  for (const Tiny& tiny : kTiny) {
    const Exact exact = enumerate(tiny);
    std::map<double, double> pmf;
    for (const auto& [makespan, weight] : exact.weight_of_makespan) {
      pmf[static_cast<double>(makespan)] = static_cast<double>(weight) / static_cast<double>(exact.weights);
    }
    Sample makespan;
    const Gate gate = held_against(tiny, drawn_world(tiny), 30'000, makespan);
    INFO(tiny.name << '\n' << gate.report());
    CHECK(gate.holds());
    CHECK(fits(makespan, pmf));

    Tiny flipped = tiny;
    ++flipped.max_attempts;
    Sample other;
    CHECK_FALSE(held_against(tiny, drawn_world(flipped), 2000, other).holds());
    CHECK_FALSE(fits(other, pmf));
  }
}

}  // namespace
}  // namespace sim::world
