#include "sim/report/html_page.hpp"

#include <fmt/format.h>

#include <array>

#include "sim/report/page_files.hpp"

namespace sim::report::page {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// JSON inside an element `script`: no "<" that the parser of HTML could take for its own.
std::string script_json(const Json& json) {
  std::string out;
  for (const char c : json.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view class_of(Tone tone) {
  constexpr std::array<std::string_view, 4> kClasses{"", "good", "bad", "doubtful"};
  return kClasses[static_cast<std::size_t>(tone)];
}

std::string folded(const std::string& fold, const std::string& html, bool open = false) {
  if (fold.empty() || html.empty()) return html;
  return fmt::format("<details{}><summary>{}</summary>{}</details>\n", open ? " open" : "", escaped(fold), html);
}

std::string table_html(const Table& table) {
  if (table.rows.empty()) return "";
  std::string out = "<div class=\"wide\"><table><thead><tr>";
  for (const Column& column : table.columns) {
    out += fmt::format("<th scope=\"col\"{}>{}</th>", column.align == Align::right ? " class=\"n\"" : "", escaped(column.title));
  }
  out += "</tr></thead><tbody>\n";
  for (const std::vector<Cell>& row : table.rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const bool number = table.columns[c].align == Align::right;
      const std::string text = escaped(row[c].text);
      const std::string shown =
          row[c].tone == Tone::plain ? text : fmt::format("<span class=\"{}\">{}</span>", class_of(row[c].tone), text);
      out += fmt::format("<td{}>{}</td>", number ? " class=\"n\"" : "", shown);
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

// Writes one block after the other; charts are numbered through the page.
class BlockWriter {
 public:
  explicit BlockWriter(std::string& out) : out_(out) {}

  void operator()(const Paragraph& paragraph) { out_ += "<p>" + escaped(paragraph.text) + "</p>\n"; }
  void operator()(const Headlines& headlines) {
    out_ += "<dl class=\"headlines\">\n";
    for (const Headline& one : headlines.items) {
      out_ += fmt::format("<div><dt>{}</dt><dd class=\"value\">{}</dd><dd class=\"note\">{}</dd></div>\n", escaped(one.label),
                          broken(one.value), escaped(one.note));
    }
    out_ += "</dl>\n";
  }
  void operator()(const Table& table) { out_ += folded(table.fold, table_html(table)); }
  void operator()(const Code& code) { out_ += folded(code.fold, "<pre><code>" + escaped(code.text) + "</code></pre>\n"); }
  void operator()(const Chart& chart) {
    const std::size_t number = ++charts_;
    const bool drawn = !chart_library().empty();
    out_ += fmt::format("<figure id=\"chart-{}\">\n<h3>{}</h3>\n", number, escaped(chart.title));
    if (drawn) {
      out_ += fmt::format("<div class=\"chart\" role=\"img\" aria-label=\"{}\"></div>\n", escaped(chart.title + ". " + chart.alternative));
      out_ += "<script type=\"application/json\" class=\"spec\">" + script_json(chart.spec) + "</script>\n";
    }
    out_ += "<figcaption>" + escaped(chart.alternative) + "</figcaption>\n" +
            folded(chart.numbers.fold, table_html(chart.numbers), !drawn) + "</figure>\n";
  }

 private:
  // The interval goes to a line of its own where there is no room: a value is not broken elsewhere.
  static std::string broken(const std::string& value) {
    const std::size_t at = value.find(" ± ");
    if (at == std::string::npos) return "<span>" + escaped(value) + "</span>";
    return "<span>" + escaped(value.substr(0, at)) + "</span> <span class=\"half\">" + escaped(value.substr(at + 1)) + "</span>";
  }

  std::string& out_;
  std::size_t charts_ = 0;
};

std::string anchor(std::size_t part, std::size_t section) { return fmt::format("s{}-{}", part, section); }

std::string contents(const Document& document) {
  std::string out = "<nav aria-label=\"Contents\">\n";
  for (std::size_t p = 0; p < document.parts.size(); ++p) {
    if (document.parts.size() > 1) out += fmt::format("<p class=\"part\"><a href=\"#p{}\">{}</a></p>", p, escaped(document.parts[p].title));
    out += "<ul>";
    for (std::size_t s = 0; s < document.parts[p].sections.size(); ++s) {
      out += fmt::format("<li><a href=\"#{}\">{}</a></li>", anchor(p, s), escaped(document.parts[p].sections[s].title));
    }
    out += "</ul>\n";
  }
  return out + "</nav>\n";
}

std::string body(const Document& document) {
  std::string out;
  BlockWriter write(out);
  for (std::size_t p = 0; p < document.parts.size(); ++p) {
    const Part& part = document.parts[p];
    out += fmt::format("<header id=\"p{}\"><h1>{}</h1><p class=\"subtitle\">{}</p></header>\n", p, escaped(part.title),
                       escaped(part.subtitle));
    if (p == 0) out += contents(document);
    for (std::size_t s = 0; s < part.sections.size(); ++s) {
      out += fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", anchor(p, s), escaped(part.sections[s].title));
      for (const Block& block : part.sections[s].blocks) std::visit(write, block);
      out += "</section>\n";
    }
  }
  return out;
}

}  // namespace

std::string html_page(const Document& document) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n";
  // Nothing is loaded from anywhere; the library makes functions of the expressions in charts.
  out +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' "
      "'unsafe-eval'; "
      "img-src data:\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n";
  out += "<title>" + escaped(document.title) + "</title>\n<style>\n" + std::string(style()) + "</style>\n</head>\n<body>\n<main>\n" +
         body(document) + "</main>\n";
  if (!chart_library().empty())
    out += "<script>\n" + std::string(chart_library()) + "</script>\n<script>\n" + std::string(script()) + "</script>\n";
  return out + "</body>\n</html>\n";
}

}  // namespace sim::report::page
