#pragma once
// The contacts of one campaign as the simulated world sees them: which list and row a call comes from, so which keyed draws it owns, and
// its segment, zone, phone and script. The machine gets blocks of them without any of that but zones, phones and columns of the file.

#include <span>
#include <string>
#include <vector>

#include "models/answer.hpp"
#include "models/draws_ahead.hpp"
#include "sim/campaign/config.hpp"
#include "sim/world/world_config.hpp"

namespace sim::world {

struct Person {
  const ContactList* list;
  std::uint32_t row;  // of the list
  std::uint32_t file_row;
  std::uint16_t segment;
  ZoneIndex zone;
};

class People {
 public:
  People(const WorldConfig& config, const models::Answers& answers, std::uint32_t replication)
      : config_(config), answers_(answers), replication_(replication) {}

  // Draws zones, builds the block for the machine, and remembers whose calls these are. Positions follow those added before.
  campaign::ContactBlock add(const ContactList& list);

  Person person(CallIndex call) const {
    if (!in_one_list_) return person_of_stretch(call);
    return {first_.list, first_.row + call, call, first_.segment, zones_.empty() ? first_.zone : zones_[call]};
  }
  // The scripted outcome of the n-th attempt (from 1); null when the model decides.
  const ScriptedOutcome* scripted(const Person& person, std::uint32_t attempt) const {
    return !in_one_list_ && person.list->file ? scripted_in_file(person, attempt) : nullptr;
  }
  // They came together, each with a zone of its own.
  bool zoned() const { return stretches_.size() == 1 && !stretches_.front().zones.empty(); }
  // REQUIRES zoned().
  void prefetch(CallIndex call) const { __builtin_prefetch(&stretches_.front().zones[call]); }
  std::string phone(const Person& person) const;
  models::Who who(const Person& person) const { return {config_.seed, replication_, person.list->list, person.row}; }
  std::uint32_t size() const { return size_; }
  std::size_t bytes() const;

 private:
  struct Stretch {
    CallIndex from;
    const ContactList* list;
    std::vector<ZoneIndex> zones;  // empty: all in `zone`
    ZoneIndex zone;
  };
  const Stretch& stretch_of(CallIndex call) const;
  Person person_of_stretch(CallIndex call) const {
    const Stretch& stretch = stretches_.size() == 1 ? stretches_.front() : stretch_of(call);
    const std::uint32_t i = call - stretch.from;
    const ContactList& list = *stretch.list;
    return {&list, list.first_row + i, i, list.file ? segment_of(list, i) : list.customers,
            stretch.zones.empty() ? stretch.zone : stretch.zones[i]};
  }
  const ScriptedOutcome* scripted_in_file(const Person& person, std::uint32_t attempt) const;
  ZoneIndex zone_of(const ContactList& list, std::uint32_t i, models::DrawsAhead& traits) const;
  ZoneIndex drawn_zone(const ContactList& list, std::uint16_t segment, std::uint32_t i, models::DrawsAhead& traits) const;
  std::uint16_t segment_of(const ContactList& list, std::uint32_t i) const;

  const WorldConfig& config_;
  const models::Answers& answers_;
  std::uint32_t replication_;
  std::uint32_t size_ = 0;
  std::vector<Stretch> stretches_;
  // Mostly all are in one list without a file, one row after the other: then what they have in common is that of the first.
  bool in_one_list_ = false;
  Person first_{};
  std::span<const ZoneIndex> zones_;  // as those of the stretch
};

}  // namespace sim::world
