#pragma once
// Which build of the program this is: a key of the bytes of the program file. A changed rule changes it, and so may a change that no result
// depends on; then results are computed again, which costs time and nothing else.

#include <string>

namespace sim::cli {

// Empty: the system does not say which file is running.
std::string build_identity();

}  // namespace sim::cli
