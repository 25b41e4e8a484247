#include "sim/verify/expander.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "sim/base/check_trap.hpp"

namespace sim::verify {
namespace {

using campaign::Command;
using campaign::CommandKind;

Effect effect_of(bool changed, const campaign::Commands& said) {
  if (std::ranges::any_of(said, [](const Command& command) { return command.kind == CommandKind::refused; })) return Effect::refused;
  return changed || !said.empty() ? Effect::effective : Effect::ignored;
}

// What is wrong with a choice that has just been taken, beside what an audit sees; `fed` is the first that it fed.
std::string complaint(const Choice& choice, const Fork& after, bool changed, const Fed& fed) {
  if (after.machine().next_deadline() <= after.now()) return "the next deadline is not after now";
  if (changed && is_single(choice) && is_void_report(choice.last)) return "a report for an attempt that is not live changed the machine";
  if (is_single(choice) && is_campaign_command(fed.input.kind) && effect_of(changed, fed.commands) == Effect::ignored)
    return "a command on a campaign had no effect and was not refused";
  return {};
}

// Runs something that feeds the machine; says what it threw.
template <typename Attempt>
std::string guarded(const Attempt& attempt) {
  const CheckTrap trap;
  try {
    return attempt();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& thrown) {
    return std::string("the machine or its auditor failed: ") + thrown.what();
  }
}

void add_successor(const Choice& choice, const Digest& digest, const Fork& fork, std::vector<Successor>& successors) {
  auto known = std::ranges::find(successors, digest, &Successor::digest);
  if (known == successors.end()) known = successors.insert(known, {digest, choice, fork.is_over(), false});
  known->helps = known->helps || helps(choice);
}

}  // namespace

struct Expander::Before {
  const Fork& fork;
  const Path& path;
  Digest digest;
  std::size_t fed;
};

Digest Expander::digest_of(const Fork& fork) {
  words_.clear();
  fork.append_state(words_);
  return verify::digest_of(words_);
}

Expansion Expander::expand(const Path& path) {
  log_.clear();
  Fork here(world_, log_);
  for (const Choice& choice : path) here.take(choice, log_);
  const Before before{here, path, digest_of(here), log_.size()};
  Expansion into;
  const std::string thrown = guarded([&] {
    try_choices(before, into);
    return std::string();
  });
  if (into.wrong.empty()) into.wrong = thrown;
  if (!into.wrong.empty()) find_least(before, into);
  return into;
}

void Expander::try_choices(const Before& before, Expansion& into) {
  Fork fork = before.fork;
  tried_.clear();
  std::vector<Move> idle, idle_later;
  Digest after_time;
  bool elsewhere = false;
  for (const Choice& choice : before.fork.choices()) {
    if (choice.time_passes && choice.first.kind == MoveKind::nothing && std::ranges::find(idle, choice.last) != idle.end()) {
      idle_later.push_back(choice.last);
      continue;
    }
    if (elsewhere) begin_again(before, fork);
    const std::size_t from = log_.size();
    const Digest after = try_one(choice, before, fork, into);
    if (!into.wrong.empty()) return;
    elsewhere = after != before.digest;
    if (choice == Choice{.time_passes = true}) after_time = after;
    if (!is_single(choice)) continue;
    const Effect effect = effect_of(elsewhere, log_[from].commands);
    into.effects.count(log_[from].input.kind, effect);
    if (effect == Effect::refused || (effect == Effect::ignored && is_void_report(choice.last))) idle.push_back(choice.last);
  }
  if (!elsewhere) audit_tried(fork, into);
  if (!idle_later.empty() && into.wrong.empty()) try_idle(idle_later, after_time, before, fork, into);
}

void Expander::begin_again(const Before& before, Fork& fork) {
  fork = before.fork;
  log_.resize(before.fed);
  tried_.clear();
}

// Returns what it leads to.
Digest Expander::try_one(const Choice& choice, const Before& before, Fork& fork, Expansion& into) {
  ++into.transitions;
  tried_.push_back(choice);
  const std::size_t from = log_.size();
  fork.take(choice, log_);
  const Digest after = digest_of(fork);
  const bool elsewhere = after != before.digest;
  into.wrong = complaint(choice, fork, elsewhere, log_[from]);
  if (elsewhere && into.wrong.empty()) audit_tried(fork, into);
  if (elsewhere && into.wrong.empty() && !choice.probe) add_successor(choice, after, fork, into.successors);
  return after;
}

// What is idle now, once more when time has passed. Whatever is not idle then is tried by itself.
void Expander::try_idle(const std::vector<Move>& moves, const Digest& after_time, const Before& before, Fork& fork, Expansion& into) {
  begin_again(before, fork);
  for (const Move& move : moves) tried_.push_back({true, {}, move});
  const Path each = tried_;
  std::string together;
  if (fork.take_idle(moves, log_) && digest_of(fork) == after_time) {
    audit_tried(fork, into);
    together = std::exchange(into.wrong, {});
    if (together.empty()) {
      into.transitions += moves.size();
      return;
    }
  }
  for (const Choice& choice : each) {
    begin_again(before, fork);
    if (try_one(choice, before, fork, into) == before.digest) audit_tried(fork, into);
    if (!into.wrong.empty()) return;
  }
  into.wrong = together;
}

void Expander::audit_tried(const Fork& fork, Expansion& into) {
  const AuditReport report = audit(world_.account, log_, fork.machine());
  into.checks += report.checks;
  into.wrong = report.violation;
}

void Expander::find_least(const Before& before, Expansion& into) {
  const Path tried = tried_;
  for (const Choice& choice : tried) {
    into.path_to_wrong = before.path;
    into.path_to_wrong.push_back(choice);
    const std::string wrong = try_path(into.path_to_wrong, log_);
    if (wrong.empty()) continue;
    into.wrong = wrong;
    return;
  }
  into.path_to_wrong = before.path;
  into.path_to_wrong.insert(into.path_to_wrong.end(), tried.begin(), tried.end());
}

std::string Expander::try_path(const Path& path, std::vector<Fed>& log) {
  log.clear();
  return guarded([&] {
    Fork fork(world_, log);
    for (const Choice& choice : path) {
      const Digest before = digest_of(fork);
      const std::size_t from = log.size();
      fork.take(choice, log);
      std::string wrong = complaint(choice, fork, digest_of(fork) != before, log[from]);
      if (!wrong.empty()) return wrong;
    }
    return audit(world_.account, log, fork.machine()).violation;
  });
}

}  // namespace sim::verify
