#pragma once
// Calls by status, with their share and a bar, under the documented names: the same rows in the summary of a run and on the page of a
// campaign.

#include <string>

#include "sim/campaign/status.hpp"
#include "sim/experiment/series.hpp"
#include "sim/report/ink.hpp"

namespace sim::report {

std::string status_table_head();
// `of` are the calls of all statuses; without any there is no share.
std::string status_table_row(campaign::CallStatus status, double calls, double of, Ink ink);

// Calls in a final status at the end of the hour.
double calls_over(const experiment::SeriesRow& hour);

}  // namespace sim::report
