// The call report and the dialogs: a line for each record of a file that may be larger than memory.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_csv.hpp"
#include "sim/report/status_names.hpp"
#include "sim/report/views.hpp"

namespace sim::report {
namespace {

using Fields = std::span<const std::string_view>;

// "03-02 09:00:12" of "2026-03-02T09:00:12.5+01:00"; nothing of nothing.
std::string short_time(std::string_view stamp, std::string_view::size_type characters) {
  std::string text(stamp.substr(0, 19));
  if (text.size() < 19) return "";
  text[10] = ' ';
  return text.substr(5, characters);
}

// "0:44"; what took no whole second is seen.
std::string talk_time(std::string_view seconds) {
  const double s = page::number_in(seconds);
  if (!std::isfinite(s)) return "";
  const auto whole = static_cast<std::int64_t>(std::llround(std::ceil(s)));
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string_view documented_name(std::string_view status) {
  const auto found = std::ranges::find(campaign::kCallStatusWords, status);
  if (found == campaign::kCallStatusWords.end()) return status;
  return kCallStatusNames[static_cast<std::size_t>(found - campaign::kCallStatusWords.begin())];
}

std::string call_line(std::string_view phone, std::string_view status, std::string_view attempts, std::string_view last,
                      std::string_view outcome) {
  return left(phone, 15) + " " + left(status, 31) + right(attempts, 6) + " " + left(last, 11) + " " + std::string(outcome);
}

constexpr std::array<std::string_view, 6> kCallColumns{"campaign", "status", "phone", "attempts", "last_attempt_at", "last_outcome"};

std::string call_row(Fields f) { return call_line(f[2], documented_name(f[1]), f[3], short_time(f[4], 11), spaced_word(f[5])); }

std::string dialog_line(std::string_view start, std::string_view campaign, std::string_view phone, std::string_view outcome,
                        std::string_view script, std::string_view talk, std::string_view billed) {
  return left(start, 14) + " " + left(campaign, 16) + " " + left(phone, 15) + " " + left(outcome, 9) + " " + left(script, 9) +
         right(talk, 6) + right(billed, 7);
}

constexpr std::array<std::string_view, 7> kDialogColumns{"campaign", "start_at", "phone", "outcome", "script", "talk_s", "billed_s"};

std::string dialog_row(Fields f) {
  return dialog_line(short_time(f[1], 14), f[0], f[2], spaced_word(f[3]), f[4], talk_time(f[5]), talk_time(f[6]));
}

// Blanks at the end of a line are nothing but blanks.
std::string ended(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

struct RecordView {
  std::span<const std::string_view> columns;  // the first is the campaign
  std::string head;
  std::string (*row)(Fields);
};

ViewEnd show(const std::filesystem::path& file, const RecordView& view, const ViewFilter& filter, Ink ink, const ShowText& show_text) {
  page::ColumnReader records(file, view.columns);
  if (!records.found()) return ViewEnd::no_such_file;
  if (!show_text(toned(ink, Tone::strong, view.head) + "\n")) return ViewEnd::more_left;
  std::uint64_t shown = 0;
  for (Fields fields = records.next(); !fields.empty(); fields = records.next()) {
    if (filter.campaign && fields[0] != *filter.campaign) continue;
    if (filter.status && fields[1] != word(*filter.status)) continue;
    if (shown++ == filter.most || !show_text(ended(view.row(fields)))) return ViewEnd::more_left;
  }
  return ViewEnd::all_shown;
}

}  // namespace

ViewEnd show_calls(const std::filesystem::path& file, const ViewFilter& filter, Ink ink, const ShowText& show_text) {
  const std::string head = call_line("phone", "status", "tries", "last try", "outcome");
  return show(file, {kCallColumns, head, call_row}, filter, ink, show_text);
}

ViewEnd show_dialogs(const std::filesystem::path& file, const ViewFilter& filter, Ink ink, const ShowText& show_text) {
  const std::string head = dialog_line("start", "campaign", "phone", "outcome", "script", "talk", "billed");
  return show(file, {kDialogColumns, head, dialog_row}, filter, ink, show_text);
}

}  // namespace sim::report
