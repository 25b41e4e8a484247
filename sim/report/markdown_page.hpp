#pragma once
// A document as Markdown, for issues, mails and terminals: the same words and tables; a chart is its sentence and its numbers.

#include <string>

#include "sim/report/report_document.hpp"

namespace sim::report::page {

std::string markdown_page(const Document& document);

}  // namespace sim::report::page
