#include "sim/scenario/errors.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace sim::scenario {

std::string Error::text() const {
  std::string out = place + ": ";
  if (!subject.empty()) out += subject + ": ";
  out += message;
  if (!line.empty()) out += "\n" + line + "\n" + caret;
  return out;
}

void ErrorList::add(const SourceText& source, std::size_t offset, std::string subject, std::string message) {
  if (full()) {
    ++uncounted_;
    return;
  }
  Excerpt excerpt = source.excerpt_of(offset);
  entries_.push_back(
      {source.order(),
       offset,
       {source.place_of(offset), std::move(subject), std::move(message), std::move(excerpt.line), std::move(excerpt.caret)}});
}

void ErrorList::add_whole(const std::string& file, std::string message) {
  entries_.push_back({0, 0, {file, "", std::move(message), "", ""}});
}

std::vector<Error> ErrorList::sorted() const {
  std::vector<Entry> entries = entries_;
  std::ranges::stable_sort(entries,
                           [](const Entry& a, const Entry& b) { return std::tie(a.order, a.offset) < std::tie(b.order, b.offset); });
  std::vector<Error> out;
  std::unordered_set<std::string> seen;
  for (Entry& entry : entries) {
    if (seen.insert(entry.error.text()).second) out.push_back(std::move(entry.error));
  }
  if (uncounted_ > 0)
    out.push_back(
        {out.front().place.substr(0, out.front().place.find(':')), "", "and " + std::to_string(uncounted_) + " more errors", "", ""});
  return out;
}

}  // namespace sim::scenario
