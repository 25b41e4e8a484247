// The diagrams of the README are drawn from the transition tables. When a table changes, the test prints the text that belongs there.

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "sim/campaign/status.hpp"
#include "tests/catch.hpp"

namespace sim::campaign {
namespace {

constexpr std::string_view kEventWords[] = {"schedule", "start due", "pause",      "resume",         "finish",
                                            "delete",   "end time",  "no minutes", "failure begins", "every call over"};

std::string arrow(std::string_view from, std::string_view to, const std::string& label) {
  return "    " + std::string(from) + " --> " + std::string(to) + (label.empty() ? "" : ": " + label) + "\n";
}

std::string in_fence(const std::string& arrows) { return "```mermaid\nstateDiagram-v2\n" + arrows + "```\n"; }

// One arrow for each pair of statuses, with the events that lead along it.
std::string campaign_diagram() {
  std::string arrows = arrow("[*]", word(CampaignStatus::draft), "");
  for (std::size_t from = 0; from < kCampaignStatusCount; ++from) {
    for (std::size_t to = 0; to < kCampaignStatusCount; ++to) {
      std::string label;
      for (std::size_t e = 0; e < kCampaignEventCount && from != to; ++e) {
        const CampaignCell c = cell(static_cast<CampaignStatus>(from), static_cast<CampaignEvent>(e));
        if (index(c.to) == to) label += (label.empty() ? "" : ", ") + std::string(kEventWords[e]);
      }
      if (!label.empty()) arrows += arrow(kCampaignStatusWords[from], kCampaignStatusWords[to], label);
    }
  }
  return in_fence(arrows);
}

std::string call_diagram() {
  std::string arrows = arrow("[*]", word(CallStatus::planned), "");
  for (std::size_t from = 0; from < kCallStatusCount; ++from) {
    for (std::size_t to = 0; to < kCallStatusCount; ++to) {
      if (allowed(static_cast<CallStatus>(from), static_cast<CallStatus>(to))) {
        arrows += arrow(kCallStatusWords[from], kCallStatusWords[to], "");
      }
    }
  }
  for (std::size_t s = 0; s < kCallStatusCount; ++s) {
    if (is_final(static_cast<CallStatus>(s))) arrows += arrow(kCallStatusWords[s], "[*]", "");
  }
  return in_fence(arrows);
}

std::string between(const std::string& text, const std::string& name) {
  const std::string begin = "<!-- " + name + " begins -->\n";
  const std::size_t from = text.find(begin), to = text.find("<!-- " + name + " ends -->");
  if (from == std::string::npos || to == std::string::npos) return "the markers are missing";
  return text.substr(from + begin.size(), to - from - begin.size());
}

TEST_CASE("the README draws the status machines as the tables have them", "[readme]") {
  std::ifstream file(std::string(DIALSIM_SOURCE) + "/README.md");
  std::ostringstream text;
  text << file.rdbuf();
  CHECK(between(text.str(), "campaign machine") == campaign_diagram());
  CHECK(between(text.str(), "call machine") == call_diagram());
}

}  // namespace
}  // namespace sim::campaign
