// The swarm: thousands of small random worlds under the complete audit. In each the faults stop after a while, and then every campaign
// must come to its end within a bound. A seed that fails is shrunk and printed with the command that runs it again. Planted bugs show that
// the swarm notices and that what it prints is small.

#include <iostream>

#include "sim/base/rare_path.hpp"
#include "tests/audit_forgery.hpp"
#include "tests/catch.hpp"
#include "tests/swarm_audit.hpp"
#include "tests/swarm_shrinker.hpp"

namespace sim::swarm {
namespace {

using campaign::CallStatus;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using world::AuditRig;

constexpr int kReportsShown = 3;

// Makes a planted bug anew for each run.
using Bug = std::function<AuditRig::Tamper()>;

Judge auditor_of(const Bug& bug = {}) {
  return [bug](const Case& world, std::vector<std::string>* history) { return audit(world, {bug ? bug() : AuditRig::Tamper{}, history}); };
}

struct Totals {
  std::uint64_t checks = 0, dials = 0;
  RarePathCounts rare{};
};

Totals run_swarm(std::uint64_t from, std::uint64_t to) {
  const RarePathCounts before = rare_path_counts;
  Totals totals;
  int failures = 0;
  for (std::uint64_t seed = from; seed < to && failures < kReportsShown; ++seed) {
    const Case world = some_case(seed);
    const Verdict verdict = audit(world);
    totals.checks += verdict.checks;
    totals.dials += verdict.dials;
    if (verdict.violation.empty()) continue;
    ++failures;
    FAIL_CHECK(report(shrink(world, auditor_of()), "[swarm]"));
  }
  for (std::size_t i = 0; i < kRarePathCount; ++i) totals.rare[i] = rare_path_counts[i] - before[i];
  return totals;
}

TEST_CASE("random worlds keep every invariant and come to their end and every rare path is reached", "[auditor][swarm]") {
  if (const auto seed = seed_asked_for()) {
    run_swarm(*seed, *seed + 1);
    return;
  }
  const Totals totals = run_swarm(1, 4001);
  CHECK(totals.dials > 50'000);
  CHECK(totals.checks > 10 * totals.dials);
  for (std::size_t i = 0; i < kRarePathCount; ++i) {
    std::cout << totals.rare[i] << '\t' << kRarePathWords[i] << '\n';
    INFO("never reached: " << kRarePathWords[i]);
    CHECK(totals.rare[i] > 0);
  }
}

TEST_CASE("thirty thousand more random worlds", "[.long][swarm]") { run_swarm(100'000, 130'000); }

// A planted bug, and the rule under which it is noticed.
struct Canary {
  const char* name;
  const char* rule;
  Bug bug;
};

std::vector<Canary> canaries() {
  const auto bug = [](CommandKind kind, auto change) { return Bug([=] { return world::with(kind, change); }); };
  return {
      {"a dialog is dropped", "invariant 6 (minutes)", [] { return world::without(CommandKind::dialog_recorded); }},
      {"talk is rounded down", "invariant 6 (minutes)", bug(CommandKind::dialog_recorded, [](Command& k) { k.billed -= kSecond; })},
      {"an attempt is counted twice", "invariant 4 (attempts end once)", bug(CommandKind::place_attempt, [](Command& k) { ++k.number; })},
  };
}

TEST_CASE("a planted bug is noticed and shrunk to a few lines", "[auditor][swarm]") {
  for (const Canary& canary : canaries()) {
    INFO(canary.name);
    const Judge judge = auditor_of(canary.bug);
    std::uint64_t seed = 1;
    while (judge(some_case(seed), nullptr).violation.empty()) ++seed;
    CHECK(seed < 5);
    const Shrunk shrunk = shrink(some_case(seed), judge);
    const std::string text = report(shrunk, "[swarm]");
    INFO(text);
    CHECK(shrunk.verdict.rule == canary.rule);
    CHECK(shrunk.needed.size() <= 4);
    CHECK(shrunk.history.size() <= 20);
    CHECK(text.find("DIALSIM_SWARM_SEED=" + std::to_string(seed) + " ") != std::string::npos);
  }
}

// The only report is lost and nobody gives the line up, so the campaign cannot end.
TEST_CASE("a campaign that does not come to its end is noticed", "[auditor][swarm]") {
  Case world;
  world.campaigns.resize(1);
  world.campaigns[0].contacts.resize(1);
  world.link.outcomes[index(AttemptOutcome::answered)] = 1;
  world.link.lost = 100;
  world.calm = SimTime{kMinute};
  Action schedule;
  schedule.input.kind = campaign::InputKind::schedule;
  world.actions = {schedule};
  CHECK(audit(world).rule == "liveness");
  world.campaigns[0].config.ring_timeout = world.campaigns[0].config.max_call = kMinute;
  CHECK(audit(world).violation.empty());
}

}  // namespace
}  // namespace sim::swarm
