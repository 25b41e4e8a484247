#pragma once
// The parts of the summary. Each returns whole lines, an empty text when it has nothing to say.

#include <string>
#include <string_view>

#include "sim/report/summary.hpp"

namespace sim::report {

inline constexpr std::size_t kColumns = 80;

struct SummaryInput {
  const scenario::Scenario& scenario;
  const experiment::ExperimentResult& result;
  Ink ink;
};

inline std::string toned(const SummaryInput& in, Tone tone, std::string_view text) { return toned(in.ink, tone, text); }

// Null: the world has no such metric.
const experiment::Estimate* campaign_estimate(const SummaryInput& in, std::size_t campaign, std::string_view metric);
const experiment::Estimate* account_estimate(const SummaryInput& in, std::string_view metric);

// An estimate's mean and what follows it, as text of one kind: "65.71 % ± 0.12 %".
using AsText = std::string (*)(double);
std::string with_interval(const experiment::Estimate& estimate, AsText as_text);

// Minutes of an amount in seconds.
std::string minutes(double seconds);
// "Thu 2026-03-05 13:42" and "2026-03-05 13:42", on the scenario's clock, from seconds since the start; "never" for infinity.
std::string day_and_time(const SummaryInput& in, double after_s);
std::string date_and_time(const SummaryInput& in, double after_s);

// "  label               text"
std::string row(std::string_view label, std::string_view text);

std::string campaign_blocks(const SummaryInput& in);
std::string account_block(const SummaryInput& in);
std::string requirement_block(const SummaryInput& in);
std::string sharpened_block(const SummaryInput& in);

}  // namespace sim::report
