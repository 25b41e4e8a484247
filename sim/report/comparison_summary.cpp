#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/comparison_files.hpp"
#include "sim/report/metric_text.hpp"
#include "sim/report/plain_text.hpp"

namespace sim::report {
namespace {

using experiment::Comparison;
using experiment::Contrast;
using stats::PairedDifference;

constexpr std::size_t kWidth = 80, kMostDifferences = 12;
// Of the table; with the indent they make 80.
constexpr std::size_t kIndent = 3, kMetric = 15, kMean = 12, kDifference = 27, kCorrelation = 6, kVariance = 5;

std::string strong(std::string_view text, Ink ink) { return ink == Ink::plain ? std::string(text) : fmt::format("\x1b[1m{}\x1b[0m", text); }

std::string differences_text(const Contrast& contrast) {
  if (contrast.differences.empty()) return "  nothing differs between the scenarios but names and seeds\n";
  std::string text;
  for (std::size_t d = 0; d < contrast.differences.size(); ++d) {
    if (d == kMostDifferences) return text + fmt::format("  and {} more in compare.json\n", contrast.differences.size() - d);
    const experiment::JsonDifference& one = contrast.differences[d];
    text += at_most(fmt::format("  {}: {} -> {}", one.pointer, one.a.dump(), one.b.dump()), kWidth) + "\n";
  }
  return text;
}

std::string variance_text(double reduction) {
  if (!std::isfinite(reduction)) return "-";
  return reduction < 9.95 ? fmt::format("{:.1f}", reduction) : reduction < 9999.5 ? fmt::format("{:.0f}", reduction) : ">1e4";
}

// The campaign, or the account.
std::string_view owner_of(std::string_view metric) {
  const std::size_t slash = metric.rfind('/');
  return slash == std::string_view::npos ? "account" : metric.substr(0, slash);
}

std::string table_row(std::string_view metric, const PairedDifference& pairs) {
  const std::string_view name = metric.substr(metric.rfind('/') + 1);  // npos + 1 is 0
  const std::string indent(kIndent, ' ');
  // A long name takes a line of its own.
  const std::string head =
      name.size() < kMetric ? indent + left(name, kMetric) : indent + std::string(name) + "\n" + std::string(kIndent + kMetric, ' ');
  return head + right(metric_text(metric, pairs.mean_a), kMean) + right(metric_text(metric, pairs.mean_b), kMean) +
         right(difference_text(metric, pairs.difference, pairs.half_width), kDifference) +
         right(std::isfinite(pairs.correlation) ? fmt::format("{:.2f}", pairs.correlation) : "-", kCorrelation) +
         right(variance_text(pairs.variance_reduction), kVariance) + "\n";
}

std::string table_head() {
  return "  " + left("differs", kMetric + kIndent - 2) + right("A", kMean) + right("B", kMean) + right("B - A", kDifference) +
         right("r", kCorrelation) + right("var", kVariance) + "\n";
}

bool equal(const PairedDifference& pairs) { return pairs.n > 0 && pairs.difference == 0 && !(pairs.stddev > 0); }

std::string names_where(const Comparison& comparison, const Contrast& contrast, std::string_view heading, auto condition) {
  std::vector<std::string> names;
  for (std::size_t m = 0; m < contrast.metrics.size(); ++m) {
    if (condition(contrast.metrics[m])) names.push_back(comparison.shared.names[m]);
  }
  return names.empty() ? "" : fmt::format("  {}\n{}", heading, filled(names, kWidth, 4));
}

std::string contrast_block(const std::vector<ComparedScenario>& scenarios, const Comparison& comparison, const Contrast& contrast,
                           Ink ink) {
  std::string text =
      "\n" + strong(at_most(fmt::format("A = {}, B = {}", scenarios[0].label, scenarios[contrast.scenario].label), kWidth), ink);
  text += "\n" + differences_text(contrast) + "\n";
  std::string rows;
  std::string_view whose;
  for (std::size_t m = 0; m < contrast.metrics.size(); ++m) {
    if (!stats::differs(contrast.metrics[m])) continue;
    const std::string_view owner = owner_of(comparison.shared.names[m]);
    if (owner != whose) rows += "  " + at_most(owner, kWidth - 2) + "\n";
    whose = owner;
    rows += table_row(comparison.shared.names[m], contrast.metrics[m]);
  }
  text += rows.empty() ? "" : table_head() + rows;
  text += names_where(comparison, contrast, "no difference seen:", [](const auto& p) { return !stats::differs(p) && !equal(p); });
  const auto equal_ones = static_cast<std::uint64_t>(std::ranges::count_if(contrast.metrics, equal));
  return equal_ones == 0 ? text : text + fmt::format("  exactly equal metrics: {}, named in compare.json\n", equal_ones);
}

std::string zone_text(const Comparison& comparison) {
  const double zone = comparison.best_by->rule.indifference;
  if (zone == 0) return "";
  return fmt::format(", differences up to {} do not matter", metric_text(comparison.shared.names[comparison.best_by->metric], zone));
}

std::string choice_lines(const std::vector<ComparedScenario>& scenarios, const experiment::SequentialChoice& choice) {
  std::string text;
  if (choice.decided) {
    text = at_most(fmt::format("  best with 95 % confidence: {}", scenarios[choice.best].label), kWidth) + "\n";
  } else {
    text = fmt::format("  undecided after {} replications; still in, best mean first:\n", choice.n);
    text += at_most("    " + scenarios[choice.best].label, kWidth) + "\n";
    for (const std::size_t s : choice.left) {
      if (s != choice.best) text += at_most("    " + scenarios[s].label, kWidth) + "\n";
    }
  }
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    if (choice.out_after[s] == 0) continue;
    text += at_most(fmt::format("  out after {:>6} replications: {}", choice.out_after[s], scenarios[s].label), kWidth) + "\n";
  }
  return text;
}

std::string best_block(const std::vector<ComparedScenario>& scenarios, const Comparison& comparison, Ink ink) {
  if (!comparison.best_by) return "";
  const std::string& metric = comparison.shared.names[comparison.best_by->metric];
  const std::string_view order = comparison.best_by->rule.better == stats::Better::smaller ? "least" : "greatest";
  std::string text = "\n" + strong(at_most(fmt::format("{} {}{}", order, metric, zone_text(comparison)), kWidth), ink) + "\n";
  if (comparison.sequential) return text + choice_lines(scenarios, *comparison.sequential);
  if (comparison.best.empty()) return text + "  cannot be told: fewer than two replications in which every scenario has a value\n";
  if (comparison.best.group.size() == 1) {
    return text + at_most(fmt::format("  best with 95 % confidence: {}", scenarios[comparison.best.best].label), kWidth) + "\n";
  }
  text += "  the best is among these, with 95 % confidence; they cannot be told apart:\n";
  for (const std::size_t s : comparison.best.group) text += at_most("    " + scenarios[s].label, kWidth) + "\n";
  return text;
}

std::string left_out_block(const Comparison& comparison) {
  return comparison.shared.left_out.empty() ? "" : "\nnot in all scenarios, left out:\n" + filled(comparison.shared.left_out, kWidth, 2);
}

}  // namespace

std::string compare_summary(const std::vector<ComparedScenario>& scenarios, const Comparison& comparison, Ink ink) {
  const std::uint32_t n = comparison.replications;
  std::string text = fmt::format("{} scenarios, the same customers in each, {} replication{}, seed {}; 95 % intervals\n", scenarios.size(),
                                 n, n == 1 ? "" : "s", scenarios[0].scenario->world.seed);
  text += "r: correlation; var: variance of the difference of independent runs, in times\nthat of the pairs\n";
  for (const Contrast& contrast : comparison.contrasts) text += contrast_block(scenarios, comparison, contrast, ink);
  return text + best_block(scenarios, comparison, ink) + left_out_block(comparison);
}

}  // namespace sim::report
