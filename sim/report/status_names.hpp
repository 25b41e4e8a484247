#pragma once
// Call statuses as the documentation of the product names them, for people. Files have the words of sim/campaign/status.hpp.

#include <array>
#include <string_view>

#include "sim/campaign/status.hpp"

namespace sim::report {

inline constexpr std::array<std::string_view, campaign::kCallStatusCount> kCallStatusNames{"Planned",
                                                                                           "In progress",
                                                                                           "Another call attempt scheduled",
                                                                                           "Answered",
                                                                                           "Completed without answer",
                                                                                           "Finished with a technical error",
                                                                                           "Not dialed",
                                                                                           "Plan limit exceeded"};

}  // namespace sim::report
