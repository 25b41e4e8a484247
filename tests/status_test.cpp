// Every cell of the two transition tables, written as the documentation writes them. Without this a changed cell would go unnoticed
// until some scenario happens to meet it.

#include "sim/campaign/status.hpp"

#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"

namespace sim::campaign {
namespace {

// One word per cell: the status it leads to (with the reason of a pause), "-" for no effect, "!word" for a refusal.
std::string text(CampaignStatus in, CampaignEvent event) {
  const CampaignCell c = cell(in, event);
  if (c.refusal != Refusal::none) return c.to == in ? "!" + std::string(word(c.refusal)) : "a refusal changed the status";
  if (c.reason != PauseReason::none) return std::string(word(c.to)) + ":" + std::string(word(c.reason));
  // `planned` may be scheduled again and stays planned; that is carried out, the other identities are no effect.
  const bool again = in == CampaignStatus::planned && event == CampaignEvent::schedule;
  return c.to == in && !again ? "-" : std::string(word(c.to));
}

constexpr const char* kDocumented = R"(
draft       planned           -           !not_scheduled    !not_scheduled    !not_scheduled    deleted  -        -                     -                     -
planned     planned           in_progress !not_running      !not_paused       finished          deleted  finished -                     -                     -
in_progress !already_started  -           paused:manual     !not_paused       finished          deleted  finished paused:out_of_minutes paused:system_failure finished
paused      !already_started  -           paused:manual     in_progress       finished          deleted  finished -                     -                     finished
finished    !already_finished -           !already_finished !already_finished !already_finished deleted  -        -                     -                     -
deleted     !deleted          -           !deleted          !deleted          !deleted          !deleted -        -                     -                     -
)";

TEST_CASE("every cell of the campaign table is as documented", "[status]") {
  std::istringstream rows(kDocumented);
  for (std::size_t s = 0; s < kCampaignStatusCount; ++s) {
    const auto status = static_cast<CampaignStatus>(s);
    std::string name;
    rows >> name;
    REQUIRE(name == word(status));
    for (std::size_t e = 0; e < kCampaignEventCount; ++e) {
      std::string expected;
      rows >> expected;
      CAPTURE(name, e);
      CHECK(text(status, static_cast<CampaignEvent>(e)) == expected);
    }
  }
}

TEST_CASE("call statuses change as documented and never leave a final one", "[status]") {
  const std::vector<std::pair<std::string, std::string>> documented{
      {"planned", "in_progress not_dialed plan_limit_exceeded technical_error"},
      {"in_progress", "answered retry_scheduled completed_without_answer technical_error"},
      {"retry_scheduled", "in_progress completed_without_answer technical_error plan_limit_exceeded"},
      {"answered", ""},
      {"completed_without_answer", ""},
      {"technical_error", ""},
      {"not_dialed", ""},
      {"plan_limit_exceeded", ""}};
  for (std::size_t from = 0; from < kCallStatusCount; ++from) {
    const std::string targets = " " + documented[from].second + " ";
    REQUIRE(documented[from].first == kCallStatusWords[from]);
    for (std::size_t to = 0; to < kCallStatusCount; ++to) {
      const bool listed = targets.find(" " + std::string(kCallStatusWords[to]) + " ") != std::string::npos;
      CAPTURE(from, to);
      CHECK(allowed(static_cast<CallStatus>(from), static_cast<CallStatus>(to)) == listed);
    }
    CHECK(is_final(static_cast<CallStatus>(from)) == documented[from].second.empty());
  }
}

}  // namespace
}  // namespace sim::campaign
