#pragma once
// Everything one replication needs, resolved and validated: the account and campaigns of the machine, the lists, the models. Frozen
// while replications run; every thread reads the same one.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/answer.hpp"
#include "models/carrier.hpp"
#include "models/customer.hpp"
#include "models/operator.hpp"
#include "models/script.hpp"
#include "sim/campaign/config.hpp"

namespace sim::world {

// One attempt of a scripted contact.
struct ScriptedOutcome {
  AttemptOutcome outcome{};
  Duration talk{0};  // answered, voicemail
  Duration ring{0};  // time before pick-up; for the others the time on the line
};

// Rows of a contact file, as columns. A column is empty when the file has none.
struct ContactFile {
  std::string path;
  std::vector<std::string> phones;   // as normalised; a malformed one as written
  std::vector<PhoneKey> phone_keys;  // equal phones have equal keys, also across files; 0: nobody else has it, or it is malformed
  std::vector<std::uint8_t> malformed;
  std::vector<std::uint16_t> customers;  // segment; kDefaultSegment: the list's
  std::vector<ZoneIndex> zones;          // kModelZone: drawn from the segment
  std::vector<std::int32_t> priorities;
  std::vector<SimTime> not_before, not_after;  // SimTime::min(), kNever: none
  std::vector<std::uint32_t> script_from;      // rows + 1 offsets into scripted; equal: none
  std::vector<ScriptedOutcome> scripted;
  static constexpr std::uint16_t kDefaultSegment = 0xffff;
  static constexpr ZoneIndex kModelZone = 0xffff;
};

// Contacts added together. Draws are keyed by `list` and row.
struct ContactList {
  std::uint32_t list = 0;  // 0 .. 65535: equal for lists that are the same people
  std::uint32_t first_row = 0;
  std::uint32_t count = 0;
  std::uint16_t customers = 0;  // segment
  bool shared = false;          // the same people are in another list too
  std::shared_ptr<const ContactFile> file;
};

struct CampaignSpec {
  std::string name;
  std::optional<SimTime> starts;  // empty: a draft until the operator schedules it
  campaign::CampaignConfig config;
  std::vector<ContactList> contacts;
};

struct ScriptSpec {
  std::string name;
  models::ScriptModel model;
};

struct CustomerSpec {
  std::string name;
  models::CustomerModel model;
};

struct Price {
  std::string currency;
  double per_minute = 0;    // of billed time
  double per_line_day = 0;  // of the account's lines, for each started day of the run
};

struct WorldConfig {
  std::int64_t start_unix_s = 0;  // SimTime 0
  SimTime horizon = kNever;
  std::uint64_t seed = 1;
  campaign::AccountConfig account;
  std::optional<Price> price;
  std::vector<CampaignSpec> campaigns;
  std::vector<ScriptSpec> scripts;      // never empty: campaigns without one use a silent script named ""
  std::vector<CustomerSpec> customers;  // never empty
  models::CarrierModel carrier;
  std::vector<models::OperatorRule> operators;
  std::vector<ContactList> added;       // for the operator's add_contacts
  std::vector<std::string> zone_names;  // beside account.zones
};

// The models of a configuration, compiled.
models::Answers compile_models(const WorldConfig& config);

}  // namespace sim::world
