// Who a call is: lists and files side by side in one campaign, what the machine gets of them, and whose draws, zone, phone and script
// each call has.

#include "sim/world/people.hpp"

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

constexpr ZoneIndex kBerlin = 0, kLisbon = 1, kMadeira = 2;

// Two segments: 0 is spread over two zones, 1 lives in a third one.
WorldConfig two_segments() {
  WorldConfig config = plain_world(0, 1);
  config.account.zones.resize(3);
  config.customers[0].model.zones = {{kBerlin, 0.75}, {kLisbon, 0.25}};
  config.customers.push_back({"islanders", {}});
  config.customers[1].model.zones = {{kMadeira, 1.0}};
  return config;
}

ContactList list_of(std::uint32_t list, std::uint32_t first_row, std::uint32_t count, std::uint16_t customers) {
  ContactList out;
  out.list = list;
  out.first_row = first_row;
  out.count = count;
  out.customers = customers;
  return out;
}

ContactList list_of(ContactFile file) {
  ContactList out = list_of(7, 0, static_cast<std::uint32_t>(file.phones.size()), 0);
  out.file = std::make_shared<const ContactFile>(std::move(file));
  return out;
}

bool says_nothing_special(const campaign::ContactBlock& block) {
  return block.phones.empty() && block.priorities.empty() && block.not_before.empty() && block.not_after.empty() && block.malformed.empty();
}

struct Rig {
  explicit Rig(WorldConfig world = two_segments())
      : config(std::move(world)), answers(compile_models(config)), people(config, answers, 0) {}
  WorldConfig config;
  models::Answers answers;
  People people;
};

TEST_CASE("a list in one zone is a number and a zone", "[people]") {
  Rig rig;
  const ContactList list = list_of(0, 0, 1000, 1);
  const campaign::ContactBlock block = rig.people.add(list);
  CHECK(block.count == 1000);
  CHECK(block.zone == kMadeira);
  CHECK(block.zones.empty());
  CHECK(says_nothing_special(block));
  CHECK(rig.people.bytes() == 0);
}

TEST_CASE("zones are drawn by list and row, whatever the campaign", "[people]") {
  Rig rig, other;
  const ContactList whole = list_of(3, 0, 10'000, 0), part = list_of(3, 5'000, 5'000, 0), strangers = list_of(4, 0, 10'000, 0);
  const std::vector<ZoneIndex> zones = rig.people.add(whole).zones;
  REQUIRE(zones.size() == 10'000);
  CHECK(std::abs(std::ranges::count(zones, kLisbon) - 2500) < 5 * 44);  // 44: a standard deviation
  CHECK(std::ranges::count(zones, kMadeira) == 0);
  const std::vector<ZoneIndex> again = other.people.add(part).zones;
  CHECK(std::equal(again.begin(), again.end(), zones.begin() + 5'000, zones.end()));
  CHECK(other.people.add(strangers).zones != zones);
}

TEST_CASE("calls of joined lists know their list, row, segment and zone", "[people]") {
  Rig rig;
  const ContactList first = list_of(0, 0, 3, 1), nobody = list_of(1, 0, 0, 0), second = list_of(2, 100, 50, 0);
  rig.people.add(first);
  rig.people.add(nobody);
  const std::vector<ZoneIndex> zones = rig.people.add(second).zones;
  CHECK(rig.people.size() == 53);

  const Person last_of_first = rig.people.person(2);
  CHECK(last_of_first.list == &first);
  CHECK(last_of_first.row == 2);
  CHECK(last_of_first.segment == 1);
  CHECK(last_of_first.zone == kMadeira);
  for (CallIndex call = 3; call < 53; ++call) {
    const Person person = rig.people.person(call);
    REQUIRE(person.list == &second);
    REQUIRE(person.row == 100 + (call - 3));
    REQUIRE(person.file_row == call - 3);
    REQUIRE(person.zone == zones[call - 3]);
    REQUIRE(rig.people.who(person).list == 2);
    REQUIRE(rig.people.who(person).row == person.row);
  }
}

TEST_CASE("people who are in several lists have one phone, all others are distinct without one", "[people]") {
  Rig rig;
  ContactList whole = list_of(3, 0, 10, 1), part = list_of(3, 5, 5, 1), others = list_of(4, 0, 10, 1);
  const ContactList alone = list_of(5, 0, 10, 1);
  whole.shared = part.shared = others.shared = true;
  const auto all = rig.people.add(whole).phones, some = rig.people.add(part).phones, strangers = rig.people.add(others).phones;
  REQUIRE(all.size() == 10);
  CHECK(std::equal(some.begin(), some.end(), all.begin() + 5, all.end()));
  for (const PhoneKey key : strangers) CHECK(std::ranges::count(all, key) == 0);
  CHECK(std::ranges::count(all, PhoneKey{0}) == 0);
  CHECK(rig.people.add(alone).phones.empty());
}

TEST_CASE("numbers that are made up differ by list and row", "[people]") {
  Rig rig;
  const ContactList a = list_of(0, 0, 2, 1), b = list_of(1, 0, 2, 1);
  rig.people.add(a);
  rig.people.add(b);
  CHECK(rig.people.phone(rig.people.person(0)) == "999000000000000");
  CHECK(rig.people.phone(rig.people.person(1)) == "999000000000001");
  CHECK(rig.people.phone(rig.people.person(3)) == "999001000000001");
}

TEST_CASE("a file of phones alone costs the machine nothing", "[people]") {
  Rig rig;
  const ContactList list = list_of({.phones = {"112", "113"}});
  CHECK(says_nothing_special(rig.people.add(list)));
  CHECK(rig.people.phone(rig.people.person(1)) == "113");
  CHECK(rig.people.scripted(rig.people.person(1), 1) == nullptr);
}

TEST_CASE("the machine gets the columns of a file as they are", "[people]") {
  Rig rig;
  const ContactList list = list_of({.phones = {"112", "113"},
                                    .phone_keys = {8, 0},
                                    .malformed = {0, 1},
                                    .priorities = {-1, 2},
                                    .not_before = {at_s(1), SimTime::min()},
                                    .not_after = {kNever, at_s(9)}});
  const campaign::ContactBlock block = rig.people.add(list);
  CHECK(block.count == 2);
  CHECK(block.phones == list.file->phone_keys);
  CHECK(block.malformed == list.file->malformed);
  CHECK(block.priorities == list.file->priorities);
  CHECK(block.not_before == list.file->not_before);
  CHECK(block.not_after == list.file->not_after);
}

TEST_CASE("a row's own zone and segment come before the list's", "[people]") {
  constexpr std::uint16_t kList = ContactFile::kDefaultSegment;
  constexpr ZoneIndex kDrawn = ContactFile::kModelZone;
  Rig rig, plain;
  const ContactList list =
      list_of({.phones = {"1", "2", "3", "4"}, .customers = {kList, 1, 1, kList}, .zones = {kDrawn, kDrawn, kBerlin, kMadeira}});
  const std::vector<ZoneIndex> zones = rig.people.add(list).zones;
  const ContactList same_draws = list_of(7, 0, 4, 0);
  const std::vector<ZoneIndex> drawn = plain.people.add(same_draws).zones;
  CHECK(zones == std::vector<ZoneIndex>{drawn[0], kMadeira, kBerlin, kMadeira});
  CHECK(rig.people.person(0).segment == 0);
  CHECK(rig.people.person(1).segment == 1);
  CHECK(rig.people.person(2).zone == kBerlin);
}

TEST_CASE("scripts go on with their last outcome, and rows without one are left to the model", "[people]") {
  using enum AttemptOutcome;
  Rig rig;
  const ContactList before = list_of(0, 0, 1, 1);
  const ContactList list =
      list_of({.phones = {"1", "2", "3"}, .script_from = {0, 2, 2, 3}, .scripted = {{no_answer}, {busy, {}, s(3)}, {answered, s(42)}}});
  rig.people.add(before);
  rig.people.add(list);
  const auto outcome = [&](CallIndex call, std::uint32_t attempt) { return rig.people.scripted(rig.people.person(call), attempt); };
  CHECK(outcome(0, 1) == nullptr);
  CHECK(outcome(1, 1)->outcome == no_answer);
  CHECK(outcome(1, 2)->outcome == busy);
  CHECK(outcome(1, 3) == outcome(1, 2));
  CHECK(outcome(1, 255) == outcome(1, 2));
  CHECK(outcome(2, 1) == nullptr);
  CHECK(outcome(3, 1)->talk == s(42));
}

}  // namespace
}  // namespace sim::world
