// Lines of a trace for a machine of two campaigns. What is fed is written as it was read.

#include "sim/verify/trace_replay.hpp"
#include "sim/world/trace_text.hpp"
#include "tests/fuzz/targets.hpp"

namespace sim::fuzz {
namespace {

constexpr std::uint32_t kMostContacts = 10'000;  // more would only take memory

world::WorldConfig two_campaigns() {
  world::WorldConfig world;
  world.account.lines = 3;
  world.account.zones = {campaign::Zone{}, campaign::Zone{{{SimTime::min(), kHour}}}};
  world.account.balance = kHour;
  world.account.unique_users = 3;
  world.campaigns.resize(2);
  campaign::CampaignConfig& first = world.campaigns[0].config;
  first.lines = 2;
  first.ring_timeout = first.max_call = kMinute;
  first.retry.max_attempts = 3;
  for (campaign::OutcomeRule& rule : first.retry.rules) rule.delays = {{kMinute}, {{}, true, 1, 9 * kHour}};
  world.campaigns[1].config.ends = SimTime{kDay};
  return world;
}

void check_written(std::string_view line, const world::TracedInput& traced) {
  campaign::Input input = traced.input;
  input.contacts = &traced.contacts;
  const std::string written = world::input_text(traced.at, input, traced.place);
  const auto again = world::read_input(written);
  if (!again) throw Finding(std::string(line) + " is written as " + written);
  input = again->input;
  input.contacts = &again->contacts;
  if (world::input_text(again->at, input, again->place) != written) throw Finding(std::string(line) + " changes when it is written");
}

}  // namespace

void feed_trace(std::string_view bytes) {
  static const world::WorldConfig world = two_campaigns();
  verify::TraceReplay replay(world);
  std::vector<std::string> said;
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
    world::is_input_line(line);
    const auto traced = world::read_input(line);
    if (traced && traced->contacts.count > kMostContacts) continue;
    if (traced) check_written(line, *traced);
    if (!replay.feed(line, said).empty()) continue;
    std::vector<std::int64_t> state;
    replay.machine().append_canonical_state(state);
  }
}

}  // namespace sim::fuzz
