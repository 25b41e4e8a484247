// One contact's chain of attempts against exact chains: how it ends, how many attempts it takes, how long it holds a line.
//
// Translation: R retries are R + 1 attempts with an outcome; `tech` is a network_error; an `invalid` that is drawn anew for each attempt
// and ends the contact is a `rejected` without a rule. Where voicemail stands for no_answer it picks up when the other stops ringing, and
// nobody talks. Left out: counters that start again after another outcome (case E), which this
// policy does not have.

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "sim/stats/interval.hpp"
#include "tests/gate.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using oracles::Gate;
using oracles::Sample;
using oracles::Table;

constexpr auto kBusy = AttemptOutcome::busy, kNoAnswer = AttemptOutcome::no_answer, kTech = AttemptOutcome::network_error,
               kInvalid = AttemptOutcome::rejected, kAnswered = AttemptOutcome::answered;

struct Limits {
  std::uint8_t all;
  std::uint8_t busy = 255, no_answer = 255, tech = 255;  // attempts, the first included
  std::uint8_t of(AttemptOutcome outcome) const {
    return outcome == kBusy ? busy : outcome == kNoAnswer ? no_answer : outcome == kTech ? tech : std::uint8_t{255};
  }
};
constexpr Limits kCaseA{7, 6, 4, 3};
constexpr Limits kCaseC{5};

WorldConfig chain(std::uint32_t contacts, const Limits& limits) {
  WorldConfig config = plain_world(contacts, contacts);
  config.carrier.network_error = 0.1;
  config.carrier.set_up = random::make_constant(s(2));
  models::CustomerModel& model = customers(config);
  model.reachability = 0.3 / 0.9;
  model.no_answer = 0.4 / 0.6;
  model.busy = 0.15 / 0.6;
  model.rejected = 0.05 / 0.6;
  model.ring_answered = random::make_constant(s(10));
  model.ring_no_answer = random::make_constant(s(28));
  model.ring_busy = random::make_constant(s(2));
  model.ring_rejected = random::make_constant(s(4));
  script(config).talk = lognormal(95, 60);
  policy(config).retry.max_attempts = limits.all;
  for (const AttemptOutcome outcome : {kBusy, kNoAnswer, kTech}) rule(config, outcome) = {{{s(60)}}, limits.of(outcome)};
  return config;
}

// Machines pick up where nobody did.
WorldConfig with_voicemail(WorldConfig config) {
  models::CustomerModel& model = customers(config);
  model.voicemail = std::exchange(model.no_answer, 0);
  model.ring_voicemail = *model.ring_no_answer;
  rule(config, AttemptOutcome::voicemail) = rule(config, kNoAnswer);
  return config;
}

struct Contact {
  int attempts = 0;
  std::array<int, kOutcomeCount> counts{};
  AttemptOutcome last{};
  double line_s = 0;
};

std::vector<Contact> contacts_of(const std::vector<Attempt>& attempts, std::uint32_t n) {
  std::vector<Contact> contacts(n);
  for (const Attempt& attempt : attempts) {
    Contact& contact = contacts[attempt.call];
    const AttemptOutcome outcome = attempt.outcome == AttemptOutcome::voicemail ? kNoAnswer : attempt.outcome;
    ++contact.attempts;
    ++contact.counts[index(outcome)];
    contact.last = outcome;
    contact.line_s += seconds(attempt.ended - attempt.placed);
  }
  return contacts;
}

// A limit of its own comes before the limit on all attempts.
std::string ending(const Contact& contact, const Limits& limits) {
  if (contact.last == kAnswered) return "ANSWERED";
  if (contact.last == kInvalid) return "INVALID";
  if (contact.counts[index(contact.last)] < limits.of(contact.last)) return "EXHAUSTED_TOTAL";
  return contact.last == kBusy ? "EXHAUSTED_BUSY" : contact.last == kTech ? "EXHAUSTED_TECH" : "EXHAUSTED_NO_ANSWER";
}

template <class Number>
Sample column(const std::vector<Contact>& contacts, Number number) {
  Sample sample;
  for (const Contact& contact : contacts) sample.push_back(static_cast<double>(number(contact)));
  return sample;
}

std::string between_brackets(const std::string& text) { return text.substr(text.find('[') + 1, text.find(']') - text.find('[') - 1); }

AttemptOutcome outcome_of(const std::string& word) {
  return word == "busy" ? kBusy : word == "no_answer" ? kNoAnswer : word == "tech" ? kTech : word == "invalid" ? kInvalid : kAnswered;
}

// Every row of a case; `limits` are those of the oracle, also where the world that made the contacts has others.
Gate held_against(const std::string& name, const std::vector<Contact>& contacts, const Limits& limits) {
  const Table table("contact_chain");
  const Sample attempts = column(contacts, [](const Contact& c) { return c.attempts; });
  const Sample line_s = column(contacts, [](const Contact& c) { return c.line_s; });
  const double mean = table.value(name, "E_attempts"), answered = table.value(name, "P_final[ANSWERED]");
  Gate gate;
  gate.mean("E_attempts", attempts, mean, std::sqrt(table.value(name, "Var_attempts")));
  gate.variance("Var_attempts", attempts, mean, table.value(name, "Var_attempts"));
  gate.mean("Cov_attempts_answered",
            column(contacts, [&](const Contact& c) { return (c.attempts - mean) * ((c.last == kAnswered ? 1 : 0) - answered); }),
            table.value(name, "Cov_attempts_answered"));
  gate.mean("E_line_seconds", line_s, table.value(name, "E_line_seconds"), std::sqrt(table.value(name, "Var_line_seconds")));
  gate.variance("Var_line_seconds", line_s, table.value(name, "E_line_seconds"), table.value(name, "Var_line_seconds"));
  for (const oracles::Row& row : table.rows()) {
    if (row.name != name) continue;
    const std::string which = between_brackets(row.quantity);
    const double exact = std::stod(row.value);
    if (row.quantity.starts_with("P_final")) {
      gate.share(row.quantity, column(contacts, [&](const Contact& c) { return ending(c, limits) == which; }), exact);
    } else if (row.quantity.starts_with("P_attempts")) {
      gate.share(row.quantity, column(contacts, [&](const Contact& c) { return c.attempts == std::stoi(which); }), exact);
    } else if (row.quantity.starts_with("E_count") && which != "answered" && which != "invalid") {  // those two are endings above
      gate.mean(row.quantity, column(contacts, [&](const Contact& c) { return c.counts[index(outcome_of(which))]; }), exact);
    }
  }
  return gate;
}

std::vector<Contact> simulated(const WorldConfig& config, std::uint32_t replications) {
  const std::uint32_t n = config.campaigns[0].contacts[0].count;
  std::vector<Contact> all;
  replicate_logged(config, replications, [&](const metrics::ReplicationResult& result, const std::vector<Attempt>& attempts) {
    const std::vector<Contact> contacts = contacts_of(attempts, n);
    const auto errors = std::ranges::count_if(contacts, [](const Contact& c) { return c.last == kTech; });
    REQUIRE(calls_in(result, campaign::CallStatus::technical_error) == static_cast<std::uint32_t>(errors));
    all.insert(all.end(), contacts.begin(), contacts.end());
  });
  return all;
}

TEST_CASE("a contact with limits per outcome and in all", "[oracle]") {
  const Gate gate = held_against("A_percounter_and_total", simulated(chain(1000, kCaseA), 100), kCaseA);
  INFO(gate.report());
  CHECK(gate.holds());
}

TEST_CASE("a contact with a limit in all only", "[oracle]") {
  const Gate gate = held_against("C_total_only", simulated(chain(1000, kCaseC), 100), kCaseC);
  INFO(gate.report());
  CHECK(gate.holds());
}

TEST_CASE("voicemail is no answer unless the policy says so", "[oracle]") {
  WorldConfig config = with_voicemail(chain(1000, kCaseA));
  const Gate gate = held_against("A_percounter_and_total", simulated(config, 30), kCaseA);
  INFO(gate.report());
  CHECK(gate.holds());
  policy(config).retry.voicemail_answers = true;
  CHECK_FALSE(held_against("A_percounter_and_total", simulated(config, 10), kCaseA).holds());
}

TEST_CASE("the chain gate notices a limit that is one off", "[oracle]") {
  for (const Limits& flipped : {Limits{8, 6, 4, 3}, Limits{6, 6, 4, 3}, Limits{7, 6, 3, 3}, Limits{7, 6, 4, 2}, Limits{7, 6, 5, 3}}) {
    CHECK_FALSE(held_against("A_percounter_and_total", simulated(chain(1000, flipped), 10), kCaseA).holds());
  }
}

TEST_CASE("the sums of a campaign", "[oracle]") {
  const Table table("contact_chain");
  const auto n = GENERATE(100u, 1000u, 10000u);
  const std::string of = "[N=" + std::to_string(n) + "]";
  const auto exact = [&](const std::string& quantity) { return table.value("A_campaign", quantity + of); };
  Sample attempts, answered;
  replicate(chain(n, kCaseA), 300'000 / n, [&](const metrics::ReplicationResult& result) {
    attempts.push_back(static_cast<double>(result.campaigns[0].attempts));
    answered.push_back(calls_in(result, campaign::CallStatus::answered));
  });
  Gate gate;
  gate.mean("E_total_attempts", attempts, exact("E_total_attempts"), exact("SD_total_attempts"));
  gate.mean("E_answered", answered, exact("E_answered"), exact("SD_answered"));
  if (n == 100) gate.at_most("P(total_attempts<=260)", attempts, 260, exact("P(total_attempts<=260)"));
  if (n == 1000) gate.at_most("P(total_attempts<=2595)", attempts, 2595, exact("P(total_attempts<=2595)"));
  INFO(gate.report());
  CHECK(gate.holds());

  std::ranges::sort(attempts);
  for (const oracles::Row& row : table.rows()) {
    if (!row.quantity.starts_with("quantile_total_attempts[N=" + std::to_string(n) + ",")) continue;
    INFO(row.quantity);
    const double q = std::stod(row.quantity.substr(row.quantity.find("q=") + 2));
    const stats::Interval interval = stats::quantile_interval(attempts, q, 1 - 1e-6);
    CHECK(interval.low <= std::stod(row.value));
    CHECK(std::stod(row.value) <= interval.high);
  }
}

}  // namespace
}  // namespace sim::world
