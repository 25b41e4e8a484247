#pragma once
// A scenario as its tables read it: values are right, each by itself; names still stand for what they name. Assembling (assemble.hpp)
// makes the world's configuration of it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/carrier.hpp"
#include "models/customer.hpp"
#include "models/operator.hpp"
#include "models/script.hpp"
#include "sim/campaign/config.hpp"
#include "sim/scenario/fields.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/zones.hpp"
#include "sim/world/world_config.hpp"

namespace sim::scenario {

using Name = Located<std::string>;
using Instant = Located<SimTime>;

struct AccountDraft : campaign::AccountConfig {
  std::optional<world::Price> price;
};

struct CustomerDraft : models::CustomerModel {
  std::optional<std::vector<Named<double>>> time_zones;  // empty: the scenario's zone
};

struct ContactsDraft {
  std::optional<std::uint32_t> count;
  std::optional<Name> file;
  std::optional<Name> customers, list;
};

struct CampaignDraft : campaign::CampaignConfig {
  Name name;
  std::optional<Instant> starts_at, ends_at;
  std::vector<Located<ContactsDraft>> contacts;
  std::optional<std::uint32_t> lines_of_its_own;
  std::optional<const ZoneRules*> time_zone;  // empty: the scenario's
  std::optional<Name> script_name;
};

struct CarrierDraft : models::CarrierModel {
  std::optional<Duration> limit;  // of the set-up
};

struct ActionDraft {
  models::ActionKind kind{};
  Name campaign;
  std::optional<SimTime> at;        // schedule
  Name script;                      // change_script
  Duration minutes{0};              // buy_minutes
  Located<ContactsDraft> contacts;  // add_contacts
};

struct RuleDraft {
  std::optional<Instant> at;
  std::optional<models::Trigger> when;
  std::optional<random::Distribution> after;
  std::vector<Located<ActionDraft>> actions;
};

struct RequirementDraft {
  Name metric;
  std::vector<Requirement> requirements;  // one for each statistic
};

// A key that a plan searches; what it does not say of its range is that of the plan.
struct PlanKeyDraft {
  Name pointer;
  std::optional<std::int64_t> from, to, step;
};

struct PlanDraft {
  std::vector<PlanKeyDraft> keys;  // one or two; with a range each once the plan is read
  std::int64_t from = 1, step = 1;
  std::optional<std::int64_t> to;
  double confidence = 0.95;
};

struct PrecisionDraft {
  Name metric;
  Precision precision;
};

using SettingDraft = Named<const Node*>;  // by its pointer; the node is where the pointer stands

struct LevelDraft {
  Json label;
  const Node* node = nullptr;
  std::vector<SettingDraft> settings;
};
using FactorDraft = std::vector<LevelDraft>;

struct ScenarioDraft {
  std::optional<std::string> name;
  Duration horizon{0};
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;
  AccountDraft account;
  std::vector<CampaignDraft> campaigns;  // one for each item of the list, also for wrong ones
  std::vector<Named<models::ScriptModel>> scripts;
  std::vector<Named<CustomerDraft>> customers;
  CarrierDraft carrier;
  std::vector<RuleDraft> operators;
  std::vector<RequirementDraft> require;
  std::vector<Named<FactorDraft>> vary;
  std::optional<PlanDraft> plan;
  std::optional<PrecisionDraft> precision;
};

}  // namespace sim::scenario
