#include "sim/scenario/assemble.hpp"

#include <algorithm>
#include <limits>

#include "sim/scenario/zone_table.hpp"

namespace sim::scenario {
namespace {

using models::Action;
using models::ActionKind;
using world::CampaignSpec;
using world::WorldConfig;

constexpr std::string_view kEverybody = "*";

class Assembler {
 public:
  Assembler(Reader& reader, const Node& root, ScenarioDraft& draft, ContactReading reading)
      : reader_(reader), root_(root), draft_(draft), zones_(reader, world_), reading_(reading) {}

  WorldConfig run() &&;

 private:
  void name_everything();
  void add_scripts();
  void add_customers();
  const Node& campaign_node(std::size_t c) const { return root_.find("campaigns")->children[c]; }
  void add_campaign(std::size_t c);
  void add_contacts(CampaignSpec& spec, std::size_t c);
  void check_times(std::size_t c);
  void add_rule(const RuleDraft& draft);
  std::optional<Action> action(const RuleDraft& rule, const Located<ActionDraft>& located);
  bool set_campaign(Action& action, const RuleDraft& rule, const ActionDraft& draft);
  void set_account_and_carrier();
  void check_lost_reports();
  std::vector<bool> adds_scripts_with(bool (*what)(const world::ContactFile&)) const;
  void require_limits(std::size_t c, bool scripts_that_ring);

  Reader& reader_;
  const Node& root_;
  ScenarioDraft& draft_;
  WorldConfig world_;
  ZoneTable zones_;
  ContactReading reading_;
  Names campaigns_{"campaign"}, scripts_{"script"}, customers_{"segment of customers"};
  std::optional<ContactLists> lists_;
};

WorldConfig Assembler::run() && {
  name_everything();
  lists_.emplace(
      reader_, customers_, [this](const std::string& name) { return zones_.find(name); }, reading_);
  set_account_and_carrier();
  add_scripts();
  add_customers();
  for (std::size_t c = 0; c < draft_.campaigns.size(); ++c) add_campaign(c);
  for (const RuleDraft& rule : draft_.operators) add_rule(rule);
  lists_->settle(world_);
  if (lists_->nobody_used() || world_.customers.empty()) {
    world_.customers.push_back({"", {}});
    world_.customers.back().model.zones = {{0, 1}};
  }
  check_lost_reports();
  return std::move(world_);
}

void Assembler::name_everything() {
  for (const auto& script : draft_.scripts) scripts_.add(script.name);
  for (const auto& segment : draft_.customers) customers_.add(segment.name);
  for (const auto& [key, names] : {std::pair("scripts", &scripts_), std::pair("customers", &customers_)}) {
    const Node* map = root_.find(key);
    if (map != nullptr && map->kind != Node::Kind::object) names->set_incomplete();
  }
  if (draft_.campaigns.empty()) campaigns_.set_incomplete();
  for (const auto& campaign : draft_.campaigns) {
    const Name& name = campaign.name;
    if (name.node == nullptr) {
      campaigns_.set_incomplete();
    } else if (name.value == kEverybody) {
      reader_.error(*name.node, "a campaign cannot be called \"*\", which stands for several in the operator's reactions");
    } else if (!campaigns_.add(name.value)) {
      reader_.error(*name.node, "there is already a campaign " + in_quotes(name.value));
    }
  }
}

void Assembler::set_account_and_carrier() {
  std::vector<campaign::Zone> zones = std::move(world_.account.zones);
  world_.account = static_cast<const campaign::AccountConfig&>(draft_.account);
  world_.account.zones = std::move(zones);
  world_.price = draft_.account.price;
  world_.seed = draft_.seed;
  world_.horizon = SimTime{draft_.horizon};
  const std::optional<Duration> limit = draft_.carrier.limit;
  world_.carrier = static_cast<const models::CarrierModel&>(draft_.carrier);
  world_.carrier.set_up_limit = limit.value_or(Duration{0});
  world_.account.set_up_limit = limit.value_or(world_.carrier.set_up.is_zero() ? Duration{0} : kNoLimit);
}

void Assembler::add_scripts() {
  for (const auto& script : draft_.scripts) world_.scripts.push_back({script.name, script.value});
  const bool silent = std::ranges::any_of(draft_.campaigns, [](const auto& campaign) { return !campaign.script_name; });
  if (silent || world_.scripts.empty()) world_.scripts.push_back({"", {}});
}

void Assembler::add_customers() {
  for (const Named<CustomerDraft>& segment : draft_.customers) {
    models::CustomerModel model = segment.value;
    if (!segment.value.time_zones) model.zones = {{0, 1}};
    for (const Named<double>& share : segment.value.time_zones.value_or(std::vector<Named<double>>{})) {
      if (const auto zone = zones_.find(share.name)) model.zones.push_back({*zone, share.value});
    }
    world_.customers.push_back({segment.name, std::move(model)});
  }
}

void Assembler::add_campaign(std::size_t c) {
  const CampaignDraft& draft = draft_.campaigns[c];
  CampaignSpec& spec = world_.campaigns.emplace_back();
  spec.name = draft.name.value;
  if (draft.starts_at) spec.starts = draft.starts_at->value;
  spec.config = static_cast<const campaign::CampaignConfig&>(draft);
  spec.config.lines = draft.lines_of_its_own.value_or(world_.account.lines);
  spec.config.zone = draft.time_zone ? zones_.add(**draft.time_zone) : ZoneIndex{0};
  if (draft.ends_at) spec.config.ends = draft.ends_at->value;
  const std::size_t silent = world_.scripts.size() - 1;
  const auto script = draft.script_name ? scripts_.find(reader_, *draft.script_name) : std::optional(silent);
  spec.config.script = ScriptId{static_cast<std::uint16_t>(script.value_or(silent))};
  add_contacts(spec, c);
  check_times(c);
}

void Assembler::add_contacts(CampaignSpec& spec, std::size_t c) {
  std::uint64_t total = 0;
  for (const Located<ContactsDraft>& contacts : draft_.campaigns[c].contacts) {
    spec.contacts.push_back(lists_->add(contacts, ContactUse::once));
    total += spec.contacts.back().count;
  }
  if (total <= std::numeric_limits<std::uint32_t>::max()) return;
  reader_.error(*campaign_node(c).find("contacts"), "a campaign holds at most 4294967295 contacts, got " + std::to_string(total));
}

void Assembler::check_times(std::size_t c) {
  const CampaignDraft& draft = draft_.campaigns[c];
  if (!draft.ends_at || draft.ends_at->node == nullptr) return;
  if (draft.ends_at->value <= SimTime{}) {
    reader_.error(*draft.ends_at->node, "the campaign ends before the scenario starts");
  } else if (draft.starts_at && draft.starts_at->node != nullptr && draft.ends_at->value <= draft.starts_at->value) {
    reader_.error(*draft.ends_at->node, "the campaign ends before it starts");
  }
}

void Assembler::add_rule(const RuleDraft& draft) {
  models::OperatorRule& rule = world_.operators.emplace_back();
  rule.trigger = draft.when.value_or(models::Trigger::time);
  if (draft.at) rule.at = draft.at->value;
  if (draft.after) rule.after = *draft.after;
  for (const Located<ActionDraft>& located : draft.actions) {
    if (auto made = action(draft, located)) rule.actions.push_back(*made);
  }
}

// Empty: the campaign is not known.
std::optional<Action> Assembler::action(const RuleDraft& rule, const Located<ActionDraft>& located) {
  const ActionDraft& draft = located.value;
  Action action;
  action.kind = draft.kind;
  if (draft.kind == ActionKind::buy_minutes) {
    action.minutes = draft.minutes;
    return action;
  }
  const bool known = set_campaign(action, rule, draft);
  if (draft.kind == ActionKind::schedule) action.at = draft.at.value_or(rule.at ? rule.at->value : SimTime::min());
  if (draft.kind == ActionKind::change_script) {
    action.script = ScriptId{static_cast<std::uint16_t>(scripts_.find(reader_, draft.script).value_or(0))};
  }
  if (draft.kind == ActionKind::add_contacts) {
    action.contacts = static_cast<std::uint32_t>(world_.added.size());
    world_.added.push_back(lists_->add(draft.contacts, rule.when ? ContactUse::repeated : ContactUse::once));
  }
  return known ? std::optional(action) : std::nullopt;
}

bool Assembler::set_campaign(Action& action, const RuleDraft& rule, const ActionDraft& draft) {
  if (draft.campaign.value != kEverybody) {
    const auto campaign = campaigns_.find(reader_, draft.campaign);
    if (campaign) action.campaign = CampaignId{static_cast<std::uint32_t>(*campaign)};
    return campaign.has_value();
  }
  if (rule.when && draft.kind != ActionKind::add_contacts) return true;
  if (draft.campaign.node != nullptr) {
    reader_.error(*draft.campaign.node, rule.when
                                            ? "contacts are added to one campaign; expected its name"
                                            : "\"*\" stands for the campaigns that were paused by what a rule with \"when\" reacts to; "
                                              "expected the name of a campaign");
  }
  return false;
}

bool scripts_ring(const world::ContactFile& file) {
  return std::ranges::any_of(file.scripted,
                             [](const world::ScriptedOutcome& outcome) { return outcome.ring > Duration{0} && outcome.ring != kNoLimit; });
}

bool model_rings(const world::CustomerSpec& segment) {
  const models::CustomerModel& m = segment.model;
  return !m.ring_answered.is_zero() || !m.ring_voicemail.is_zero() || !m.ring_busy.is_zero() || !m.ring_rejected.is_zero() ||
         (m.ring_no_answer && !m.ring_no_answer->is_zero());
}

// By campaign: whether a file of contacts of which this is true is in its lists, or is added by the operator.
std::vector<bool> Assembler::adds_scripts_with(bool (*what)(const world::ContactFile&)) const {
  std::vector<bool> by_campaign(world_.campaigns.size());
  const auto in_file = [what](const world::ContactList& list) { return list.file && what(*list.file); };
  for (std::size_t c = 0; c < world_.campaigns.size(); ++c) by_campaign[c] = std::ranges::any_of(world_.campaigns[c].contacts, in_file);
  for (const models::OperatorRule& rule : world_.operators) {
    for (const Action& action : rule.actions) {
      if (action.kind == ActionKind::add_contacts && in_file(world_.added[action.contacts])) by_campaign[index(*action.campaign)] = true;
    }
  }
  return by_campaign;
}

// An attempt whose report never comes holds its line until the latest end that it can have. Where that is never, a line would be lost for
// good, so all that it is made of must be limited.
void Assembler::check_lost_reports() {
  const bool any_may_be_lost = world_.carrier.reports.lost > 0;
  const std::vector<bool> lost = adds_scripts_with(scripts_lost), ring = adds_scripts_with(scripts_ring);
  const Node* carrier = root_.find("carrier");
  if ((any_may_be_lost || std::ranges::find(lost, true) != lost.end()) && carrier != nullptr && world_.account.set_up_limit == kNoLimit) {
    reader_.missing(*carrier, "set_up_limit", "it is required where reports can be lost and set-up takes time");
  }
  for (std::size_t c = 0; c < world_.campaigns.size(); ++c) {
    if (any_may_be_lost || lost[c]) require_limits(c, ring[c]);
  }
}

void Assembler::require_limits(std::size_t c, bool scripts_that_ring) {
  const Node& node = campaign_node(c);
  if (!given(node, "max_call")) reader_.missing(node, "max_call", "it is required where reports can be lost");
  if (given(node, "ring_timeout")) return;
  if (scripts_that_ring || std::ranges::any_of(world_.customers, model_rings)) {
    reader_.missing(node, "ring_timeout", "it is required where reports can be lost and calls ring");
  } else {
    world_.campaigns[c].config.ring_timeout = Duration{0};
  }
}

}  // namespace

WorldConfig assemble(Reader& reader, const Node& root, ScenarioDraft& draft, ContactReading reading) {
  return Assembler(reader, root, draft, reading).run();
}

void complete(Json& resolved, const WorldConfig& world) {
  for (std::size_t c = 0; c < world.campaigns.size(); ++c) {
    Json& campaign = resolved["campaigns"][c];
    const campaign::CampaignConfig& config = world.campaigns[c].config;
    campaign["lines"] = config.lines;
    campaign["time_zone"] = world.zone_names[config.zone];
  }
  for (auto& [name, segment] : resolved["customers"].items()) {
    if (segment["time_zones"].is_null()) segment["time_zones"] = Json{{world.zone_names[0], 1}};
  }
}

}  // namespace sim::scenario
