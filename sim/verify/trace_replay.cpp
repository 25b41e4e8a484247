#include "sim/verify/trace_replay.hpp"

#include <algorithm>
#include <limits>

#include "sim/world/trace_text.hpp"

namespace sim::verify {

using campaign::ContactBlock;
using campaign::Input;
using campaign::InputKind;

std::string TraceReplay::feed(std::string_view line, std::vector<std::string>& said) {
  std::optional<world::TracedInput> traced = world::read_input(line);
  if (!traced) return "this is not an input";
  if (traced->at < now_) return "time goes back";
  if (std::string problem = problem_with(traced->input, traced->contacts); !problem.empty()) return problem;
  now_ = traced->at;
  if (traced->input.kind == InputKind::create) traced->input.config = &world_.campaigns[index(traced->input.campaign)].config;
  if (traced->input.kind == InputKind::add_contacts) traced->input.contacts = &traced->contacts;
  campaign::Commands commands;
  if (traced->place == world::WithinInstant::last) {
    machine_.step(now_, traced->input, commands);
  } else {
    machine_.accept(now_, traced->input, commands);
  }
  for (const campaign::Command& command : commands) said.push_back(world::command_text(now_, command));
  return "";
}

std::string TraceReplay::problem_with(const Input& input, const ContactBlock& contacts) const {
  if (input.kind == InputKind::create) {
    if (index(input.campaign) != machine_.campaigns()) return "campaigns are created in their order";
    if (index(input.campaign) >= world_.campaigns.size()) return "the scenario has no such campaign";
  }
  if (input.kind == InputKind::buy_minutes && input.amount <= Duration{0}) return "minutes that are bought are more than none";
  if (input.amount < Duration{0}) return "a talk takes no less than no time";
  if (input.kind != InputKind::add_contacts) return "";
  const auto known = [this](ZoneIndex zone) { return zone < world_.account.zones.size(); };
  if (!known(contacts.zone) || !std::ranges::all_of(contacts.zones, known)) return "the scenario has no such time zone";
  if (index(input.campaign) >= machine_.campaigns()) return "";
  const std::uint32_t calls = machine_.view(input.campaign).calls;
  return contacts.count > std::numeric_limits<std::uint32_t>::max() - calls ? "there are more contacts than a campaign holds" : "";
}

}  // namespace sim::verify
