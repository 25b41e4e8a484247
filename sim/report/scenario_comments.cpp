#include "sim/report/scenario_comments.hpp"

#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

#include "sim/scenario/json_source.hpp"

namespace sim::report::page {
namespace {

using scenario::Node;

struct Line {
  std::string comment;  // empty: none
  bool alone = false;   // nothing else stands in the line
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

// Where `//` begins outside of a text in quotes, or npos.
std::size_t comment_in(std::string_view line) {
  bool quoted = false;
  for (std::size_t c = 0; c + 1 < line.size(); ++c) {
    if (quoted && line[c] == '\\') {
      ++c;
    } else if (line[c] == '"') {
      quoted = !quoted;
    } else if (!quoted && line[c] == '/' && line[c + 1] == '/') {
      return c;
    }
  }
  return std::string_view::npos;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t at = comment_in(line);
    if (at == std::string_view::npos) {
      lines.emplace_back();
    } else {
      lines.push_back({std::string(trimmed(line.substr(at + 2))), trimmed(line.substr(0, at)).empty()});
    }
  }
  return lines;
}

// The lines above it, and what stands beside it. Lines count from 1.
std::string comment_at(const std::vector<Line>& lines, std::size_t line) {
  if (line == 0 || line > lines.size()) return "";
  std::size_t first = line - 1;
  while (first > 0 && lines[first - 1].alone) --first;
  std::string text;
  for (std::size_t l = first; l < line; ++l) {
    if (lines[l].comment.empty()) continue;
    text += (text.empty() ? "" : " ") + lines[l].comment;
  }
  return text;
}

void collect(const Node& node, const std::vector<Line>& lines, std::map<std::string, std::string>& comments) {
  for (const Node& child : node.children) {
    if (child.source == nullptr) continue;
    const std::size_t offset = node.kind == Node::Kind::object ? child.key_offset : child.offset;
    if (std::string comment = comment_at(lines, child.source->line_of(offset)); !comment.empty()) {
      comments[scenario::pointer_of(child)] = std::move(comment);
    }
    collect(child, lines, comments);
  }
}

}  // namespace

std::map<std::string, std::string> scenario_comments(const std::filesystem::path& file) {
  std::map<std::string, std::string> comments;
  std::ifstream in(file, std::ios::binary);
  if (!in) return comments;
  const scenario::SourceText source(scenario::SourceText::Kind::file, file.string(), {std::istreambuf_iterator<char>(in), {}}, 0);
  scenario::ErrorList errors;
  std::optional<Node> root = scenario::parse_json(source, 0, errors);
  if (!root) return comments;
  scenario::link_parents(*root);
  collect(*root, lines_of(source.text()), comments);
  return comments;
}

}  // namespace sim::report::page
