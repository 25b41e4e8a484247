// The fast path of the machine beside its general way, on campaigns drawn so that most steps may take the fast one: every input goes to
// two machines, to one of them after a tick of the same instant, which sends it the general way. Commands, deadlines, state and views are
// the same after each.

#include <algorithm>
#include <tuple>

#include "tests/catch.hpp"
#include "tests/exchange_world.hpp"

namespace sim::campaign {
namespace {

using swarm::Dice;

auto told(const Command& k) {
  return std::tuple(k.kind, k.from, k.status, k.campaign_status, k.reason, k.outcome, k.why, k.event, k.number, index(k.script),
                    index(k.campaign), k.call, k.count, k.attempt, k.at, k.talk, k.billed);
}

class Pair {
 public:
  explicit Pair(std::uint64_t seed) : dice_(seed), account_(exchanges::some_account(dice_)), quick_(account_), general_(account_) {
    for (std::uint32_t n = dice_.percent(70) ? 1 : 1 + dice_.up_to(2); n-- > 0;) add_campaign();
  }

  struct Seen {
    std::uint64_t on_the_line = 0;    // reports that led to a dial on the same line while all lines were taken
    std::uint64_t at_free_lines = 0;  // instants that began with a free line and a campaign in progress
    std::uint64_t among_several = 0;  // reports behind which more came in their instant
  };
  Seen run() {
    for (int events = 0; events < 400; ++events) {
      const SimTime next = std::min(ends_.first(), quick_.next_deadline());
      if (next == kNever && operations_ == 0) break;
      if (dice_.percent(4) && operations_ > 0) {
        operate();
      } else if (next != kNever) {
        now_ = next;
        ends_.first() == next && (quick_.next_deadline() > next || dice_.percent(50)) ? report() : tick();
      }
      compare();
    }
    return seen_;
  }

 private:
  void add_campaign() {
    const CampaignConfig config = exchanges::some_campaign(dice_);
    Input input;
    input.kind = InputKind::create;
    input.config = &config;
    both(input);
    const std::uint32_t c = campaigns_++;
    add_contacts(c);
    input = {};
    input.kind = InputKind::schedule;
    input.campaign = CampaignId{c};
    input.at = Rig::s(100.0 * c);
    both(input);
  }

  void add_contacts(std::uint32_t c) {
    const ContactBlock block = exchanges::some_contacts(dice_, account_, 20);
    Input input;
    input.kind = InputKind::add_contacts;
    input.campaign = CampaignId{c};
    input.contacts = &block;
    both(input);
  }

  void operate() {
    --operations_;
    const auto c = static_cast<std::uint32_t>(dice_.below(campaigns_));
    Input input;
    input.campaign = CampaignId{c};
    input.script = ScriptId{8};
    switch (dice_.below(5)) {
      case 0:
        return add_contacts(c);
      case 1:
        input.kind = InputKind::pause;
        break;
      case 2:
        input.kind = InputKind::change_script;
        break;
      case 3:
        input.kind = dice_.percent(20) ? InputKind::finish : InputKind::resume;
        break;
      default:
        input.kind = InputKind::resume;
    }
    both(input);
  }

  void tick() {
    if (!all_taken() && in_progress()) ++seen_.at_free_lines;
    general_.accept(now_, {}, general_said_);
    both({});
  }

  void both(const Input& input) {
    quick_.step(now_, input, quick_said_);
    general_.step(now_, input, general_said_);
  }

  void report() {
    const bool all = all_taken();
    if (!all && in_progress()) ++seen_.at_free_lines;
    general_.accept(now_, {}, general_said_);
    for (Input next = ends_.take();; next = ends_.take()) {
      const bool last = ends_.first() != now_;
      if ((last && (operations_ == 0 || dice_.percent(95))) || dice_.percent(10)) {
        both(next);
        break;
      }
      quick_.accept(now_, next, quick_said_);
      general_.accept(now_, next, general_said_);
      ++seen_.among_several;
      if (last || (operations_ > 0 && dice_.percent(5))) {  // what ends the instant is no exchange
        operate();
        break;
      }
    }
    if (all && all_taken()) ++seen_.on_the_line;
  }

  bool all_taken() const { return quick_.account().lines_in_use == account_.lines; }
  bool in_progress() const { return quick_.view(CampaignId{0}).status == CampaignStatus::in_progress; }

  void compare() {
    REQUIRE(std::ranges::equal(quick_said_, general_said_, {}, told, told));
    REQUIRE(quick_.next_deadline() == general_.next_deadline());
    std::vector<std::int64_t> quick, general;
    quick_.append_canonical_state(quick);
    general_.append_canonical_state(general);
    REQUIRE(quick == general);
    REQUIRE(quick_.account().unique_users == general_.account().unique_users);
    REQUIRE(quick_.account().billed == general_.account().billed);
    for (std::uint32_t c = 0; c < campaigns_; ++c) {
      REQUIRE(quick_.view(CampaignId{c}).calls_by_status == general_.view(CampaignId{c}).calls_by_status);
      REQUIRE(quick_.view(CampaignId{c}).lines_in_use == general_.view(CampaignId{c}).lines_in_use);
    }
    ends_.draw(dice_, now_, quick_said_);
    quick_said_.clear();
    general_said_.clear();
  }

  Dice dice_;
  AccountConfig account_;
  Machine quick_, general_;
  Commands quick_said_, general_said_;
  exchanges::Ends ends_;
  SimTime now_{};
  std::uint32_t campaigns_ = 0;
  int operations_ = 8;
  Seen seen_;
};

TEST_CASE("an exchange of calls does what the general way would do", "[properties][machine]") {
  Pair::Seen all;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    INFO("seed " << seed);
    const Pair::Seen seen = Pair(seed).run();
    all.on_the_line += seen.on_the_line;
    all.at_free_lines += seen.at_free_lines;
    all.among_several += seen.among_several;
  }
  CHECK(all.on_the_line > 10'000);
  CHECK(all.at_free_lines > 10'000);
  CHECK(all.among_several > 1'000);
}

}  // namespace
}  // namespace sim::campaign
