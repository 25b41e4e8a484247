// The pages of the product, made of a finished run, as whole texts.

#include <algorithm>
#include <sstream>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_csv.hpp"
#include "sim/report/views.hpp"
#include "tests/catch.hpp"
#include "tests/finished_run.hpp"

using namespace sim;
using namespace sim::report;

namespace {

struct Text {
  std::string all;
  std::uint64_t left = UINT64_MAX;  // lines until the reader goes away

  ShowText show() {
    return [this](std::string_view text) {
      all += text;
      return --left > 0;
    };
  }
};

std::size_t longest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, width(line));
  return longest;
}

std::string page_of(const FinishedRunFolder& folder, std::size_t campaign) {
  page::RunResults run = page::read_results_json(folder.path());
  page::read_series(run);
  page::read_commands(run);
  return campaign_page(run, read_campaign_rows(folder.path() / "campaigns.csv").at(campaign), Ink::plain);
}

}  // namespace

TEST_CASE("the list of campaigns is newest first", "[views]") {
  const FinishedRunFolder folder;
  const std::vector<CampaignRow> campaigns = read_campaign_rows(folder.path() / "campaigns.csv");
  CHECK(campaign_list(campaigns, page::read_results_json(folder.path()).clock, Ink::plain) ==
        R"(campaign            status                         calls answered       finished
客户回访            paused: out of minutes             4  25.00 %              -
reminders           finished                         200  75.00 % 26-03-02 13:42
)");
}

TEST_CASE("the page of a campaign has its statuses and the hours in which something happened", "[views]") {
  CHECK(page_of(FinishedRunFolder(), 1) == R"(reminders                                                               finished
  first attempt     Mon 2026-03-02 09:00
  finished          Mon 2026-03-02 13:42
  attempts          380, 1.90 per call
  minutes           90 billed

  status of calls                          calls      share
  Planned                                      0     0.00 %
  In progress                                  0     0.00 %
  Another call attempt scheduled               0     0.00 %
  Answered                                   150    75.00 %  ████████████▊
  Completed without answer                    40    20.00 %  ███▍
  Finished with a technical error             10     5.00 %  ▉
  Not dialed                                   0     0.00 %
  Plan limit exceeded                          0     0.00 %

  hour                  attempts                        answered       over
  Mon 2026-03-02 09:00       300  ████████████████████       100    50.00 %
  Mon 2026-03-02 11:00        75  █████                      100   100.00 %

  One of 3 replications; the hours are means over all 3.
)");
}

TEST_CASE("a paused campaign says why, and what the operator tried", "[views]") {
  const std::string text = page_of(FinishedRunFolder(), 0);
  CHECK_THAT(text, Catch::Matchers::Contains("  paused            out of minutes, until the operator buys some and resumes it\n") &&
                       Catch::Matchers::Contains("  finished          -\n") &&
                       Catch::Matchers::Contains("\n  operator\n  2026-03-02 11:00  resume          refused: no minutes\n") &&
                       !Catch::Matchers::Contains("buy minutes"));
  CHECK(longest_line(text) <= 80);
}

TEST_CASE("the call report is of one campaign, and of one status when asked for", "[views]") {
  const FinishedRunFolder folder;
  folder.write_calls();
  Text all, errors;
  CHECK(show_calls(folder.path() / "calls.csv", {.campaign = "reminders"}, Ink::plain, all.show()) == ViewEnd::all_shown);
  CHECK(all.all == R"(phone           status                          tries last try    outcome
4930123         Answered                            2 03-02 10:00 answered
999000000000001 Finished with a technical error     3 03-03 09:00 invalid number
4930125         Not dialed                          0
)");
  CHECK(longest_line(all.all) <= 80);
  show_calls(folder.path() / "calls.csv", {.campaign = "reminders", .status = campaign::CallStatus::not_dialed}, Ink::plain, errors.show());
  CHECK(std::ranges::count(errors.all, '\n') == 2);
  CHECK_THAT(errors.all, Catch::Matchers::EndsWith("4930125         Not dialed                          0\n"));
}

TEST_CASE("dialogs are those of deleted campaigns too", "[views]") {
  const FinishedRunFolder folder;
  folder.write_calls();
  Text all, one;
  CHECK(show_dialogs(folder.path() / "dialogs.csv", {}, Ink::plain, all.show()) == ViewEnd::all_shown);
  CHECK(all.all == R"(start          campaign         phone           outcome   script     talk billed
03-02 10:00:00 reminders        4930123         answered  v1         0:45   1:00
03-02 09:00:00 wrong list       4930777         voicemail a script… 10:00  10:00
)");
  CHECK(longest_line(all.all) == 80);
  show_dialogs(folder.path() / "dialogs.csv", {.campaign = "wrong list"}, Ink::plain, one.show());
  CHECK(std::ranges::count(one.all, '\n') == 2);
}

TEST_CASE("a view ends at its limit, and with its reader", "[views]") {
  const FinishedRunFolder folder;
  folder.write_calls();
  const auto shown = [&](std::uint64_t most, std::uint64_t lines) {
    Text text{.left = lines};
    const ViewEnd end = show_calls(folder.path() / "calls.csv", {.campaign = "reminders", .most = most}, Ink::plain, text.show());
    return std::pair(end, std::ranges::count(text.all, '\n'));
  };
  CHECK(shown(3, UINT64_MAX) == std::pair(ViewEnd::all_shown, std::ptrdiff_t{4}));
  CHECK(shown(2, UINT64_MAX) == std::pair(ViewEnd::more_left, std::ptrdiff_t{3}));
  CHECK(shown(3, 2) == std::pair(ViewEnd::more_left, std::ptrdiff_t{2}));
  Text none;
  CHECK(show_calls(folder.path() / "nothing.csv", {}, Ink::plain, none.show()) == ViewEnd::no_such_file);
}

TEST_CASE("a file larger than a block is read record by record", "[views]") {
  const TemporaryFolder folder;
  std::string text = "a,b\n";
  constexpr std::uint64_t kRecords = 120'000;  // two blocks and a half
  for (std::uint64_t r = 0; r < kRecords; ++r)
    text += std::to_string(r) + (r % 3 == 0 ? ",\"two\nlines, \"\"quoted\"\"\"\n" : ",plain text\n");
  folder.write("large.csv", text);
  std::uint64_t next = 0;
  constexpr std::array<std::string_view, 2> kColumns{"b", "a"};
  page::read_columns(folder.path() / "large.csv", kColumns, [&next](std::span<const std::string_view> fields) {
    const bool right = fields[1] == std::to_string(next) && fields[0] == (next % 3 == 0 ? "two\nlines, \"quoted\"" : "plain text");
    if (!right) FAIL("record " << next << ": " << fields[1] << ", " << fields[0]);
    ++next;
  });
  CHECK(next == kRecords);
}

TEST_CASE("an error far down in a file has its line", "[views]") {
  const TemporaryFolder folder;
  std::string text = "a,b\n";
  for (int r = 0; r < 200'000; ++r) text += "12345,67890\n";
  folder.write("large.csv", text + "1,2,3\n");
  constexpr std::array<std::string_view, 1> kColumns{"a"};
  CHECK_THROWS_WITH(page::read_columns(folder.path() / "large.csv", kColumns, [](auto) {}),
                    Catch::Matchers::Contains("large.csv:200002:5: expected 2 fields as in the header, got 3"));
}
