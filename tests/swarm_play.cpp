#include "tests/swarm_play.hpp"

#include <algorithm>

#include "sim/random/philox.hpp"
#include "tests/dice.hpp"

namespace sim::swarm {
namespace {

using campaign::Command;
using campaign::CommandKind;
using campaign::ContactBlock;
using campaign::Input;
using campaign::InputClass;
using campaign::InputKind;

InputClass class_of(const Input& input) {
  if (input.kind == InputKind::failure_ended) return InputClass::failure_ended;
  return input.kind == InputKind::failure_began ? InputClass::failure_began : InputClass::command;
}

// Dice of their own for each attempt of each contact.
Dice dice_of(std::uint64_t seed, std::uint32_t contact, std::uint32_t attempt) {
  const random::Block block =
      random::philox({contact, attempt, 0, 0}, {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  return Dice(std::uint64_t{block[0]} << 32 | block[1]);
}

}  // namespace

Play::Play(const Case& world) : case_(world) {
  for (const PlannedCampaign& planned : case_.campaigns) ids_.push_back(planned.left_out ? kNobody : campaigns_++);
  rolls_.resize(campaigns_ + 1);
  add_campaigns();
  add_actions();
  if (case_.horizon == kNever) add_repair();
}

void Play::add(SimTime at, InputClass order, const Input& input, std::uint32_t line) {
  pending_.emplace(Key{at, order, line, sequence_++}, input);
}

const ContactBlock* Play::block_of(const std::vector<Contact>& contacts) {
  ContactBlock& block = blocks_.emplace_back();
  std::vector<std::uint32_t>& ids = contacts_[&block];
  for (const Contact& contact : contacts) {
    if (contact.left_out) continue;
    ids.push_back(contact.id);
    block.zones.push_back(contact.zone);
    block.phones.push_back(contact.phone);
    block.priorities.push_back(contact.priority);
    block.not_before.push_back(contact.not_before);
    block.not_after.push_back(contact.not_after);
    block.malformed.push_back(contact.malformed ? 1 : 0);
  }
  block.count = static_cast<std::uint32_t>(ids.size());
  // Columns that nobody needs are left out, as a caller would: the machine then stores the contacts as ranges.
  const auto needed = [&](auto& column, auto neutral) {
    if (std::ranges::all_of(column, [&](auto value) { return value == neutral; })) column.clear();
  };
  needed(block.phones, PhoneKey{0});
  needed(block.priorities, 0);
  needed(block.not_before, SimTime::min());
  needed(block.not_after, kNever);
  needed(block.malformed, std::uint8_t{0});
  if (block.count > 0) block.zone = block.zones.front();
  needed(block.zones, block.zone);
  return &block;
}

void Play::add_campaigns() {
  for (std::uint32_t c = 0; c < case_.campaigns.size(); ++c) {
    const PlannedCampaign& planned = case_.campaigns[c];
    if (planned.left_out) continue;
    Input input;
    input.kind = InputKind::create;
    input.config = &planned.config;
    add(planned.created, InputClass::command, input);
    input = {};
    input.kind = InputKind::add_contacts;
    input.campaign = CampaignId{ids_[c]};
    input.contacts = block_of(planned.contacts);
    add(planned.created, InputClass::command, input);
  }
}

void Play::add_actions() {
  for (const Action& action : case_.actions) {
    if (action.left_out) continue;
    Input input = action.input;
    const std::uint32_t c = index(input.campaign);
    if (c < ids_.size() && ids_[c] == kNobody) continue;
    input.campaign = CampaignId{c < ids_.size() ? ids_[c] : campaigns_};
    if (input.kind == InputKind::add_contacts) input.contacts = block_of(action.contacts);
    add(action.at, class_of(input), input);
  }
}

// At the calm the outages are over and minutes are bought; when nothing is left of the faults, whatever can still run is set going.
void Play::add_repair() {
  Input input;
  input.kind = InputKind::failure_ended;
  for (std::uint32_t cause = 0; cause < kCauses; ++cause) {
    input.cause = FailureCause{cause};
    add(case_.calm, InputClass::failure_ended, input);
  }
  input = {};
  input.kind = InputKind::buy_minutes;
  input.amount = 1000 * kHour;
  add(case_.calm, InputClass::command, input);
  const SimTime repaired = case_.repaired();
  for (const InputKind kind : {InputKind::schedule, InputKind::resume}) {
    for (std::uint32_t c = 0; c < campaigns_; ++c) {
      input = {};
      input.kind = kind;
      input.campaign = CampaignId{c};
      input.at = repaired;
      add(repaired, InputClass::command, input);
    }
  }
}

std::vector<Input> Play::take(SimTime now) {
  std::vector<Input> inputs;
  for (; next() == now; pending_.erase(pending_.begin())) {
    const Input& input = inputs.emplace_back(pending_.begin()->second);
    if (input.kind != InputKind::add_contacts) continue;
    Roll& roll = rolls_[index(input.campaign)];
    const std::vector<std::uint32_t>& ids = contacts_[input.contacts];
    roll.blocks.push_back(roll.ids.size());
    roll.ids.insert(roll.ids.end(), ids.begin(), ids.end());
  }
  if (inputs.empty()) inputs.push_back({});
  return inputs;
}

void Play::hear(SimTime now, const Command& command) {
  if (command.kind == CommandKind::place_attempt) return add_reports(now, command);
  if (command.kind != CommandKind::refused || command.input != InputKind::add_contacts) return;
  Roll& roll = rolls_[index(command.campaign)];  // of several blocks in one instant those that come later are refused
  roll.ids.resize(roll.blocks.back());
  roll.blocks.pop_back();
}

// Usually the end of the attempt, perhaps more, perhaps nothing.
void Play::add_reports(SimTime now, const Command& dial) {
  const Link link = case_.link_at(now);
  Dice dice = dice_of(case_.seed, rolls_[index(dial.campaign)].ids[dial.call], dial.number);
  Input end;
  end.kind = InputKind::attempt_ended;
  end.attempt = dial.attempt;
  end.outcome = static_cast<AttemptOutcome>(dice.pick(link.outcomes));
  const SimTime answered = now + dice.multiple(Link::kRinging + 1, link.step);
  if (picked_up(end.outcome))
    end.amount = dice.multiple(link.talk_steps, 10 * kSecond) + Duration{static_cast<std::int64_t>(dice.below(2))};
  // In half of the cases the talk takes its time, in the others ends fall together on the grid.
  const SimTime over = answered + (dice.percent(50) ? end.amount : dice.multiple(Link::kTalking + 1, link.step));
  const auto report = [&](SimTime at, const Input& input) { add(at, InputClass::report, input, line_of(input.attempt)); };
  if (dice.percent(end.outcome == AttemptOutcome::answered ? link.pick_ups : link.pick_ups / 8)) {
    Input pick_up = end;
    pick_up.kind = InputKind::attempt_answered;
    report(dice.percent(5) ? over + link.step : answered, pick_up);
  }
  const SimTime heard = dice.percent(link.late) ? over + dice.multiple(Link::kLate + 1, link.step) : over;
  if (!dice.percent(link.lost)) report(heard, end);
  if (dice.percent(link.duplicated)) report(heard + dice.multiple(4, link.step), end);
  if (!dice.percent(link.of_nobody)) return;
  end.attempt = attempt_id(number_of(dial.attempt) + 7, line_of(dial.attempt) + static_cast<std::uint32_t>(dice.below(3)));
  report(over, end);
}

}  // namespace sim::swarm
