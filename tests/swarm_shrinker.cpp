#include "tests/swarm_shrinker.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "sim/base/outcome.hpp"
#include "sim/verify/history.hpp"

namespace sim::swarm {
namespace {

using campaign::AccountConfig;
using campaign::CampaignConfig;

constexpr std::size_t kHistoryShown = 60;  // lines before the end

std::string name_of(const Action& action) {
  campaign::ContactBlock block;
  block.count = static_cast<std::uint32_t>(action.contacts.size());
  campaign::Input input = action.input;
  input.contacts = &block;
  return verify::text_of(input);
}

void add_contacts(std::vector<Part>& parts, const std::vector<Contact>& contacts, const std::string& where,
                  const std::function<std::vector<Contact>&(Case&)>& list) {
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    parts.push_back({where + "/" + std::to_string(i), [list, i](Case& world) { list(world)[i].left_out = true; }});
  }
}

// Puts a field of the account back to what it is when nobody sets it.
template <typename Field>
void add_account_rule(std::vector<Part>& parts, const std::string& name, Field AccountConfig::*field) {
  parts.push_back({name, [field](Case& world) {
                     const AccountConfig plain;
                     world.account.*field = plain.*field;
                   }});
}
template <typename Field>
void add_campaign_rule(std::vector<Part>& parts, const std::string& name, std::size_t c, Field CampaignConfig::*field) {
  parts.push_back({name + " of c" + std::to_string(c), [c, field](Case& world) {
                     const CampaignConfig plain;
                     world.campaigns[c].config.*field = plain.*field;
                   }});
}
template <typename Field>
void add_fault(std::vector<Part>& parts, const std::string& name, Field Link::*field) {
  parts.push_back({name, [field](Case& world) { world.link.*field = 0; }});
}
// Of all contacts at once.
template <typename Field>
void add_term(std::vector<Part>& parts, const std::string& name, Field Contact::*field) {
  parts.push_back({name, [field](Case& world) {
                     const Contact plain;
                     for (PlannedCampaign& c : world.campaigns) {
                       for (Contact& contact : c.contacts) contact.*field = plain.*field;
                     }
                     for (Action& action : world.actions) {
                       for (Contact& contact : action.contacts) contact.*field = plain.*field;
                     }
                   }});
}

void add_account(std::vector<Part>& parts) {
  add_account_rule(parts, "gap between starts", &AccountConfig::start_gap);
  add_account_rule(parts, "reserve", &AccountConfig::reserve);
  add_account_rule(parts, "balance", &AccountConfig::balance);
  add_account_rule(parts, "billing", &AccountConfig::billing);
  add_account_rule(parts, "quota of unique users", &AccountConfig::unique_users);
  add_account_rule(parts, "users counted when dialed", &AccountConfig::counted_on);
  add_account_rule(parts, "breaker", &AccountConfig::breaker);
  add_account_rule(parts, "several lines", &AccountConfig::lines);
  parts.push_back({"clock changes", [](Case& world) {
                     for (campaign::Zone& zone : world.account.zones) zone = campaign::Zone{{zone.segments().front()}};
                   }});
}

void add_link(std::vector<Part>& parts, const Case& world) {
  add_fault(parts, "pick-ups reported", &Link::pick_ups);
  add_fault(parts, "late reports", &Link::late);
  add_fault(parts, "duplicated reports", &Link::duplicated);
  add_fault(parts, "lost reports", &Link::lost);
  add_fault(parts, "reports of nobody's attempt", &Link::of_nobody);
  for (std::size_t o = 0; o < kOutcomeCount; ++o) {
    if (world.link.outcomes[o] == 0) continue;
    parts.push_back({"outcome " + std::string(kOutcomeWords[o]), [o](Case& w) {
                       const auto left = std::accumulate(w.link.outcomes.begin(), w.link.outcomes.end(), 0u) - w.link.outcomes[o];
                       if (left > 0) w.link.outcomes[o] = 0;
                     }});
  }
}

void add_campaign(std::vector<Part>& parts, std::size_t c) {
  add_campaign_rule(parts, "calling hours", c, &CampaignConfig::hours);
  add_campaign_rule(parts, "end", c, &CampaignConfig::ends);
  add_campaign_rule(parts, "order", c, &CampaignConfig::order);
  add_campaign_rule(parts, "priority", c, &CampaignConfig::priority);
  add_campaign_rule(parts, "share", c, &CampaignConfig::share);
  add_campaign_rule(parts, "several lines", c, &CampaignConfig::lines);
  const std::string of = " of c" + std::to_string(c);
  parts.push_back({"daily cap" + of, [c](Case& world) { world.campaigns[c].config.retry.max_attempts_per_day.reset(); }});
  for (std::size_t o = 0; o < kOutcomeCount; ++o) {
    parts.push_back({"retry after " + std::string(kOutcomeWords[o]) + of,
                     [c, o](Case& world) { world.campaigns[c].config.retry.rules[o] = campaign::OutcomeRule{}; }});
  }
}

}  // namespace

std::vector<Part> parts_of(const Case& world) {
  std::vector<Part> parts;
  for (std::size_t c = 0; c < world.campaigns.size(); ++c) {
    parts.push_back({"campaign c" + std::to_string(c), [c](Case& w) { w.campaigns[c].left_out = true; }});
  }
  for (std::size_t a = 0; a < world.actions.size(); ++a) {
    parts.push_back({name_of(world.actions[a]), [a](Case& w) { w.actions[a].left_out = true; }});
  }
  for (std::size_t c = 0; c < world.campaigns.size(); ++c) {
    add_contacts(parts, world.campaigns[c].contacts, "contact c" + std::to_string(c),
                 [c](Case& w) -> std::vector<Contact>& { return w.campaigns[c].contacts; });
  }
  for (std::size_t a = 0; a < world.actions.size(); ++a) {
    add_contacts(parts, world.actions[a].contacts, "added contact",
                 [a](Case& w) -> std::vector<Contact>& { return w.actions[a].contacts; });
  }
  for (std::size_t c = 0; c < world.campaigns.size(); ++c) add_campaign(parts, c);
  add_account(parts);
  add_link(parts, world);
  add_term(parts, "shared phones", &Contact::phone);
  add_term(parts, "priorities", &Contact::priority);
  add_term(parts, "first moments", &Contact::not_before);
  add_term(parts, "last moments", &Contact::not_after);
  add_term(parts, "malformed numbers", &Contact::malformed);
  add_term(parts, "several zones", &Contact::zone);
  return parts;
}

Shrunk shrink(const Case& failing, const Judge& judge) {
  std::vector<Part> left = parts_of(failing);
  Shrunk shrunk{failing, {}, judge(failing, nullptr), {}};
  const std::string rule = shrunk.verdict.rule;
  const auto try_without = [&](std::size_t from, std::size_t to) {
    Case smaller = shrunk.world;
    for (std::size_t i = from; i < to; ++i) left[i].take_out(smaller);
    const Verdict verdict = judge(smaller, nullptr);
    if (verdict.rule != rule) return false;
    shrunk.world = std::move(smaller);
    shrunk.verdict = verdict;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(from), left.begin() + static_cast<std::ptrdiff_t>(to));
    return true;
  };
  for (std::size_t size = left.size(); size > 0;) {
    bool smaller = false;
    for (std::size_t from = 0; from < left.size();) {
      const std::size_t to = std::min(from + size, left.size());
      try_without(from, to) ? void(smaller = true) : void(from = to);
    }
    if (size > 1 || !smaller) size /= 2;
  }
  for (const Part& part : left) shrunk.needed.push_back(part.name);
  judge(shrunk.world, &shrunk.history);
  return shrunk;
}

std::string report(const Shrunk& shrunk, const std::string& tag) {
  const std::string seed = std::to_string(shrunk.world.seed);
  std::string text = "seed " + seed + ": " + shrunk.verdict.violation + "\nagain: DIALSIM_SWARM_SEED=" + seed +
                     " build/release/tests/dialsim_tests '" + tag + "'\nneeded for it:";
  for (const std::string& name : shrunk.needed) text += "\n  " + name;
  text += "\nits history:";
  const std::size_t from = shrunk.history.size() > kHistoryShown ? shrunk.history.size() - kHistoryShown : 0;
  if (from > 0) text += "\n  ... " + std::to_string(from) + " lines before";
  for (std::size_t i = from; i < shrunk.history.size(); ++i) text += "\n  " + shrunk.history[i];
  return text;
}

std::optional<std::uint64_t> seed_asked_for() {
  const char* seed = std::getenv("DIALSIM_SWARM_SEED");
  return seed == nullptr ? std::nullopt : std::optional<std::uint64_t>(std::strtoull(seed, nullptr, 10));
}

}  // namespace sim::swarm
