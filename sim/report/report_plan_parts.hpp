#pragma once
// What the pages of plans of one key and of two share.

#include <string>

#include "sim/report/report_document.hpp"

namespace sim::report::page {

// A key that is searched, and how its values read.
struct SearchedKey {
  std::string name;  // "lines"
  bool in_seconds = false;

  std::string text(double value) const;
  std::string text(const Json& value) const;  // "-" where it is no number
  std::string axis_title() const;
};
SearchedKey searched_key(const std::string& pointer, const Json& unit);

// "12 too few"; empty where arithmetic says the same.
std::string missed_by_arithmetic(const SearchedKey& key, double answer, double arithmetic);

// On what the answer rests.
Paragraph assumed_paragraph(const Json& plan);

}  // namespace sim::report::page
