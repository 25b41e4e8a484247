#pragma once
// What every part of the decoder has at hand while it reads: where errors go, the clock of the scenario, the files.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"
#include "sim/scenario/errors.hpp"
#include "sim/scenario/file_store.hpp"
#include "sim/scenario/json_source.hpp"
#include "sim/scenario/times.hpp"
#include "sim/scenario/zones.hpp"

namespace sim::scenario {

// The zone and the start: what turns texts into instants.
struct ScenarioClock {
  const ZoneRules* zone = nullptr;
  std::int64_t start_unix_s = 0;

  // "2026-03-02T09:00" or "+1d3h". The hint is a whole message.
  Parsed<SimTime> read(std::string_view text) const;
};

class Reader {
 public:
  Reader(ErrorList& errors, FileStore& files, std::string file_name) : errors_(errors), files_(files), file_name_(std::move(file_name)) {}

  void error(const Node& at, std::string message);
  void error_at_key(const Node& at, std::string message);
  // "expected WORDS, got …; HINT"
  void expected(const Node& at, std::string_view words, std::string_view hint = "");
  void missing(const Node& object, std::string_view key, std::string_view why);

  ErrorList& errors() { return errors_; }
  FileStore& files() { return files_; }
  const std::string& file_name() const { return file_name_; }

  const ZoneRules* zone = nullptr;  // of the scenario; empty while it is unknown
  // Empty while the zone or the start are unknown: instants are then only looked at, not understood.
  std::optional<ScenarioClock> clock;

 private:
  void add(const Node& at, std::size_t offset, std::string subject, std::string message);

  ErrorList& errors_;
  FileStore& files_;
  std::string file_name_;
};

// A value and where it stood. No node: it was not given, or it was wrong.
template <class T>
struct Located {
  T value{};
  const Node* node = nullptr;
};

}  // namespace sim::scenario
