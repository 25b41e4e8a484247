#include "sim/cli/exploration_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <sstream>
#include <vector>

#include "sim/cli/console.hpp"
#include "sim/cli/options.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/verify/history.hpp"

namespace sim::cli {
namespace {

using verify::Effect;

constexpr std::string_view kEraseLine = "\r\x1b[K";

std::string count(std::uint64_t n) { return report::grouped(static_cast<double>(n)); }

std::string effects_table(const verify::EffectCounts& effects) {
  std::string text = fmt::format("\n  {:<18}{:>14}{:>14}{:>14}\n", "input", "refused", "ignored", "effective");
  for (std::size_t k = 0; k < verify::kInputKindCount; ++k) {
    const auto kind = static_cast<campaign::InputKind>(k);
    text += fmt::format("  {:<18}{:>14}{:>14}{:>14}\n", verify::word(kind), count(effects.of(kind, Effect::refused)),
                        count(effects.of(kind, Effect::ignored)), count(effects.of(kind, Effect::effective)));
  }
  return text + "\n";
}

}  // namespace

std::string world_line(const verify::SmallWorld& world) {
  constexpr std::size_t kColumns = 80, kWhat = 20;
  std::istringstream what{(world.deep ? "(--deep) " : "") + world.what};
  const std::vector<std::string> words{std::istream_iterator<std::string>(what), {}};
  std::string lines = report::filled(words, kColumns, kWhat);
  return lines.replace(0, kWhat, report::left("  " + world.name, kWhat));
}

std::string exploration_row(const verify::SmallWorld& world, const verify::Exploration& found) {
  const std::string states = count(found.states) + (found.complete ? "" : "+");
  return fmt::format("  {:<18}{:>12} states {:>14} transitions{:>5} deep\n", world.name, states, count(found.transitions), found.depth);
}

std::string exploration_summary(const verify::Exploration& all, double seconds) {
  std::string text = effects_table(all.effects);
  text += fmt::format("{} states, {} transitions, {} comparisons by the auditor in {:.0f} s\n", count(all.states), count(all.transitions),
                      count(all.checks), seconds);
  if (all.finding) return text;
  if (all.complete) return text + "no invariant is broken, and from every state an end can be reached\n";
  return text + "no invariant is broken in the states visited; those marked + have more\n";
}

std::string exploration_progress(const verify::SmallWorld& world, const verify::Exploration& so_far) {
  return fmt::format("{}: {} of {} states known so far, {} transitions", world.name, count(so_far.expanded), count(so_far.states),
                     count(so_far.transitions));
}

std::string path_command(const verify::SmallWorld& world, const std::vector<std::uint32_t>& numbers) {
  return fmt::format("dialsim verify --world {} --replay {}", shell_quoted(world.name), fmt::join(numbers, ","));
}

ExplorationMeter::ExplorationMeter(bool quiet, const std::atomic<bool>& stop)
    : style_(quiet                        ? ProgressStyle::none
             : is_terminal(Stream::error) ? ProgressStyle::bar
                                          : ProgressStyle::lines),
      stop_(stop) {}

void ExplorationMeter::show(const verify::SmallWorld& world, const verify::Exploration& so_far) {
  if (style_ == ProgressStyle::none || stop_) return;
  const bool redrawn = style_ == ProgressStyle::bar;
  const std::chrono::duration<double> since = Clock::now() - last_;
  if (since.count() < (redrawn ? std::chrono::duration<double>(ProgressMeter::kRedraw).count() : ProgressMeter::kLineEvery_s)) return;
  last_ = Clock::now();
  const std::string text = exploration_progress(world, so_far);
  say(redrawn ? std::string(kEraseLine) + report::at_most(text, terminal_width() - 1) : text + "\n");
  drawn_ = redrawn;
}

void ExplorationMeter::erase() {
  if (drawn_) say(kEraseLine);
  drawn_ = false;
}

}  // namespace sim::cli
