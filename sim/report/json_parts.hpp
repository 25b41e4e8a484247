#pragma once
// What JSON files of results have in common: who wrote them, numbers that may be missing, requirements with their verdict.

#include "sim/experiment/record.hpp"
#include "sim/experiment/verdict.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::report {

scenario::Json program_json();
// JSON has neither infinity nor not a number: both are null.
scenario::Json finite_or_null(double x);
// What the auditor did.
scenario::Json audit_json(const experiment::AuditCount& audit);
// A requirement, what was found, and its verdict.
scenario::Json requirement_json(const experiment::RequirementResult& result);

}  // namespace sim::report
