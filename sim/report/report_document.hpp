#pragma once
// A report before it has a format: parts, sections, and blocks of text, numbers and charts. The sections are written once; the writers of
// HTML and of Markdown show the same document.
//
// Invariants
//   1. Texts are plain: a writer escapes what its format needs.
//   2. A section without blocks is not shown; a table without rows neither.
//   3. A chart carries the table of its numbers and a sentence that says what it shows.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/scenario/json_source.hpp"

namespace sim::report::page {

using scenario::Json;

enum class Tone : std::uint8_t { plain, good, bad, doubtful };

struct Cell {
  Cell(std::string words, Tone how = Tone::plain) : text(std::move(words)), tone(how) {}
  Cell(const char* words) : text(words) {}
  std::string text;
  Tone tone = Tone::plain;
};

enum class Align : std::uint8_t { left, right };

struct Column {
  std::string title;
  Align align = Align::right;
};

struct Table {
  std::string fold{};  // what stands on the fold that hides it; empty: it is open
  std::vector<Column> columns{};
  std::vector<std::vector<Cell>> rows{};
};

struct Paragraph {
  std::string text;
};

// One number that the reader came for.
struct Headline {
  std::string label, value, note;
};
struct Headlines {
  std::vector<Headline> items;
};

struct Chart {
  std::string title;
  std::string alternative;  // in words, for those who do not see it
  Json spec;                // Vega-Lite, with its data
  Table numbers;
};

struct Code {
  std::string fold;      // as in Table
  std::string language;  // "json", "sh"
  std::string text;
};

using Block = std::variant<Paragraph, Headlines, Table, Chart, Code>;

struct Section {
  std::string title;
  std::vector<Block> blocks{};
};

// What belongs to one run, or to the comparison of several.
struct Part {
  std::string title, subtitle;
  std::vector<Section> sections{};
};

struct Document {
  std::string title;
  std::vector<Part> parts{};
};

}  // namespace sim::report::page
