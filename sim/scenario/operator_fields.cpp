#include "sim/scenario/operator_fields.hpp"

#include "sim/scenario/account_fields.hpp"
#include "sim/scenario/contact_fields.hpp"
#include "sim/scenario/distribution_fields.hpp"
#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

using models::ActionKind;
using models::Trigger;

const char* const kCampaignOrAll = "Its name, or in a reaction `*`: every campaign that this reason paused.";

Type<Name> campaign_name() { return located(text("the name of a campaign")); }

// An action that needs nothing but a campaign.
template <class Add>
void add_simple(Table<ActionDraft>& table, ActionKind kind, const char* name, Add text_of) {
  table.key_for(name, campaign_name(),
                [kind](ActionDraft& out, Name&& campaign) {
                  out.kind = kind;
                  out.campaign = std::move(campaign);
                },
                {.text = text_of, .example = R"("reminders")"});
}

// An action that is an object of its own.
void add_long(Table<ActionDraft>& table, ActionKind kind, const char* name, const Type<ActionDraft>& type, KeyDoc doc) {
  table.key_for(
      name, type,
      [kind](ActionDraft& out, ActionDraft&& read) {
        out = std::move(read);
        out.kind = kind;
      },
      std::move(doc));
}

Type<ActionDraft> schedule() {
  Table<ActionDraft> table("Schedule", "A draft, or a campaign that has not started, gets a start.");
  table.key("campaign", &ActionDraft::campaign, campaign_name(), {.text = kCampaignOrAll, .example = R"("reminders")"})
      .key("at", &ActionDraft::at, or_null(instant()),
           {.otherwise = "null", .otherwise_words = "null: when the action is carried out", .text = "Its start.", .example = R"("+2d")"});
  const auto now = converted<ActionDraft>(campaign_name(), [](Reader&, const Node&, Name&& name, ActionDraft& out) {
    out.campaign = std::move(name);
    return true;
  });
  return one_of<ActionDraft>("the name of a campaign or an object with the keys campaign and at",
                             {{Node::Kind::text, now}, {Node::Kind::object, table.object()}});
}

Type<ActionDraft> change_script() {
  Table<ActionDraft> table("ChangeScript", "Attempts that are placed from now on run another script.");
  table.key("campaign", &ActionDraft::campaign, campaign_name(), {.text = kCampaignOrAll, .example = R"("reminders")"})
      .key("script", &ActionDraft::script, located(text("the name of a script")), {.text = "A key of `scripts`.", .example = R"("v2")"});
  return table.object();
}

Type<ActionDraft> add_contacts() {
  Table<ActionDraft> table("AddContacts", "Contacts that come later. A reaction that fires again adds further ones.");
  table.key("campaign", &ActionDraft::campaign, campaign_name(), {.text = "Its name.", .example = R"("reminders")"});
  add_contact_keys(table, [](ActionDraft& out) -> ContactsDraft& { return out.contacts.value; });
  const auto placed = checked(table.object(), [](Reader&, const Node& node, ActionDraft& out) {
    out.contacts.node = &node;
    return true;
  });
  return with_keys_checked(placed, check_contact_keys);
}

void set_purchase(ActionDraft& out, Duration bought) {
  out.kind = ActionKind::buy_minutes;
  out.minutes = bought;
}

Type<ActionDraft> action() {
  Table<ActionDraft> table("Action", "A command to the product, as a person gives it.");
  add_long(table, ActionKind::schedule, "schedule", schedule(),
           {.text = "Gives a campaign its start.", .example = R"({"campaign": "reminders", "at": "+2d"})"});
  add_simple(table, ActionKind::pause, "pause", "Places no new call of the campaign. Calls on a line are completed.");
  add_simple(table, ActionKind::resume, "resume", "Goes on with a paused campaign. `*`: every one that this reason paused.");
  add_simple(table, ActionKind::finish, "finish", "Ends the campaign.");
  add_simple(table, ActionKind::remove, "delete", "Ends the campaign and takes it out of every list of campaigns.");
  add_long(table, ActionKind::add_contacts, "add_contacts", add_contacts(),
           {.text = "Adds contacts.", .example = R"({"campaign": "reminders", "count": 1000, "customers": "warm"})"});
  add_long(table, ActionKind::change_script, "change_script", change_script(),
           {.text = "Changes the script.", .example = R"({"campaign": "reminders", "script": "v2"})"});
  table.key_for("buy_minutes", minutes({.least = 0, .most = kMostMinutesBought, .least_itself = false}), set_purchase,
                {.unit = "min", .text = "Adds to the balance. Resumes nothing.", .example = "20000"});
  return table.choice();
}

bool check_rule_keys(Reader& r, const Node& node) {
  const bool at = given(node, "at"), when = given(node, "when");
  if (at == when) {
    r.error(node, at ? "expected one of the keys at and when, got both" : "expected the key at or the key when");
    return false;
  }
  if (when || !given(node, "after")) return true;
  r.error(*node.find("after"), "after goes with when; with at the time is set");
  return false;
}

Type<SimTime> time_of_action() {
  return checked(instant(), [](Reader& r, const Node& node, SimTime at) {
    if (at >= SimTime{}) return true;
    r.error(node, "an action cannot come before the start of the scenario");
    return false;
  });
}

}  // namespace

Type<RuleDraft> operator_rule() {
  Table<RuleDraft> table("OperatorRule", "What a person does at a set time, or in reaction to an event of the account.");
  table
      .key("at", &RuleDraft::at, or_null(located(time_of_action())),
           {.otherwise = "null", .text = "Once, at this time. Either this or `when`.", .example = R"("+2d1h")"})
      .key("when", &RuleDraft::when,
           or_null(word_of<Trigger>({{"out_of_minutes", Trigger::out_of_minutes},
                                     {"system_failure", Trigger::system_failure},
                                     {"system_failure_over", Trigger::system_failure_over}})),
           {.otherwise = "null", .text = "Each time that this happens to the account.", .example = R"("out_of_minutes")"})
      .key("after", &RuleDraft::after, or_null(distribution()),
           {.otherwise = "null",
            .otherwise_words = "null: at once",
            .text = "With `when`: how long the reaction takes.",
            .example = R"({"lognormal": {"median": "20m", "sigma": 0.5}})"})
      .key("do", &RuleDraft::actions, list(located(action()), "a list of actions", {1, 10'000}),
           {.text = "In this order.", .example = R"([{"buy_minutes": 20000}, {"resume": "*"}])"});
  return with_keys_checked(table.object(), check_rule_keys);
}

}  // namespace sim::scenario
