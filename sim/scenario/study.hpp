#pragma once
// What a scenario asks of its runs, checked against its world: metrics must be there, every value of a factor must fit.

#include "sim/scenario/draft.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::scenario {

// Reads the scenario with this value at the pointer and tells what is wrong then.
using Trial = std::function<std::vector<Error>(const std::string& pointer, const Node& value)>;

// Fills what the scenario asks for. A factor that an override sets has been decided: its values are not tried.
void set_study(Reader& reader, const ScenarioDraft& draft, const LoadOptions& options, const Trial& trial, Scenario& scenario);

}  // namespace sim::scenario
