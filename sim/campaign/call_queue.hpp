#pragma once
// The calls of one campaign that wait, and which of them is next. Built so that no step looks at every contact:
//   * contacts never dialed are not stored at all, only how far the list has been walked (per zone);
//   * retries wait in FIFO lanes, one per (delay, zone), which are in due order by themselves;
//   * what has a key of its own (priority, first or last moment, a shared phone, a daily cap, a time of day) waits in heaps, which
//     exist only for those contacts.
// Windows open and close groups (one per zone), not contacts.
//
// Invariants
//   1. A call waits in exactly one place, or is on a line, or is final.
//   2. next() obeys: contact priority, then the campaign's order, then due time, then position in the list.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/campaign/config.hpp"
#include "sim/campaign/fifo_lane.hpp"

namespace sim::campaign {

// What a contact has that most have not.
struct SpecialContact {
  std::int32_t priority = 0;
  SimTime not_before = SimTime::min();
  SimTime not_after = kNever;
  PhoneKey phone = 0;
};

struct WaitingCall {
  CallIndex call = 0;
  SimTime due{};       // order and waiting
  SimTime ready_at{};  // no dial before; >= due
  std::int32_t priority = 0;
  SimTime not_after = kNever;
  bool retry = false;
  std::uint8_t attempts = 0;  // placed so far; tells a stale entry from a current one
};

enum class CallSource : std::uint8_t { fresh, lane, special };

// The next call and where it waits.
struct Candidate {
  std::int64_t order;  // by the campaign's order, smaller first
  SimTime due;
  CallIndex call;
  std::int32_t priority;
  CallSource source;
  std::uint32_t group;
  std::uint32_t lane;
  bool before(const Candidate& other) const {
    if (priority != other.priority) return priority > other.priority;
    if (order != other.order) return order < other.order;
    return due != other.due ? due < other.due : call < other.call;
  }
};

// Calls with keys of their own, in one zone: first by the instant from which they may be dialed, then by the order of dialing. With
// closing_first a call that has a last moment stands in two heaps, by that moment and by its due time: it goes by its last moment while
// that comes before the closing of its group, and by its due time like every other when the group closes first. Its copy in the other heap
// is stale once it is taken.
class SpecialQueue {
 public:
  void add(const WaitingCall& call);
  // Moves what has become ready. To be called before best() and take().
  void ripen(SimTime now, DialOrder order);
  const WaitingCall* best(SimTime group_close) const;
  WaitingCall take(DialOrder order, SimTime group_close);
  SimTime next_ready() const { return pending_.empty() ? kNever : pending_.front().ready_at; }
  // Calls visit(call) for every entry, stale ones and copies included.
  template <typename Visit>
  void each(const Visit& visit) const {
    for (const Heap* heap : {&pending_, &ready_, &closing_}) {
      for (const WaitingCall& call : *heap) visit(call);
    }
  }
  bool empty() const { return pending_.empty() && ready_.empty(); }
  std::size_t bytes() const { return (pending_.capacity() + ready_.capacity() + closing_.capacity()) * sizeof(WaitingCall); }

 private:
  using Heap = std::vector<WaitingCall>;
  // Call and attempts; one mark per copy: a call that waits for its phone comes back with the same attempts and may leave several.
  using Stale = std::multiset<std::pair<CallIndex, std::uint8_t>>;
  bool by_moment(SimTime group_close) const;

  Heap pending_, ready_, closing_;
  Stale stale_ready_, stale_closing_;
};

// The contacts of one zone in one campaign.
struct ZoneGroup {
  explicit ZoneGroup(ZoneIndex contact_zone, ZoneIndex clock_zone) : zone(contact_zone), hours_zone(clock_zone) {}

  // What the calls of a lane have in common, beside their delay.
  struct LaneKind {
    bool error = false;    // the last outcome is of kind error
    bool counted = false;  // their phones have been counted as unique users, in this period or an earlier one
    friend bool operator==(const LaneKind&, const LaneKind&) = default;
  };
  static constexpr std::size_t kLaneKinds = 4;
  struct Lane {
    FifoLane calls;
    LaneKind kind;
  };
  struct Stretch {  // positions [from, to), or [from, to) of `positions`
    std::uint64_t from, to;
    bool listed;
  };

  ZoneIndex zone;
  ZoneIndex hours_zone;
  bool open = false;

  // Whom to dial next here, while `best_known_until` has not come: nothing that may be dialed was added, taken away or became due since
  // it was found. Most placements take from another group, and then nothing is looked for twice.
  // Nobody who comes to wait for a later instant is dialed before the best, and after it comes the next from where it waits: another that
  // was never dialed, or the next of the lane, which may be due only later, if it is due before `others_from`.
  bool leads = false;
  SimTime best_known_until = SimTime::min();
  SimTime others_from = SimTime::min();  // the first of the lanes but that of the best is not due before
  Candidate best{.due = kNever};         // nobody
  void forget_best() { best_known_until = SimTime::min(); }

  SimTime changes = kNever;  // when `open` changes next
  std::vector<Stretch> fresh;
  std::size_t stretch = 0;  // the first that is not walked to its end
  std::vector<CallIndex> positions;
  std::vector<Lane> lanes;
  std::vector<std::int32_t> lane_of;  // [kLaneKinds * delay + 2 * counted + error], -1: none yet
  SpecialQueue special;
};

class CallQueue {
 public:
  CallQueue(const CampaignConfig& config, std::size_t delays);

  // Adds the contacts of a block at positions first, first + 1, ... Malformed ones are left out.
  void add(const ContactBlock& block, CallIndex first);
  // From now on calls may be taken; the due time of first attempts is known.
  void start(SimTime due);

  // REQUIRES in_order().
  void retry(std::uint32_t group, std::uint16_t delay, ZoneGroup::LaneKind kind, SimTime due, CallIndex call);
  // Whether a call that is due then comes last of those that wait with the same delay. After a delay of so many seconds it always does; a
  // time of day may come earlier than that of the call before, when the clock was set back over midnight in between.
  bool in_order(std::uint32_t group, std::uint16_t delay, ZoneGroup::LaneKind kind, SimTime due) const {
    const ZoneGroup& g = groups_[group];
    const std::int32_t lane = g.lane_of[lane_index(delay, kind)];
    return lane < 0 || g.lanes[static_cast<std::size_t>(lane)].calls.last_due() <= due;
  }
  void retry_special(std::uint32_t group, const WaitingCall& call);

  // Null: nobody can be dialed now. The result stands until the next call on this queue that is not const.
  const Candidate* next(SimTime now);
  // The same for one group. REQUIRES it is open.
  const Candidate* next_of(std::uint32_t group, SimTime now) { return next_of(groups_[group], now); }
  // Whether it is known of some call that it can be dialed. False says nothing. One with keys of its own is not asked for: it may have
  // ended.
  bool knows_somebody(SimTime now) const {
    return std::ranges::any_of(groups_, [now](const ZoneGroup& g) {
      return g.open && now < g.best_known_until && g.best.due <= now && g.best.source != CallSource::special;
    });
  }
  // Puts the next call and when it is due into the candidate, when next() gave it and that is known already.
  void take(const Candidate& candidate);
  // REQUIRES the candidate is a special one.
  [[gnu::noinline]] WaitingCall take_special(const Candidate& candidate);
  // When somebody becomes ready in the open groups. REQUIRES next() gave nothing and was the last to be asked.
  SimTime next_ready() const;

  std::vector<ZoneGroup>& groups() { return groups_; }
  const std::vector<ZoneGroup>& groups() const { return groups_; }
  const SpecialContact* special(CallIndex call) const;
  const std::unordered_map<CallIndex, SpecialContact>& specials() const { return specials_; }
  SimTime fresh_due() const { return fresh_due_; }

  // Nothing waits here but first dials and retries of one zone whose hours never close.
  bool plain() const {
    return groups_.size() == 1 && groups_.front().open && groups_.front().changes == kNever && specials_.empty() &&
           groups_.front().special.empty();
  }

  // Takes away every contact never dialed of the open groups (not the special ones); returns how many.
  std::uint64_t sweep_fresh();
  struct Swept {
    std::uint64_t errors = 0, others = 0;
  };
  // The same for every retry that is due now and not counted as a unique user.
  Swept sweep_retries(SimTime now);
  // One call that a sweep took away and that nobody has asked for yet.
  std::optional<CallIndex> settle();
  CallIndex ahead(const Candidate& candidate) const;

  // Adds what waits here for its first dial with keys of its own, or for a retry. Entries for which `current` is false are stale.
  void list_waiting(std::map<CallIndex, WaitingCall>& waiting, const std::function<bool(const WaitingCall&)>& current) const;

  std::size_t bytes() const;

 private:
  std::uint32_t group_of(ZoneIndex contact_zone) {
    const ZoneIndex zone = merge_zones_ ? campaign_zone_ : contact_zone;
    const bool known = zone < group_by_zone_.size() && group_by_zone_[zone] >= 0;
    return known ? static_cast<std::uint32_t>(group_by_zone_[zone]) : new_group(zone);
  }
  [[gnu::noinline]] std::uint32_t new_group(ZoneIndex zone);
  void add_contacts(const ContactBlock& block, CallIndex first);
  void add_ordinary(std::uint32_t group, CallIndex call, bool single_zone);
  void add_by_zone(const ContactBlock& block, CallIndex first);
  static void add_stretch(ZoneGroup& group, const ZoneGroup::Stretch& stretch);
  [[gnu::noinline]] static std::int32_t new_lane(ZoneGroup& group, ZoneGroup::LaneKind kind);
  static std::size_t lane_index(std::uint16_t delay, ZoneGroup::LaneKind kind) {
    return ZoneGroup::kLaneKinds * delay + (kind.counted ? 2 : 0) + (kind.error ? 1 : 0);
  }
  std::int64_t order_key(bool retry, SimTime closing) const {
    return order_ == DialOrder::closing_first ? us(closing) : order_keys_[retry ? 1 : 0];
  }
  SimTime closing(const ZoneGroup& group) const;
  const Candidate* next_of(ZoneGroup& group, SimTime now) {
    if (now >= group.best_known_until) find_best(group, now);
    return group.best.due <= now ? &group.best : nullptr;
  }
  [[gnu::noinline]] void find_best(ZoneGroup& group, SimTime now);
  void find_best_fresh(ZoneGroup& group, SimTime close);
  [[gnu::noinline]] void find_best_special(ZoneGroup& group, SimTime now, SimTime close);
  static void take_fresh(ZoneGroup& group);
  static void take_from_lane(ZoneGroup& group, FifoLane& lane);
  static CallIndex first_fresh(const ZoneGroup& group) {
    const ZoneGroup::Stretch& s = group.fresh[group.stretch];
    return s.listed ? group.positions[s.from] : static_cast<CallIndex>(s.from);
  }

  static constexpr std::uint32_t kNoLane = 0xffffffff;

  HoursClock clock_;
  ZoneIndex campaign_zone_;
  bool merge_zones_;  // one group for all: nothing depends on the contact's clock
  DialOrder order_;
  std::array<std::int64_t, 2> order_keys_{};  // of a contact never dialed and of a retry, unless the closing decides
  SimTime ends_;
  std::size_t delays_;
  SimTime fresh_due_ = kNever;
  bool started_ = false;
  std::vector<ZoneGroup> groups_;
  std::vector<std::int32_t> group_by_zone_;
  std::unordered_map<CallIndex, SpecialContact> specials_;
  std::vector<std::pair<std::uint32_t, WaitingCall>> special_fresh_;  // until the start
  std::vector<std::pair<std::uint32_t, ZoneGroup::Stretch>> swept_fresh_;
};

}  // namespace sim::campaign
