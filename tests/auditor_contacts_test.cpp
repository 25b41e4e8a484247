// What the auditor keeps of a sample of contacts, against a map.

#include <map>

#include "sim/world/auditor_contacts.hpp"
#include "tests/catch.hpp"
#include "tests/dice.hpp"

namespace sim::world::audit {
namespace {

TEST_CASE("due times of a sample are found where they were put, and in the order of the list", "[auditor]") {
  constexpr CallIndex kNone = 100'000;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    INFO("seed " << seed);
    swarm::Dice dice(seed);
    SampledDues dues;
    std::map<CallIndex, SimTime> plain;
    const std::uint32_t gap = dice.percent(50) ? 130 : 3;
    for (CallIndex call = static_cast<CallIndex>(dice.below(200)); call < 3000; call += dice.up_to(gap)) {
      const SimTime due{Duration{static_cast<std::int64_t>(call) * 7}};
      dues.append(call, due);
      plain.emplace(call, due);
    }
    for (int i = 0; i < 200; ++i) {
      const auto changed = plain.lower_bound(static_cast<CallIndex>(dice.below(3000)));
      if (changed == plain.end()) continue;
      changed->second = SimTime{dice.multiple(1000, kSecond)};
      dues[changed->first] = changed->second;
    }
    for (CallIndex from = 0; from < 3200; ++from) {
      const auto next = plain.lower_bound(from);
      REQUIRE(dues.next(from, kNone) == (next == plain.end() ? kNone : next->first));
    }
    const SampledDues& read = dues;
    for (const auto& [call, due] : plain) REQUIRE(read[call] == due);
  }
}

TEST_CASE("of a list beyond the complete books the same calls stay known, with the due times they had", "[auditor]") {
  const campaign::RetryPolicy policy;
  PhoneBook phones;
  ContactBook grown(policy, 3, 8), cut(policy, 3, 8);
  campaign::ContactBlock block;
  block.count = 1000;
  grown.keep_sample();
  grown.add(block, phones);
  cut.add(block, phones);
  for (CallIndex call = 0; call < cut.size(); ++call) cut.set_due(call, SimTime{call * kSecond});
  cut.keep_sample();
  grown.add(block, phones);
  cut.add(block, phones);
  std::uint32_t known = 0;
  for (CallIndex call = 0; call < cut.size(); ++call) {
    REQUIRE(grown.known(call) == cut.known(call));
    if (!cut.known(call)) continue;
    ++known;
    CHECK(grown.due(call) == kNever);
    CHECK(cut.due(call) == (call < 1000 ? SimTime{call * kSecond} : kNever));
  }
  CHECK(known > 150);
  CHECK(known < 350);
}

}  // namespace
}  // namespace sim::world::audit
