#pragma once
// The files that a report is made of, built into the program: the style, the script, the specifications of the charts, and the libraries
// that draw them.
//
// Invariants
//   1. The texts live as long as the program.

#include <string_view>

namespace sim::report::page {

std::string_view style();   // page/page.css
std::string_view script();  // page/page.js
// Vega, Vega-Lite and vega-embed, joined. Empty: the program was built where npm could not deliver them.
std::string_view chart_library();
// charts/NAME.vl.json. REQUIRES a chart of that name.
std::string_view chart_spec(std::string_view name);

}  // namespace sim::report::page
