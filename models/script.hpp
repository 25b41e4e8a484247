#pragma once
// What a bot script does to an answered call: how long it talks, how long it talks to a machine, how often it reaches its goal.

#include "sim/random/distribution.hpp"

namespace models {

struct ScriptModel {
  sim::random::Distribution talk, voicemail_talk;
  double goal = 0;
};

}  // namespace models
