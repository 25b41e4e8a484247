#include "sim/scenario/carrier_fields.hpp"

#include "sim/scenario/distribution_fields.hpp"
#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

using models::Outage;
using models::OutageIs;
using models::RandomOutages;
using models::ReportFaults;

Type<Outage> outage() {
  Table<Outage> table("Outage", "A span of time in which the carrier is down.");
  const auto from_the_start_on = checked(instant(), [](Reader& r, const Node& node, SimTime at) {
    if (at >= SimTime{}) return true;
    r.error(node, "an outage cannot begin before the start of the scenario");
    return false;
  });
  table.key("at", &Outage::at, from_the_start_on, {.text = "When it begins.", .example = R"("+1d3h")"})
      .key("for", &Outage::length, duration(Least::above_zero), {.text = "How long it lasts.", .example = R"("30m")"});
  return table.object();
}

Type<CarrierDraft> outages() {
  Table<RandomOutages> spells("RandomOutages", "The carrier works and is down by turns, from the start on.");
  spells
      .key("up", &RandomOutages::up, distribution(),
           {.text = "How long it works, 1 s at least.", .example = R"({"exponential": {"mean": "5d"}})"})
      .key("down", &RandomOutages::down, distribution(),
           {.text = "How long it is down, 1 s at least.", .example = R"({"lognormal": {"median": "20m", "sigma": 1}})"});
  Table<CarrierDraft> drawn("DrawnOutages", "Outages that are drawn.");
  drawn.key_for("random", spells.object(),
                [](CarrierDraft& out, RandomOutages&& spells_read) { out.random_outages = std::move(spells_read); },
                {.text = "Spells of working and outages in turn.", .example = R"({"up": {"exponential": {"mean": "5d"}}, "down": "30m"})"});
  const auto listed = converted<CarrierDraft>(list(outage(), "a list of outages"),
                                              [](Reader&, const Node&, std::vector<Outage>&& list_read, CarrierDraft& out) {
                                                out.outages = std::move(list_read);
                                                return true;
                                              });
  return one_of<CarrierDraft>("a list of outages or an object with the key random",
                              {{Node::Kind::list, listed}, {Node::Kind::object, drawn.choice()}});
}

Type<ReportFaults> reports() {
  Table<ReportFaults> table("Reports", "The link that carries reports of attempts from the carrier.");
  table
      .key("late", &ReportFaults::late, number(kProbability),
           {.otherwise = "0", .text = "Probability that a report comes late.", .example = "0.01"})
      .key("late_by", &ReportFaults::late_by, distribution(),
           {.otherwise = R"("0s")",
            .text = "By how much, and after how long a repeated report comes.",
            .example = R"({"exponential": {"mean": "5s"}})"})
      .key("duplicated", &ReportFaults::duplicated, number(kProbability),
           {.otherwise = "0", .text = "Probability that a report comes twice.", .example = "0.001"})
      .key(
          "lost", &ReportFaults::lost, number(kProbability),
          {.otherwise = "0", .text = "Probability that a report never comes. Then every campaign needs a `max_call`.", .example = "0.001"});
  return table.object();
}

void set_outages(CarrierDraft& out, CarrierDraft&& read) {
  out.outages = std::move(read.outages);
  out.random_outages = std::move(read.random_outages);
}

}  // namespace

Type<CarrierDraft> carrier() {
  Table<CarrierDraft> table("Carrier", "The network between the dialer and the customers.");
  table
      .key("network_error", &CarrierDraft::network_error, number(kProbability),
           {.otherwise = "0", .text = "Probability that an attempt ends as `network_error`.", .example = "0.01"})
      .key("set_up", &CarrierDraft::set_up, distribution(),
           {.otherwise = R"("0s")",
            .text = "Time from the dial until it rings, part of the time on the line.",
            .example = R"({"constant": "2s"})"})
      .key("set_up_limit", &CarrierDraft::limit, or_null(duration(Least::above_zero)),
           {.otherwise = "null",
            .otherwise_words = "null: none",
            .text = "Set-up is cut here; a part of the time after which an attempt without a report counts as lost.",
            .example = R"("10s")"})
      .key_for("outages", outages(), set_outages,
               {.otherwise = "[]", .text = "Outages at set times, or drawn.", .example = R"([{"at": "+1d3h", "for": "30m"}])"})
      .key("outage_is", &CarrierDraft::outage_is,
           word_of<OutageIs>({{"system_failure", OutageIs::system_failure}, {"network_errors", OutageIs::network_errors}}),
           {.otherwise = R"("system_failure")",
            .text = "`system_failure`: the product reports the outage and pauses every campaign. `network_errors`: new attempts fail, "
                    "calls on the line go on, the breaker may notice.",
            .example = R"("network_errors")"})
      .key("reports", &CarrierDraft::reports, reports(),
           {.otherwise = "{}", .text = "Faults of the link that carries reports.", .example = R"({"late": 0.01, "late_by": "5s"})"});
  return table.object();
}

}  // namespace sim::scenario
