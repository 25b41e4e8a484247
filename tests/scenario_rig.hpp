#pragma once
// A scenario in a folder of its own: what it is read as, and the errors as a user sees them.

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "tests/temporary_folder.hpp"

namespace sim::scenario {

class ScenarioRig {
 public:
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  Loaded load_text(std::string_view text, const LoadOptions& options = {}) const {
    write("s.json", std::string(text));
    return load(path("s.json"), options);
  }

  // REQUIRES no errors.
  Scenario scenario(std::string_view text, const LoadOptions& options = {}) const {
    Loaded loaded = load_text(text, options);
    for (const Error& error : loaded.errors) UNSCOPED_INFO(error.text());
    REQUIRE(loaded.scenario);
    return std::move(*loaded.scenario);
  }

  // Whole messages, without the folder, a newline after each.
  std::string errors(std::string_view text, const LoadOptions& options = {}) const { return told(load_text(text, options)); }
  std::string told(const Loaded& loaded) const {
    CHECK(loaded.scenario.has_value() == loaded.errors.empty());
    std::string out;
    for (const Error& error : loaded.errors) out += error.text() + "\n";
    const std::string prefix = folder_.path().string() + "/";
    for (std::size_t at = out.find(prefix); at != std::string::npos; at = out.find(prefix, at)) out.erase(at, prefix.size());
    return out;
  }

 private:
  TemporaryFolder folder_;
};

// A scenario of one campaign with 5 contacts, with further keys of the campaign and of the scenario, each with a comma before it.
inline std::string small(const std::string& campaign_keys = "", const std::string& keys = "") {
  return "{\n\"start\": \"2026-03-02T08:00\",\n\"account\": {\"lines\": 10},\n"
         "\"campaigns\": [{\"name\": \"a\", \"starts\": \"+0s\", \"contacts\": [{\"count\": 5}]" +
         campaign_keys + "}]" + keys + "\n}\n";
}

}  // namespace sim::scenario
