#include "sim/report/json_parts.hpp"
#include "sim/report/metric_text.hpp"
#include "sim/report/tornado_files.hpp"

namespace sim::report {
namespace {

using experiment::InputUnit;
using experiment::TornadoBar;
using experiment::TornadoEnd;
using experiment::UncertainInput;
using scenario::Json;

Json end_json(const TornadoEnd& end) {
  return {{"value", finite_or_null(end.value)},
          {"mean", finite_or_null(end.mean)},
          {"n", end.against.n},
          {"difference", finite_or_null(end.against.difference)},
          {"half_width", finite_or_null(end.against.half_width)}};
}

std::string_view word(InputUnit unit) { return unit == InputUnit::share ? "share" : unit == InputUnit::seconds ? "s" : "number"; }

Json bar_json(const UncertainInput& input, const TornadoBar& bar) {
  return {{"pointer", input.pointer},           {"label", input.label},
          {"unit", word(input.unit)},           {"value", finite_or_null(input.value)},
          {"low", end_json(bar.low)},           {"high", end_json(bar.high)},
          {"swing", finite_or_null(bar.swing)}, {"why", input.why}};
}

}  // namespace

std::string tornado_json(const scenario::Scenario& scenario, const experiment::UncertainInputs& inputs,
                         const experiment::Tornado& tornado) {
  Json json{{"format", 1},
            {"program", program_json()},
            {"scenario", scenario.resolved},
            {"metric", tornado.metric},
            {"unit", unit_of(tornado.metric)},
            {"replications", tornado.replications},
            {"seed", scenario.world.seed},
            {"baseline", {{"mean", finite_or_null(tornado.mean)}, {"half_width", finite_or_null(tornado.half_width)}}}};
  json["inputs"] = Json::array();
  for (const TornadoBar& bar : tornado.bars) json["inputs"].push_back(bar_json(inputs.inputs[bar.input], bar));
  json["left_out"] = inputs.left_out;
  json["audit"] = audit_json(tornado.audit);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sim::report
