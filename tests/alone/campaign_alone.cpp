// Compiles and uses sim/campaign with nothing but sim/base beside it: the proof that the machine needs no clock, dice, I/O or JSON.

#include "sim/campaign/status.hpp"

int main() {
  using namespace sim::campaign;
  return cell(CampaignStatus::in_progress, CampaignEvent::pause).to == CampaignStatus::paused ? 0 : 1;
}
