#pragma once
// What the kinds of input are called in a trace, in the order of the enum.

#include <array>
#include <string_view>

namespace sim::world {

inline constexpr std::array<std::string_view, 14> kInputWords{
    "tick",         "create",        "schedule",    "pause",         "resume",        "finish",           "delete",
    "add_contacts", "change_script", "buy_minutes", "failure_began", "failure_ended", "attempt_answered", "attempt_ended"};

}  // namespace sim::world
