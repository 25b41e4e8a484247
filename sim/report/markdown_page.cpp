#include "sim/report/markdown_page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sim::report::page {
namespace {

constexpr std::size_t kMostRows = 60;  // of the numbers of a chart; more of them are thinned out

// Text in which nothing is markup.
std::string literal(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]<>|#";
  std::string out;
  for (const char c : text) {
    if (kMarks.find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string table_text(const Table& table, std::size_t every = 1) {
  if (table.rows.empty()) return "";
  std::string out = "|", line = "|";
  for (const Column& column : table.columns) {
    out += " " + literal(column.title) + " |";
    line += column.align == Align::right ? "---:|" : "---|";
  }
  out += "\n" + line + "\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (r % every != 0 && r + 1 != table.rows.size()) continue;
    out += "|";
    for (const Cell& cell : table.rows[r]) out += " " + literal(cell.text) + " |";
    out += "\n";
  }
  return out + "\n";
}

struct MarkdownWriter {
  std::string& out;

  void operator()(const Paragraph& paragraph) const { out += literal(paragraph.text) + "\n\n"; }
  void operator()(const Headlines& headlines) const {
    for (const Headline& one : headlines.items) {
      out += fmt::format("- {}: **{}**{}\n", literal(one.label), literal(one.value), one.note.empty() ? "" : ", " + literal(one.note));
    }
    out += "\n";
  }
  void operator()(const Table& table) const {
    if (!table.fold.empty() && !table.rows.empty()) out += literal(table.fold) + ":\n\n";
    out += table_text(table);
  }
  void operator()(const Chart& chart) const {
    out += "### " + literal(chart.title) + "\n\n" + literal(chart.alternative) + "\n\n";
    const std::size_t every = (chart.numbers.rows.size() + kMostRows - 1) / kMostRows;
    if (every > 1) out += fmt::format("One row in {}; the page report.html has them all.\n\n", every);
    out += table_text(chart.numbers, std::max<std::size_t>(1, every));
  }
  void operator()(const Code& code) const {
    if (!code.fold.empty()) out += literal(code.fold) + ":\n\n";
    // A fence that is longer than any inside the text.
    std::string fence = "```";
    while (code.text.find(fence) != std::string::npos) fence += '`';
    out += fence + code.language + "\n" + code.text + "\n" + fence + "\n\n";
  }
};

}  // namespace

std::string markdown_page(const Document& document) {
  std::string out;
  for (const Part& part : document.parts) {
    out += "# " + literal(part.title) + "\n\n";
    if (!part.subtitle.empty()) out += literal(part.subtitle) + "\n\n";
    for (const Section& section : part.sections) {
      out += "## " + literal(section.title) + "\n\n";
      for (const Block& block : section.blocks) std::visit(MarkdownWriter{out}, block);
    }
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace sim::report::page
