#pragma once
// The manual page, in the macros that man reads, made from the table of commands.

#include <string>

namespace sim::cli {

std::string manual_page();

}  // namespace sim::cli
