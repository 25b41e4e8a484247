// Estimates that the exact means of the contact chain make narrower, and what one thing costs in terms of another.

#include <fmt/format.h>

#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

std::string owner_of(const Json& holder) { return holder.value("name", "account"); }

double number_in(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? found->get<double>() : std::nan("");
}

void add_sharpened(Table& table, const RunResults& run, const Json& holder) {
  for (const auto& [metric, plain] : holder.at("metrics").items()) {
    const auto controlled = plain.find("controlled");
    if (controlled == plain.end() || !(number_in(*controlled, "variance_reduction") > 1)) continue;
    experiment::Estimate sharp{};
    sharp.n = plain.value("n", std::uint64_t{0});
    sharp.mean = number_in(*controlled, "mean");
    sharp.half_width = number_in(*controlled, "half_width");
    table.rows.push_back({owner_of(holder), metric, estimate_text(run, holder, metric), estimate_text(run.clock, metric, sharp),
                          fmt::format("{:.1f}", number_in(*controlled, "variance_reduction"))});
  }
}

void add_ratios(Table& table, const Json& holder) {
  const auto ratios = holder.find("ratios");
  if (ratios == holder.end()) return;
  for (const auto& [name, ratio] : ratios->items()) {
    const double half = number_in(ratio, "half_width");
    const std::string value = fmt::format("{:.4g}", number_in(ratio, "value"));
    table.rows.push_back({owner_of(holder), name, with_half_width(value, fmt::format("{:.2g}", half), half)});
  }
}

}  // namespace

Section sharpened_section(const RunResults& run) {
  Section section{"Ratios and sharper estimates"};
  Table ratios{.columns = {{"whose", Align::left}, {"ratio", Align::left}, {"over all replications"}}};
  Table sharpened{
      .columns = {{"whose", Align::left}, {"metric", Align::left}, {"mean"}, {"with control variates"}, {"worth × the replications"}}};
  for (const Json& campaign : run.campaigns()) {
    add_ratios(ratios, campaign);
    add_sharpened(sharpened, run, campaign);
  }
  add_ratios(ratios, run.account());
  add_sharpened(sharpened, run, run.account());
  if (!ratios.rows.empty()) {
    section.blocks.emplace_back(Paragraph{"Ratios of two means over the replications, with 95 % intervals by the delta method."});
    section.blocks.emplace_back(std::move(ratios));
  }
  if (!sharpened.rows.empty()) {
    section.blocks.emplace_back(
        Paragraph{"In this scenario the mean number of attempts, people reached, talk and time on lines can be computed exactly. Where the "
                  "replications came out above or below those means by chance, a regression takes that part of the chance out of other "
                  "metrics. Requirements and precision are judged by the plain intervals."});
    section.blocks.emplace_back(std::move(sharpened));
  }
  return section;
}

}  // namespace sim::report::page
