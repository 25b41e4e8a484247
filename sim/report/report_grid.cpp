#include "sim/report/report_grid.hpp"

#include <algorithm>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"

namespace sim::report::page {
namespace {

const Json& points_of(const Study& study) { return study.json.at("points"); }

std::string last_word(const std::string& pointer) { return pointer.substr(pointer.rfind('/') + 1); }

std::size_t place_in(std::vector<Json>& levels, const Json& value) {
  const auto found = std::ranges::find(levels, value);
  if (found != levels.end()) return static_cast<std::size_t>(found - levels.begin());
  levels.push_back(value);
  return levels.size() - 1;
}

}  // namespace

bool GridFactor::is_number() const { return std::ranges::all_of(levels, &Json::is_number); }

std::string GridFactor::level(std::size_t level) const { return setting_text(levels[level]); }

Grid::Grid(const Study& sweep) : study_(&sweep) {
  for (const Json& point : points_of(sweep)) {
    std::vector<std::size_t>& levels = levels_.emplace_back();
    for (const auto& [pointer, value] : point.at("factors").items()) {
      const std::size_t factor = levels.size();
      if (factor == factors_.size()) factors_.push_back({pointer, "", {}});
      levels.push_back(place_in(factors_[factor].levels, value));
    }
  }
  for (GridFactor& factor : factors_) {
    const std::string word = last_word(factor.pointer);
    const auto same = std::ranges::count_if(factors_, [&](const GridFactor& other) { return last_word(other.pointer) == word; });
    factor.name = same == 1 ? spaced_word(word) : factor.pointer;
  }
}

std::vector<std::string> Grid::asked() const {
  std::vector<std::string> names;
  for (const auto& item : study_->json.at("factors").items()) names.push_back(item.key());
  return names;
}

std::vector<std::string> Grid::metrics_ending(std::string_view name) const {
  std::vector<std::string> names;
  for (const auto& item : points_of(*study_).front().at("metrics").items()) {
    if (item.key().ends_with(name)) names.push_back(item.key());
  }
  return names;
}

std::optional<experiment::Estimate> Grid::estimate(std::size_t point, const std::string& metric) const {
  const Json& metrics = points_of(*study_)[point].at("metrics");
  const auto found = metrics.find(metric);
  return found == metrics.end() ? std::nullopt : read_estimate(*found);
}

std::string Grid::standing(std::size_t point) const { return points_of(*study_)[point].value("standing", ""); }

std::string Grid::words(std::size_t point, std::span<const std::size_t> left_out) const {
  std::string text;
  for (std::size_t f = 0; f < factors_.size(); ++f) {
    if (std::ranges::find(left_out, f) != left_out.end()) continue;
    text += (text.empty() ? "" : ", ") + factors_[f].name + " " + factors_[f].level(levels_[point][f]);
  }
  return text;
}

}  // namespace sim::report::page
