#pragma once
// What plans of one key and of two share: requirements with their margins as JSON and text.

#include <string>

#include "sim/experiment/plan.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {

// With margin and verdict.
scenario::Json judged_json(const experiment::RequirementResult& result);

// "1,200", "90 s"
std::string planned_value(std::int64_t value, bool in_seconds);
// A margin or a value in the terms of its metric.
std::string metric_amount(const SummaryInput& in, const std::string& metric, double value);
std::string section_title(const SummaryInput& in, const std::string& title);
// A sentence in lines of 80 columns.
std::string wrapped(const std::string& sentence, std::size_t indent);

}  // namespace sim::report
