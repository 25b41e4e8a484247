#include <initializer_list>

#include "sim/campaign/status.hpp"
#include "sim/report/results.hpp"

namespace sim::report {

namespace {

std::string header() {
  std::string text = "campaign,hour,at";
  const auto add = [&text](const std::string& x) {
    for (const char* band : {"_mean", "_p5", "_p95"}) text += "," + x + band;
  };
  for (const std::string_view word : campaign::kCallStatusWords) add("calls_" + std::string(word));
  for (const char* x : {"attempts", "answered", "billed_s", "balance_s", "lines_busy"}) add(x);
  return text;
}

void add_band(CsvRows& rows, const experiment::Band& band) { rows.number(band.mean).number(band.p5).number(band.p95); }

}  // namespace

std::string timeseries_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result) {
  CsvRows rows(header());
  LocalStamps stamps(scenario.world);
  for (std::size_t c = 0; c < result.series.campaigns.size(); ++c) {
    const std::string name = csv_quoted(scenario.world.campaigns[c].name);
    SimTime hour_end{};
    std::uint64_t hour = 0;
    for (const experiment::SeriesRow& row : result.series.campaigns[c]) {
      hour_end += kHour;
      rows.ready(name).number(hour++).stamp(std::min(hour_end, result.series.stop_at), stamps);
      for (const experiment::Band& band : row.calls_by_status) add_band(rows, band);
      for (const experiment::Band* band : {&row.attempts, &row.answered, &row.billed_s}) add_band(rows, *band);
      if (scenario.world.account.balance) {
        add_band(rows, row.balance_s);
      } else {
        rows.empty().empty().empty();
      }
      add_band(rows, row.lines_busy);
      rows.end_row();
    }
  }
  return rows.text();
}

}  // namespace sim::report
