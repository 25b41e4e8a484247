#include "sim/scenario/zones.hpp"

#include <date/tz.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <stdexcept>

#include "sim/scenario/posix_zone.hpp"
#include "sim/scenario/times.hpp"

namespace sim::scenario {
namespace {

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2199;
constexpr std::int64_t kYear_s = 366 * std::int64_t{86'400};

using Span = ZoneRules::Span;

// The last line of the system's file of this zone; empty when it cannot be read.
std::string closing_rule(const std::string& name) {
  std::ifstream file("/usr/share/zoneinfo/" + name, std::ios::binary);
  const std::string all((std::istreambuf_iterator<char>(file)), {});
  if (all.size() < 2 || all.back() != '\n') return "";
  const std::size_t before = all.rfind('\n', all.size() - 2);
  return before == std::string::npos ? "" : all.substr(before + 1, all.size() - before - 2);
}

void append(std::vector<Span>& spans, std::int64_t from, std::int64_t offset) {
  if (spans.empty() || spans.back().offset_s != offset) spans.push_back({from, offset});
}

std::vector<Span> spans_of(const date::time_zone& zone) {
  std::vector<Span> spans;
  date::sys_seconds at = date::sys_days{date::year{kFirstYear} / 1 / 1};
  const date::sys_seconds end = date::sys_days{date::year{kLastYear + 1} / 1 / 1};
  date::sys_seconds last_change = at;
  while (at < end) {
    const date::sys_info info = zone.get_info(at);
    append(spans, at.time_since_epoch().count(), info.offset.count());
    last_change = at;
    at = info.end;
  }
  const int year = static_cast<int>(date::year_month_day{date::floor<date::days>(last_change)}.year());
  for (const PosixChange& change : posix_changes(closing_rule(zone.name()), year, kLastYear)) {
    if (change.at_unix_s > last_change.time_since_epoch().count()) append(spans, change.at_unix_s, change.offset_s);
  }
  return spans;
}

// UTC never changes: who needs no other zone is spared looking through all zones of the system, a tenth of the start of a run.
std::vector<Span> spans_of(const std::string& name) {
  if (name == "UTC") return {{0, 0}};
  return spans_of(*date::locate_zone(name));
}

}  // namespace

std::int64_t ZoneRules::offset_s(std::int64_t unix_s) const {
  const auto after = std::ranges::upper_bound(spans_, unix_s, {}, &Span::from_unix_s);
  return after == spans_.begin() ? spans_.front().offset_s : std::prev(after)->offset_s;
}

std::optional<std::int64_t> ZoneRules::unix_s(std::int64_t local_s) const {
  const auto near = std::ranges::upper_bound(spans_, local_s - 2 * std::int64_t{86'400}, {}, &Span::from_unix_s);
  for (auto i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(near - spans_.begin() - 1, 0)); i < spans_.size(); ++i) {
    const std::int64_t candidate = local_s - spans_[i].offset_s;
    const bool before_end = i + 1 == spans_.size() || candidate < spans_[i + 1].from_unix_s;
    if (before_end && (i == 0 || candidate >= spans_[i].from_unix_s)) return candidate;
    if (before_end) return std::nullopt;
  }
  return std::nullopt;
}

std::string ZoneRules::jump_around(std::int64_t local_s) const {
  for (std::size_t i = 1; i < spans_.size(); ++i) {
    const std::int64_t from = spans_[i].from_unix_s + spans_[i - 1].offset_s;
    const std::int64_t to = spans_[i].from_unix_s + spans_[i].offset_s;
    if (from <= local_s && local_s < to) return "the clock jumps from " + local_text(from) + " to " + local_text(to);
  }
  return "";
}

campaign::Zone ZoneRules::table(std::int64_t start_unix_s) const {
  std::vector<campaign::Zone::Segment> segments;
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    if (i + 1 < spans_.size() && spans_[i + 1].from_unix_s <= start_unix_s - kYear_s) continue;
    if (spans_[i].from_unix_s > start_unix_s + 12 * kYear_s) break;
    const SimTime from = segments.empty() ? SimTime::min() : at_us((spans_[i].from_unix_s - start_unix_s) * us(kSecond));
    segments.push_back({from, (start_unix_s + spans_[i].offset_s) * kSecond});
  }
  return campaign::Zone(std::move(segments));
}

const ZoneRules* find_zone(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const ZoneRules>> known;
  const std::lock_guard lock(mutex);
  auto& rules = known[name];
  if (rules == nullptr) {
    try {
      rules = std::make_unique<const ZoneRules>(name, spans_of(name));
    } catch (const std::runtime_error&) {
      known.erase(name);
      return nullptr;
    }
  }
  return rules.get();
}

const std::vector<std::string>& zone_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    try {
      for (const date::time_zone& zone : date::get_tzdb().zones) out.push_back(zone.name());
    } catch (const std::runtime_error&) {
      out.clear();  // no time zone data on this machine
    }
    return out;
  }();
  return names;
}

}  // namespace sim::scenario
