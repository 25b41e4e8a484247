#pragma once
// Campaigns as a scenario writes them.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

Type<CampaignDraft> campaign_keys();

}  // namespace sim::scenario
