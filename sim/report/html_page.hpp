#pragma once
// A document as one HTML file that works offline: style, script, data and libraries are inside, nothing is loaded.
//
// Invariants
//   1. Text from outside cannot end an element or begin one.
//   2. Without the chart library the tables stand open in place of the charts.

#include <string>

#include "sim/report/report_document.hpp"

namespace sim::report::page {

std::string html_page(const Document& document);

}  // namespace sim::report::page
