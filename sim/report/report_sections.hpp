#pragma once
// The sections of a report, one function and one file each. A section whose data is not there has no blocks.

#include <optional>
#include <span>
#include <string>

#include "sim/report/report_grid.hpp"
#include "sim/report/report_studies.hpp"

namespace sim::report::page {

Section answer_section(const RunResults& run);       // done when, reached how many, what it costs, what is left
Section requirement_section(const RunResults& run);  // with verdicts
Section progress_section(const RunResults& run);     // the list over time by status
Section reach_section(const RunResults& run);        // by attempt, with the marginal yield
Section lines_section(const RunResults& run);        // lines in use and attempts by hour
Section minutes_section(const RunResults& run);      // burn-down, rounding, overshoot, money
Section attempts_section(const RunResults& run);     // outcomes, attempts per call, gaps
Section pauses_section(const RunResults& run);       // what was paused, why, how long; the operator's commands
Section hours_section(const RunResults& run);        // calling hours kept
Section sharpened_section(const RunResults& run);    // ratios, control variates

Section plan_section(const Study& plan);           // the least value, and what was tried
Section plan_frontier_section(const Study& plan);  // of a plan for two keys at once: the least of one for each value of the other
Section lines_needed_section(const Study& sweep);  // finish time against lines with the knee, where lines are a factor
Section tornado_section(const Study& tornado);     // sensitivity: what moves the answer most
Section paired_section(const Study& comparison);   // paired differences, and which is best
Section sweep_section(const Study& sweep);         // every metric over the factors
Section frontier_section(const Study& sweep);      // what no other point beats

// Every assumption and, from the comments in the file, where it is from.
Section model_card_section(const Json& scenario, const std::string& scenario_file);
// Of the run and of the studies beside it.
Section audit_section(const ResultsFolder& results);
Section reproduction_section(const ResultsFolder& results, const std::string& command_line);

// The scenario of the run, else that of a study; null where no file says it.
const Json& scenario_of(const ResultsFolder& results);

// The same numbers of several runs beside each other. REQUIRES two runs or more.
Section comparison_section(std::span<const RunResults* const> runs);

// Which factor of the sweep is a number of lines, of an account or a campaign.
std::optional<std::size_t> line_factor(const Grid& grid);

// The whole report. `command_line`: what made it. REQUIRES results.
Document report_document(std::span<const ResultsFolder> results, const std::string& command_line);

}  // namespace sim::report::page
