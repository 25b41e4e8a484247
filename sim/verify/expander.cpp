#include "sim/verify/expander.hpp"

#include <algorithm>
#include <new>

#include "sim/base/check_trap.hpp"

namespace sim::verify {
namespace {

using campaign::Command;
using campaign::CommandKind;

bool is_single(const Choice& choice) { return !choice.time_passes && choice.first.kind == MoveKind::nothing; }

Effect effect_of(bool changed, const campaign::Commands& said) {
  if (std::ranges::any_of(said, [](const Command& command) { return command.kind == CommandKind::refused; })) return Effect::refused;
  return changed || !said.empty() ? Effect::effective : Effect::ignored;
}

// What is wrong with a choice that has just been taken, beside what an audit sees; `fed` is the first that it fed.
std::string complaint(const Choice& choice, const Fork& after, bool changed, const Fed& fed) {
  if (after.machine().next_deadline() <= after.now()) return "the next deadline is not after now";
  if (changed && is_void_report(choice)) return "a report for an attempt that is not live changed the machine";
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
  tried_.clear();
  Fork fork = before.fork;
  bool elsewhere = false;
  for (const Choice& choice : before.fork.choices()) {
    if (elsewhere) {
      fork = before.fork;
      log_.resize(before.fed);
      tried_.clear();
      elsewhere = false;
    }
    ++into.transitions;
    tried_.push_back(choice);
    const std::size_t from = log_.size();
    fork.take(choice, log_);
    const Digest after = digest_of(fork);
    elsewhere = after != before.digest;
    into.wrong = complaint(choice, fork, elsewhere, log_[from]);
    if (is_single(choice)) into.effects.count(log_[from].input.kind, effect_of(elsewhere, log_[from].commands));
    if (elsewhere && into.wrong.empty()) audit_tried(fork, into);
    if (!into.wrong.empty()) return;
    if (elsewhere && !choice.probe) add_successor(choice, after, fork, into.successors);
  }
  if (!elsewhere) audit_tried(fork, into);
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
