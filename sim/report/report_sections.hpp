#pragma once
// The sections of a report, one function and one file each. A section whose data is not there has no blocks.

#include <span>
#include <string>

#include "sim/report/report_results.hpp"

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
Section model_card_section(const RunResults& run);   // every assumption and where it is from
Section sharpened_section(const RunResults& run);    // ratios, control variates
Section audit_section(const RunResults& run);
Section reproduction_section(const RunResults& run, const std::string& command_line);

// The same numbers of several runs beside each other. REQUIRES two runs or more.
Section comparison_section(std::span<const RunResults> runs);

// The whole report. `command_line`: what made it.
Document report_document(std::span<const RunResults> runs, const std::string& command_line);

}  // namespace sim::report::page
