#include "sim/report/campaign_rows.hpp"

#include "sim/report/report_csv.hpp"
#include "sim/report/report_results.hpp"

namespace sim::report {
namespace {

// In the order in which `row_of` takes them.
std::vector<std::string> column_names() {
  std::vector<std::string> names{"name", "status", "pause_reason", "calls", "attempts", "billed_s", "first_attempt_s", "finished_s"};
  for (const std::string_view word : campaign::kCallStatusWords) names.push_back("calls_" + std::string(word));
  return names;
}

CampaignRow row_of(std::span<const std::string_view> fields) {
  CampaignRow row{.name = std::string(fields[0]), .status = std::string(fields[1]), .pause_reason = std::string(fields[2])};
  row.calls = page::number_in(fields[3]);
  row.attempts = page::number_in(fields[4]);
  row.billed_s = page::number_in(fields[5]);
  row.first_attempt_s = page::number_in(fields[6]);
  row.finished_s = page::number_in(fields[7]);
  for (std::size_t s = 0; s < row.calls_by_status.size(); ++s) row.calls_by_status[s] = page::number_in(fields[8 + s]);
  return row;
}

}  // namespace

std::vector<CampaignRow> read_campaign_rows(const std::filesystem::path& file) {
  const std::vector<std::string> names = column_names();
  const std::vector<std::string_view> columns(names.begin(), names.end());
  std::vector<CampaignRow> rows;
  const bool found = page::read_columns(file, columns, [&rows](std::span<const std::string_view> f) { rows.push_back(row_of(f)); });
  if (!found) throw page::ReadError(file.string() + ": is missing; an interrupted run may have none, run the scenario again");
  return rows;
}

}  // namespace sim::report
