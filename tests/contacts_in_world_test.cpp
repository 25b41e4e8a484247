// Contacts of a file in a running campaign: what their columns and scripts do to the attempts.

#include "tests/catch.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using enum AttemptOutcome;

WorldConfig world_of(ContactFile file, std::uint32_t lines) {
  WorldConfig config = plain_world(0, lines);
  ContactList list;
  list.count = static_cast<std::uint32_t>(file.phones.size());
  list.file = std::make_shared<const ContactFile>(std::move(file));
  config.campaigns[0].contacts = {list};
  return config;
}

// "0 answered 0-10, 2 busy 10-13": call, outcome, seconds from and to.
std::string history(const WorldConfig& config) {
  std::string out;
  for (const Attempt& a : attempts_of(config)) {
    char text[96];
    std::snprintf(text, sizeof text, "%s%u %s %g-%g", out.empty() ? "" : ", ", a.call, std::string(word(a.outcome)).c_str(),
                  seconds(a.placed), seconds(a.ended));
    out += text;
  }
  return out;
}

const std::vector<std::string> kThree{"112", "113", "114"};
const std::vector<std::uint32_t> kOneEach{0, 1, 2, 3};
const std::vector<ScriptedOutcome> kTenSeconds{{answered, s(10)}, {answered, s(10)}, {answered, s(10)}};

TEST_CASE("scripts happen exactly, with the limits of the campaign", "[contacts][world]") {
  WorldConfig config = scripted_world({{{no_answer, {}, kNoLimit}, {busy, {}, s(3)}, {answered, s(42), s(8)}}}, 1);
  policy(config).ring_timeout = s(30);
  policy(config).max_call = s(40);
  policy(config).retry.max_attempts = 3;
  rule(config, no_answer).delays = {{s(60)}};
  rule(config, busy).delays = {{s(10)}};
  CHECK(history(config) == "0 no_answer 0-30, 0 busy 90-93, 0 answered 103-151");
}

TEST_CASE("a scripted pick-up after the ring timeout is a no_answer", "[contacts][world]") {
  WorldConfig config =
      scripted_world({{{answered, s(42), s(31)}}, {{answered, s(42), s(30)}}, {{busy, {}, s(31)}}, {{network_error, {}, s(31)}}}, 4);
  policy(config).ring_timeout = s(30);
  CHECK(history(config) == "0 no_answer 0-30, 1 answered 0-72, 2 busy 0-30, 3 network_error 0-31");
}

TEST_CASE("without a ring timeout a no_answer without duration takes no time", "[contacts][world]") {
  CHECK(history(scripted_world({{{no_answer, {}, kNoLimit}}}, 1)) == "0 no_answer 0-0");
}

TEST_CASE("no report of a scripted lost ever comes; the machine gives the attempt up", "[contacts][world]") {
  WorldConfig config = scripted_world({{{lost}, {answered, s(5)}}}, 1);
  policy(config).ring_timeout = s(30);
  policy(config).max_call = s(60);
  policy(config).grace = s(10);
  policy(config).retry.max_attempts = 2;
  rule(config, lost).delays = {{s(20)}};
  CHECK(history(config) == "0 lost 0-100, 0 answered 120-125");
}

TEST_CASE("higher priorities are dialed first, malformed ones never", "[contacts][world]") {
  const WorldConfig config = world_of({.phones = {"none", "113", "114"},
                                       .malformed = {1, 0, 0},
                                       .priorities = {9, -1, 0},
                                       .script_from = kOneEach,
                                       .scripted = kTenSeconds},
                                      1);
  CHECK(history(config) == "2 answered 0-10, 1 answered 10-20");
  CHECK(calls_in(run(config), campaign::CallStatus::technical_error) == 1);
}

TEST_CASE("contacts with one phone wait for each other, the others do not", "[contacts][world]") {
  const WorldConfig config =
      world_of({.phones = {"112", "112", "114"}, .phone_keys = {8, 8, 0}, .script_from = kOneEach, .scripted = kTenSeconds}, 3);
  CHECK(history(config) == "0 answered 0-10, 2 answered 0-10, 1 answered 10-20");
}

TEST_CASE("not_before waits, not_after is the first instant that is too late", "[contacts][world]") {
  const WorldConfig config = world_of({.phones = kThree,
                                       .not_before = {at_s(100), SimTime::min(), SimTime::min()},
                                       .not_after = {kNever, at_s(10), kNever},
                                       .script_from = kOneEach,
                                       .scripted = kTenSeconds},
                                      1);
  WorldConfig late = config;
  late.campaigns[0].starts = at_s(10);
  CHECK(history(config) == "1 answered 0-10, 2 answered 10-20, 0 answered 100-110");
  CHECK(history(late) == "2 answered 10-20, 0 answered 100-110");
  CHECK(calls_in(run(late), campaign::CallStatus::not_dialed) == 1);
}

TEST_CASE("calling hours are those of each row's own zone", "[contacts][world]") {
  WorldConfig config =
      world_of({.phones = kThree, .zones = {1, 0, ContactFile::kModelZone}, .script_from = kOneEach, .scripted = kTenSeconds}, 3);
  config.account.zones = {campaign::Zone({{SimTime::min(), Duration{0}}}), campaign::Zone({{SimTime::min(), -kHour}})};
  policy(config).hours = every_day(9, 20);
  CHECK(history(config) == "1 answered 32400-32410, 2 answered 32400-32410, 0 answered 36000-36010");
}

TEST_CASE("equal priorities and zones keep the order of the file across zones", "[contacts][world]") {
  WorldConfig config =
      world_of({.phones = kThree, .zones = {1, 0, 1}, .priorities = {5, 5, 7}, .script_from = kOneEach, .scripted = kTenSeconds}, 1);
  config.account.zones.resize(2);
  policy(config).hours = every_day(0, 24);
  CHECK(history(config) == "2 answered 0-10, 0 answered 10-20, 1 answered 20-30");
}

}  // namespace
}  // namespace sim::world
