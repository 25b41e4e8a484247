#pragma once
// What a scenario asks of its runs, checked against its world: metrics must be there, every value of a factor must fit.

#include "sim/scenario/draft.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::scenario {

struct TrialSetting {
  std::string pointer;
  const Node* value = nullptr;
};
// Reads the scenario with these values and tells what is wrong then. An error without a place: a pointer leads nowhere.
using Trial = std::function<std::vector<Error>(const std::vector<TrialSetting>& settings)>;

bool is_overridden(const LoadOptions& options, const std::string& pointer);
// An error of a trial in one line.
std::string told(const Error& error);

// Fills what the scenario asks for. A factor that an override sets has been decided: its values are not tried.
void set_study(Reader& reader, const ScenarioDraft& draft, const LoadOptions& options, const Trial& trial, Scenario& scenario);

}  // namespace sim::scenario
