#pragma once
// Bot scripts as a scenario writes them.

#include "models/script.hpp"
#include "sim/scenario/fields.hpp"

namespace sim::scenario {

Type<models::ScriptModel> script();

}  // namespace sim::scenario
