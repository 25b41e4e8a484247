#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/metric_text.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/tornado_files.hpp"

namespace sim::report {
namespace {

using experiment::InputUnit;
using experiment::Tornado;
using experiment::TornadoBar;
using experiment::TornadoEnd;
using experiment::UncertainInput;

constexpr std::size_t kWidest = 80, kValue = 12, kMoved = 28, kHalfBar = 17;

std::string emphasised(std::string_view text, Ink ink) {
  return ink == Ink::plain ? std::string(text) : fmt::format("\x1b[1m{}\x1b[0m", text);
}

std::string input_text(InputUnit unit, double value) {
  if (unit == InputUnit::share) return percent(value);
  return unit == InputUnit::seconds ? rough_duration(value) : grouped(value);
}

// From the middle to the left for less than the scenario as it is, to the right for more.
std::string bar_from_middle(double difference, double greatest) {
  const double share = greatest > 0 && std::isfinite(difference) ? std::abs(difference) / greatest : 0;
  if (difference >= 0) return std::string(kHalfBar, ' ') + "│" + bar(share, kHalfBar);
  const auto halves = static_cast<std::size_t>(std::lround(share * 2 * kHalfBar));
  std::string blocks = halves % 2 == 1 ? "▐" : "";
  for (std::size_t i = 0; i < halves / 2; ++i) blocks += "█";
  return right(blocks, kHalfBar) + "│";
}

std::string end_line(const Tornado& tornado, const UncertainInput& input, const TornadoEnd& end, double greatest) {
  std::string difference = "never";
  if (end.against.n > 0) difference = difference_text(tornado.metric, end.against.difference, end.against.half_width);
  if (end.against.n > 0 && end.against.left_out > 0) difference += fmt::format(" ({}x none)", end.against.left_out);
  std::string line = "  " + right(input_text(input.unit, end.value), kValue) + right(difference, kMoved) + "  ";
  if (end.against.n > 0) line += bar_from_middle(end.against.difference, greatest);
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

double greatest_difference(const Tornado& tornado) {
  double greatest = 0;
  for (const TornadoBar& bar : tornado.bars) {
    for (const TornadoEnd* end : {&bar.low, &bar.high}) {
      if (end->against.n > 0) greatest = std::max(greatest, std::abs(end->against.difference));
    }
  }
  return greatest;
}

}  // namespace

std::string tornado_summary(const scenario::Scenario& scenario, const experiment::UncertainInputs& inputs, const Tornado& tornado,
                            Ink ink) {
  std::string text = emphasised(at_most(scenario.name, kWidest), ink) + "\n";
  text += at_most("what moves " + tornado.metric, kWidest) + "\n";
  text += fmt::format("as it is: {}; {} replication{}, seed {}\npaired differences with their 95 % intervals:\n",
                      metric_text(tornado.metric, tornado.mean, tornado.half_width), tornado.replications,
                      tornado.replications == 1 ? "" : "s", scenario.world.seed);
  const double greatest = greatest_difference(tornado);
  for (const TornadoBar& bar : tornado.bars) {
    const UncertainInput& input = inputs.inputs[bar.input];
    const std::string now = std::isfinite(input.value) ? ", now " + input_text(input.unit, input.value) : "";
    text += "\n  " + emphasised(at_most(input.label + now, kWidest - 2), ink) + "\n";
    text += end_line(tornado, input, bar.low, greatest) + end_line(tornado, input, bar.high, greatest);
  }
  for (const std::string& pointer : inputs.left_out)
    text += "\n  " + at_most("not moved, it comes from a file: " + pointer, kWidest - 2) + "\n";
  return text + "\nwhy these ranges: tornado.json; another one: --range POINTER=LOW,HIGH\n";
}

}  // namespace sim::report
