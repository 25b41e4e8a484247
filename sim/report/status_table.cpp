#include "sim/report/status_table.hpp"

#include <fmt/format.h>

#include "sim/report/plain_text.hpp"
#include "sim/report/status_names.hpp"

namespace sim::report {
namespace {

constexpr std::size_t kStatusName = 33, kCallCount = 13, kCallShare = 11, kShareBar = 17;

}  // namespace

std::string status_table_head() {
  return fmt::format("  {}{}{}\n", left("status of calls", kStatusName), right("calls", kCallCount), right("share", kCallShare));
}

std::string status_table_row(campaign::CallStatus status, double calls, double of, Ink ink) {
  const double share = calls / of;
  const std::string picture = bar(share, kShareBar);
  const std::size_t drawn = picture.find_last_not_of(' ') + 1;
  return fmt::format("  {}{}{}{}{}\n", left(kCallStatusNames[index(status)], kStatusName), right(grouped(calls), kCallCount),
                     right(percent(share), kCallShare), drawn > 0 ? "  " : "", toned(ink, Tone::picture, picture.substr(0, drawn)));
}

double calls_over(const experiment::SeriesRow& hour) {
  double over = 0;
  for (std::size_t s = 0; s < campaign::kCallStatusCount; ++s) {
    if (is_final(static_cast<campaign::CallStatus>(s))) over += hour.calls_by_status[s].mean;
  }
  return over;
}

}  // namespace sim::report
