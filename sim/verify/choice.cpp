#include "sim/verify/choice.hpp"

#include <algorithm>

namespace sim::verify {
namespace {

using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

constexpr CampaignId kUnknownCampaign{99};
constexpr AttemptId kUnknownAttempt = attempt_id(1'000'000, 0);
constexpr std::uint16_t kScripts = 2;

InputKind kind_of(const Move& move) {
  switch (move.kind) {
    case MoveKind::nothing:
      return InputKind::tick;
    case MoveKind::pick_up:
    case MoveKind::pick_up_again:
    case MoveKind::unknown_pick_up:
      return InputKind::attempt_answered;
    case MoveKind::end:
    case MoveKind::end_again:
    case MoveKind::unknown_end:
      return InputKind::attempt_ended;
    case MoveKind::create:
      return InputKind::create;
    case MoveKind::schedule_now:
    case MoveKind::schedule_later:
      return InputKind::schedule;
    case MoveKind::pause:
      return InputKind::pause;
    case MoveKind::on_unknown_campaign:
      return static_cast<InputKind>(move.how);
    case MoveKind::resume:
      return InputKind::resume;
    case MoveKind::finish:
      return InputKind::finish;
    case MoveKind::remove:
      return InputKind::remove;
    case MoveKind::add_contacts:
      return InputKind::add_contacts;
    case MoveKind::change_script:
      return InputKind::change_script;
    case MoveKind::buy_minutes:
      return InputKind::buy_minutes;
    case MoveKind::failure_began:
      return InputKind::failure_began;
    case MoveKind::failure_ended:
      return InputKind::failure_ended;
  }
  return InputKind::tick;
}

bool helps(const Move& move) {
  switch (move.kind) {
    case MoveKind::pause:
    case MoveKind::finish:
    case MoveKind::remove:
    case MoveKind::failure_began:
      return false;
    default:
      return true;
  }
}

constexpr std::uint8_t index_of(InputKind kind) { return static_cast<std::uint8_t>(kind); }

}  // namespace

bool helps(const Choice& choice) { return helps(choice.first) && helps(choice.last); }

bool is_single(const Choice& choice) { return !choice.time_passes && choice.first.kind == MoveKind::nothing; }

bool is_void_report(const Move& move) { return move.kind >= MoveKind::pick_up_again && move.kind <= MoveKind::unknown_end; }

Fork::Fork(const SmallWorld& world, std::vector<Fed>& log) : world_(&world), machine_(world.account) {
  if (may(InputKind::create)) return;
  for (std::size_t c = 0; c < world.campaigns.size(); ++c) take({.last = {MoveKind::create}}, log);
}

bool Fork::may(InputKind kind) const { return std::ranges::find(world_->inputs, kind) != world_->inputs.end(); }

Fork::Moves Fork::reports() const {
  Moves moves;
  for (const Live& live : live_) {
    moves.add(world_->pick_ups, {MoveKind::pick_up, live.line});
    for (std::uint8_t how = 0; how < world_->ends.size(); ++how) moves.add(true, {MoveKind::end, live.line, how});
  }
  if (over_last_ != AttemptId{}) {
    moves.add(true, {MoveKind::pick_up_again});
    moves.add(true, {MoveKind::end_again});
  }
  moves.add(true, {MoveKind::unknown_pick_up});
  moves.add(true, {MoveKind::unknown_end});
  return moves;
}

void Fork::add_campaign_moves(std::uint8_t c, Moves& moves) const {
  static constexpr std::pair<InputKind, MoveKind> kMoves[] = {{InputKind::schedule, MoveKind::schedule_now},
                                                              {InputKind::schedule, MoveKind::schedule_later},
                                                              {InputKind::pause, MoveKind::pause},
                                                              {InputKind::resume, MoveKind::resume},
                                                              {InputKind::finish, MoveKind::finish},
                                                              {InputKind::remove, MoveKind::remove},
                                                              {InputKind::change_script, MoveKind::change_script}};
  for (const auto& [kind, move] : kMoves) moves.add(may(kind), {move, c});
  const SmallCampaign& small = world_->campaigns[c];
  const bool room = machine_.view(CampaignId{c}).calls + small.more.count <= small.most_calls;
  moves.add(may(InputKind::add_contacts) && room, {MoveKind::add_contacts, c});
}

Fork::Moves Fork::commands() const {
  Moves moves;
  for (std::uint8_t c = 0; c < machine_.campaigns(); ++c) add_campaign_moves(c, moves);
  moves.add(machine_.campaigns() < world_->campaigns.size(), {MoveKind::create});
  for (auto kind = index_of(InputKind::schedule); kind <= index_of(InputKind::change_script); ++kind)
    moves.add(false, {MoveKind::on_unknown_campaign, 0, kind});
  moves.add(may(InputKind::buy_minutes) && machine_.account().balance < world_->bought_below, {MoveKind::buy_minutes});
  for (std::uint8_t cause = 0; cause < world_->causes; ++cause) {
    moves.add(may(InputKind::failure_ended), {MoveKind::failure_ended, cause});
    moves.add(may(InputKind::failure_began), {MoveKind::failure_began, cause});
  }
  return moves;
}

std::vector<Choice> Fork::choices() const {
  std::vector<Choice> choices{{}, {.time_passes = true}};
  const Moves heard = reports(), done = commands();
  for (const bool passes : {false, true}) {
    for (const Move& move : heard.followed) choices.push_back({passes, {}, move});
    for (const Move& move : done.followed) choices.push_back({passes, {}, move});
    if (!world_->several_inputs) continue;
    for (const Move& report : heard.followed) {
      for (const Move& move : done.followed) choices.push_back({passes, report, move});
    }
  }
  for (const Moves* moves : {&heard, &done}) {
    for (const Move& move : moves->probed) choices.push_back({.last = move, .probe = true});
  }
  return choices;
}

Input Fork::input_of(const Move& move, SimTime at) const {
  Input input;
  input.kind = kind_of(move);
  input.campaign = move.kind == MoveKind::on_unknown_campaign ? kUnknownCampaign : CampaignId{move.which};
  input.cause = FailureCause{move.which};
  input.amount = world_->purchase;
  input.at = at;
  const auto is = [&](MoveKind kind) { return move.kind == kind; };
  if (is(MoveKind::schedule_later)) input.at = at + world_->campaigns[move.which].starts_later;
  if (is(MoveKind::create)) input.config = &world_->campaigns[next_campaign()].config;
  if (input.kind == InputKind::add_contacts) input.contacts = &world_->campaigns[move.which].more;
  if (is(MoveKind::change_script)) {
    input.script = ScriptId{static_cast<std::uint16_t>((index(machine_.view(CampaignId{move.which}).script) + 1) % kScripts)};
  }
  if (input.kind == InputKind::attempt_ended) {
    input.outcome = world_->ends[move.how].outcome;
    input.amount = world_->ends[move.how].talk;
  }
  if (is(MoveKind::pick_up) || is(MoveKind::end)) input.attempt = std::ranges::find(live_, move.which, &Live::line)->attempt;
  if (is(MoveKind::pick_up_again) || is(MoveKind::end_again)) input.attempt = over_last_;
  if (is(MoveKind::unknown_pick_up) || is(MoveKind::unknown_end)) input.attempt = kUnknownAttempt;
  return input;
}

std::uint32_t Fork::next_campaign() const {
  return static_cast<std::uint32_t>(std::min(machine_.campaigns(), world_->campaigns.size() - 1));
}

void Fork::take(const Choice& choice, std::vector<Fed>& log) {
  if (choice.time_passes) now_ = next_instant();
  const std::uint32_t created = next_campaign();
  if (choice.first.kind != MoveKind::nothing) feed(now_, input_of(choice.first, now_), false, log);
  feed(now_, input_of(choice.last, now_), true, log);
  if (choice.last.kind != MoveKind::create) return;
  Input contacts;
  contacts.kind = InputKind::add_contacts;
  contacts.campaign = CampaignId{static_cast<std::uint32_t>(machine_.campaigns() - 1)};
  contacts.contacts = &world_->campaigns[created].contacts;
  feed(now_, contacts, true, log);
}

bool Fork::take_idle(const std::vector<Move>& moves, std::vector<Fed>& log) {
  now_ = next_instant();
  bool reporting = true;
  for (const Move& move : moves) {
    if (reporting && !is_void_report(move)) {  // between reports and commands a cool-down may end; that is no answer to a command
      feed(now_, {}, false, log);
      reporting = false;
    }
    feed(now_, input_of(move, now_), false, log);
    const auto is_more = [](const Command& command) { return command.kind != CommandKind::refused; };
    if (std::ranges::any_of(log.back().commands, is_more)) return false;
  }
  feed(now_, {}, true, log);
  return true;
}

void Fork::feed(SimTime at, const Input& input, bool ends_instant, std::vector<Fed>& log) {
  Fed& fed = log.emplace_back(Fed{at, input, ends_instant, {}});
  world_->feed(machine_, fed);
  const auto over = [&](AttemptId attempt) {
    if (std::erase_if(live_, [&](const Live& l) { return l.attempt == attempt; }) > 0) over_last_ = attempt;
  };
  if (fed.input.kind == InputKind::attempt_ended) over(fed.input.attempt);
  for (const Command& command : fed.commands) {
    if (command.kind == CommandKind::attempt_over) over(command.attempt);
    if (command.kind == CommandKind::place_attempt) live_.push_back({command.attempt, static_cast<std::uint8_t>(line_of(command.attempt))});
  }
  std::ranges::sort(live_, {}, &Live::line);
}

bool Fork::is_over() const {
  if (machine_.campaigns() < world_->campaigns.size()) return false;
  for (std::uint32_t c = 0; c < machine_.campaigns(); ++c) {
    const bool too_late = machine_.view(CampaignId{c}).status == CampaignStatus::draft && world_->campaigns[c].config.ends <= now_;
    if (!machine_.drained(CampaignId{c}) && !too_late) return false;
  }
  return true;
}

void Fork::append_state(std::vector<std::int64_t>& words) const {
  machine_.append_canonical_state(words);
  if (world_->period) words.push_back(us(now_) % us(*world_->period));
  if (!may(InputKind::add_contacts)) return;
  for (std::uint32_t c = 0; c < machine_.campaigns(); ++c) words.push_back(machine_.view(CampaignId{c}).calls);
}

}  // namespace sim::verify
