#pragma once
// One replication: the only place where time moves. Each instant collects what is due in the order that the machine wants, feeds it, and
// carries out the commands that come back.
//
// Invariants
//   1. Data flows one way: models decide what would happen, the machine what is done, the collector and the auditor only look.
//   2. The history depends on the configuration, the seed and the replication; not on what is recorded.

#include <deque>
#include <optional>
#include <vector>

#include "sim/kernel/fingerprint.hpp"
#include "sim/world/auditor.hpp"
#include "sim/world/collector.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/input_recording.hpp"
#include "sim/world/open_time.hpp"
#include "sim/world/people.hpp"
#include "sim/world/replication.hpp"
#include "sim/world/telephony.hpp"
#include "sim/world/zone_clock.hpp"

namespace sim::world {

class World {
 public:
  World(const WorldConfig& config, const models::Answers& answers, const ReplicationOptions& options);
  metrics::ReplicationResult run();

 private:
  // What calls.csv tells of one call; kept only when somebody asked.
  struct CallBooks {
    SimTime first = kNever, last = kNever;
    Duration talk{0}, billed{0};
  };
  struct Owner {  // of the attempt on a line
    std::uint32_t campaign = 0;
    CallIndex call = 0;
    AttemptId attempt{};
    std::int8_t hour = -1;  // on the customer's clock when it was placed
  };
  struct CampaignSide {
    People people;
    std::vector<OpenTime> open_time;       // per zone; empty: it is always open
    std::vector<std::int8_t> failed_hour;  // per call, where the model asks for it
    std::vector<CallBooks> calls;
    bool more = false;   // a dial is asked for more than every dial is: the clock, what is written per call, what comes soon
    bool far = false;    // more contacts than the nearer caches hold; without zones little is known of each
    CallIndex soon = 0;  // what was fetched last for a dial to come
  };

  void begin();
  bool stopped();
  bool over() const;
  void instant(SimTime now);
  void expect_soon();
  void expect_dial(std::uint32_t campaign);
  void feed_timers(SimTime now);
  void act(SimTime now, const models::OperatorRule& rule);
  void act_on(SimTime now, const models::Action& action, campaign::Input input);
  const ContactList& next_batch(std::uint32_t added);
  void add_contacts(SimTime now, std::uint32_t campaign, const ContactList& list);
  void feed(SimTime now, const campaign::Input& input);  // more of this instant will follow
  void close(SimTime now);                               // ends the instant
  void begin_draws();
  void report(SimTime now, const campaign::Input& input, WithinInstant place);
  void announce(SimTime now, const campaign::Input& input, WithinInstant place);
  [[gnu::noinline]] void write_down(SimTime now, const campaign::Input& input, WithinInstant place, bool live);
  void carry_out(SimTime now) {
    if (!commands_.empty()) carry_out_all(now);
  }
  [[gnu::noinline]] void carry_out_all(SimTime now);
  [[gnu::noinline]] void carry_out_change(SimTime now, const campaign::Command& command);
  // These two are all that most steps lead to.
  [[gnu::always_inline]] inline void place(SimTime now, const campaign::Command& command);
  [[gnu::always_inline]] inline void ended(SimTime now, Owner& owner, AttemptOutcome outcome);
  void dialog(const campaign::Command& command);
  void mark(SimTime now, const campaign::Input& input);
  void mark_report(SimTime now, const campaign::Input& input);
  void report_progress(SimTime now);
  metrics::ReplicationResult finish(SimTime end);
  void finish_audit(SimTime end);
  void write_calls();

  // So many have what belongs to them in the nearer caches: lines, contacts with zones.
  static constexpr std::uint32_t kLinesNear = 1000, kContactsNear = 50'000;

  const WorldConfig& config_;
  ReplicationOptions options_;
  const models::Answers& answers_;
  campaign::Machine machine_;
  std::optional<Auditor> auditor_;  // empty: switched off
  Telephony telephony_;
  Desk desk_;
  metrics::ReplicationResult result_;
  std::optional<Collector> collector_;
  std::vector<CampaignSide> sides_;
  std::vector<ZoneClock> clocks_;          // per zone
  std::vector<Owner> owners_;              // per line
  std::uint32_t expected_ = kMaxLines;     // the line of which a report comes soon
  std::vector<std::uint32_t> batches_;     // how often each of config.added has been added
  std::deque<ContactList> later_batches_;  // of those, from the second time on
  campaign::Commands commands_;
  kernel::Fingerprint fingerprint_;
  SimTime stop_at_ = kNever;
  SimTime last_{};
  std::uint32_t carrier_down_ = 0;
  bool windows_may_change_ = false;
  bool written_down_;  // a trace or a recording is made
  std::optional<campaign::Refusal> refusal_;
};

}  // namespace sim::world
