#include "sim/experiment/uncertain_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "sim/experiment/metric_table.hpp"
#include "sim/experiment/scaled_durations.hpp"

namespace sim::experiment {

namespace {

using scenario::Json;
using scenario::Override;

// A range around what the scenario says, with its reason.
struct Spread {
  double low, high;
  const char* why;
};

// Of odds, so that shares stay between 0 and 1.
constexpr Spread kAnswerRate{
    0.59, 1.46,
    "odds x 0.59 to x 1.46: of 25 million calls 43 % were answered when the caller was unknown and 65 % when known, 56 % of all "
    "(ThinkingPhones 2015)"};
constexpr Spread kVoicemailShare{
    0.63, 1.58,
    "odds x 0.63 to x 1.58: voicemail took 24 % and 44 % of all calls in two large samples (PhoneBurner 2021, US political calls 2020), "
    "29 % and 51 % of the calls that no person answered"};
constexpr Spread kListQuality{
    0.5, 2,
    "odds of a wrong number halved to doubled: lists of political calls had 5 to 8 % wrong numbers from year to year, known numbers fail "
    "in under 1 %, random digits in 10 % (US political calls 2020, UNICOM)"};
// Of means.
constexpr Spread kTalk{
    0.67, 1.5, "x 0.67 to x 1.5, assumed: measured talk of calls by people has means from 123 to 258 s, that of bots is unpublished"};
constexpr Spread kVoicemailTalk{0.5, 2, "x 0.5 to x 2, assumed: it hangs on how soon the script notices a machine"};
constexpr Spread kOutages{0.5, 2, "x 0.5 to x 2, assumed"};
constexpr Spread kFaults{0.5, 2, "odds x 0.5 to x 2, assumed"};

double with_odds(double share, double factor) { return share * factor / (share * factor + 1 - share); }

class InputFinder {
 public:
  explicit InputFinder(const scenario::Scenario& scenario) : resolved_(scenario.resolved), world_(scenario.world) {}

  UncertainInputs find() && {
    for (const auto& [name, segment] : resolved_.at("customers").items()) add_segment(name, segment);
    for (const world::ScriptSpec& script : world_.scripts) add_script(script);
    add_carrier();
    return std::move(found_);
  }

 private:
  void add(UncertainInput input) { found_.inputs.push_back(std::move(input)); }

  // A probability that is written as such. One of 0 or 1 is no matter of degree.
  void add_share(const std::string& pointer, const std::string& label, double value, const Spread& odds) {
    if (value <= 0 || value >= 1) return;
    add({pointer, label, InputUnit::share, value, with_odds(value, odds.low), with_odds(value, odds.high), odds.why,
         [pointer](double share) {
           return std::vector<Override>{{pointer, Json(share).dump()}};
         }});
  }

  void add_durations(const std::string& pointer, const std::string& label, const Json& durations, double mean_s, const Spread& spread) {
    if (!(mean_s > 0)) return;
    if (!scaled_durations(durations, 1)) {
      found_.left_out.push_back(pointer);
      return;
    }
    add({pointer, label, InputUnit::seconds, mean_s, mean_s * spread.low, mean_s * spread.high, spread.why,
         [pointer, durations, mean_s](double wanted_s) {
           return std::vector<Override>{{pointer, scaled_durations(durations, wanted_s / mean_s)->dump()}};
         }});
  }

  void add_segment(const std::string& name, const Json& segment) {
    const std::string pointer = "/customers/" + scenario::pointer_token(name);
    add_reachability(pointer + "/reachability", "answer rate of " + name, segment.at("reachability"));
    add_voicemail_share(pointer + "/unanswered", "voicemail share of " + name, segment.at("unanswered"));
    // Few wrong numbers is the high end.
    const Spread valid{1 / kListQuality.high, 1 / kListQuality.low, kListQuality.why};
    add_share(pointer + "/valid", "valid numbers of " + name, segment.at("valid").get<double>(), valid);
  }

  // A beta distribution keeps a + b, and with it how much customers differ.
  void add_reachability(const std::string& pointer, const std::string& label, const Json& reachability) {
    if (reachability.is_number()) return add_share(pointer, label, reachability.get<double>(), kAnswerRate);
    const double a = reachability.at("beta").at(0).get<double>(), b = reachability.at("beta").at(1).get<double>();
    const double mean = a / (a + b);
    add({pointer, label, InputUnit::share, mean, with_odds(mean, kAnswerRate.low), with_odds(mean, kAnswerRate.high), kAnswerRate.why,
         [pointer, size = a + b](double share) {
           const Json moved{{"beta", {share * size, (1 - share) * size}}};
           return std::vector<Override>{{pointer, moved.dump()}};
         }});
  }

  void add_voicemail_share(const std::string& split_pointer, const std::string& label, const Json& split) {
    const double value = split.at("voicemail").get<double>();
    if (value <= 0 || value >= 1) return;
    add({split_pointer + "/voicemail", label, InputUnit::share, value, with_odds(value, kVoicemailShare.low),
         with_odds(value, kVoicemailShare.high), kVoicemailShare.why, [split_pointer, split, value](double share) {
           Json moved = split;
           for (auto& [part, size] : moved.items()) size = part == "voicemail" ? share : size.get<double>() * (1 - share) / (1 - value);
           return std::vector<Override>{{split_pointer, moved.dump()}};
         }});
  }

  void add_script(const world::ScriptSpec& script) {
    if (!resolved_.at("scripts").contains(script.name)) return;  // the silent one of campaigns without a script
    const std::string pointer = "/scripts/" + scenario::pointer_token(script.name);
    const Json& written = resolved_.at("scripts").at(script.name);
    add_durations(pointer + "/talk", "talk of " + script.name, written.at("talk"), script.model.talk.mean_s(), kTalk);
    add_durations(pointer + "/voicemail_talk", "talk to voicemail of " + script.name, written.at("voicemail_talk"),
                  script.model.voicemail_talk.mean_s(), kVoicemailTalk);
  }

  void add_carrier() {
    const Json& carrier = resolved_.at("carrier");
    add_share("/carrier/network_error", "network errors", carrier.at("network_error").get<double>(), kFaults);
    add_share("/carrier/reports/late", "late reports", carrier.at("reports").at("late").get<double>(), kFaults);
    add_share("/carrier/reports/lost", "lost reports", carrier.at("reports").at("lost").get<double>(), kFaults);
    const Json& outages = carrier.at("outages");
    if (outages.is_object()) {
      const double mean_s = world_.carrier.random_outages.value().down.mean_s();
      add_durations("/carrier/outages/random/down", "length of outages", outages.at("random").at("down"), mean_s, kOutages);
    } else if (!outages.empty()) {
      add_listed_outages(outages);
    }
  }

  // All of them together: they are guesses of one kind. The value is their mean length.
  void add_listed_outages(const Json& outages) {
    double total_s = 0;
    for (const models::Outage& outage : world_.carrier.outages) total_s += seconds(outage.length);
    const double mean_s = total_s / static_cast<double>(outages.size());
    add({"/carrier/outages", "length of outages", InputUnit::seconds, mean_s, mean_s * kOutages.low, mean_s * kOutages.high, kOutages.why,
         [outages, mean_s](double wanted_s) {
           std::vector<Override> overrides;
           for (std::size_t i = 0; i < outages.size(); ++i) {
             const Json length = scaled_durations(outages.at(i).at("for"), wanted_s / mean_s).value();
             overrides.push_back({"/carrier/outages/" + std::to_string(i) + "/for", length.dump()});
           }
           return overrides;
         }});
  }

  const Json& resolved_;
  const world::WorldConfig& world_;
  UncertainInputs found_;
};

}  // namespace

UncertainInputs uncertain_inputs(const scenario::Scenario& scenario) { return InputFinder(scenario).find(); }

}  // namespace sim::experiment
