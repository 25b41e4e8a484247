#include "sim/world/world.hpp"

#include <algorithm>

#include "sim/base/check.hpp"
#include "sim/world/trace_text.hpp"

namespace sim::world {

using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

models::Answers compile_models(const WorldConfig& config) {
  std::vector<models::CustomerModel> customers;
  for (const CustomerSpec& spec : config.customers) customers.push_back(spec.model);
  std::vector<models::ScriptModel> scripts;
  for (const ScriptSpec& spec : config.scripts) scripts.push_back(spec.model);
  return {std::move(customers), std::move(scripts), config.carrier};
}

struct Simulation::Models {
  models::Answers answers;
};

Simulation::Simulation(const WorldConfig& config)
    : config_(config), models_(std::make_unique<const Models>(Models{compile_models(config)})) {}
Simulation::~Simulation() = default;
metrics::ReplicationResult Simulation::run(const ReplicationOptions& options) const {
  return World(config_, models_->answers, options).run();
}

metrics::ReplicationResult run_replication(const WorldConfig& config, const ReplicationOptions& options) {
  return Simulation(config).run(options);
}

World::World(const WorldConfig& config, const models::Answers& answers, const ReplicationOptions& options)
    : config_(config),
      options_(options),
      answers_(answers),
      machine_(config.account),
      telephony_(config, answers),
      desk_(config, answers, options.replication),
      clocks_(config.account.zones.begin(), config.account.zones.end()),
      owners_(config.account.lines),
      batches_(config.added.size()),
      stop_at_(std::min(config.horizon, options.until)),
      written_down_(options.trace != nullptr || options.recording != nullptr) {
  if (options.audit == Audit::on) auditor_.emplace(config.account);
  result_.replication = options.replication;
  check_context() = {config.seed, options.replication, 0};
}

metrics::ReplicationResult World::run() {
  begin();
  for (;;) {
    const SimTime deadline = machine_.next_deadline();
    const SimTime now = std::min({telephony_.next(), desk_.next(), deadline});
    if (now >= stop_at_ || now == kNever || (telephony_.idle() && over())) break;
    if ((++result_.events & 0xfff) == 0) {
      report_progress(now);
      if (stopped()) break;
    }
    last_ = now;
    windows_may_change_ = deadline == now;
    instant(now);
  }
  return finish(over() || stop_at_ == kNever || result_.interrupted ? last_ : stop_at_);
}

// From here on nobody will look at the result.
bool World::stopped() {
  if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) result_.interrupted = true;
  return result_.interrupted;
}

// All that exists at the start: campaigns in the order of the scenario, their lists, their start times.
void World::begin() {
  collector_.emplace(machine_, config_.campaigns.size(), SimTime{}, result_, options_.hours);
  for (std::uint32_t c = 0; c < config_.campaigns.size(); ++c) {
    const CampaignSpec& spec = config_.campaigns[c];
    sides_.push_back({People(config_, answers_, options_.replication), {}, {}, {}});
    for (const campaign::Zone& zone : config_.account.zones) {
      if (!spec.config.hours.always_open()) sides_.back().open_time.emplace_back(spec.config.hours, zone);
    }
    Input input;
    input.kind = InputKind::create;
    input.campaign = CampaignId{c};
    input.config = &spec.config;
    feed(SimTime{}, input);
    for (const ContactList& list : spec.contacts) add_contacts(SimTime{}, c, list);
    if (!spec.starts) continue;
    input.kind = InputKind::schedule;
    input.at = *spec.starts;
    feed(SimTime{}, input);
  }
  feed_timers(SimTime{});
  close(SimTime{});
  collector_->look_at_hours(SimTime{});
}

// Nothing that is pending can change a campaign any more.
bool World::over() const {
  if (!telephony_.idle()) return false;
  bool some_open = false, some_not_deleted = false;
  for (std::uint32_t c = 0; c < machine_.campaigns(); ++c) {
    some_open = some_open || !machine_.drained(CampaignId{c});
    some_not_deleted = some_not_deleted || machine_.view(CampaignId{c}).status != CampaignStatus::deleted;
  }
  if (desk_.matters(some_open, some_not_deleted)) return false;
  return !some_open || machine_.next_deadline() == kNever;
}

void World::instant(SimTime now) {
  check_context().now_us = us(now);
  collector_->advance(now);
  while (telephony_.next() == now) {
    const Input& input = telephony_.take();
    if (config_.account.lines > kLinesNear) expect_soon();
    if (telephony_.next() != now && desk_.next() != now) {
      report(now, input, WithinInstant::last);
      if (windows_may_change_) collector_->look_at_hours(now);
      return;
    }
    report(now, input, WithinInstant::more_follow);
  }
  if (desk_.next() == now) feed_timers(now);
  close(now);
  if (windows_may_change_) collector_->look_at_hours(now);
}

// With many lines each report is about memory that was last touched long ago: of one line the books are fetched now, and of the line
// before, whose owner has arrived by now, those of its call.
void World::expect_soon() {
  if (expected_ != kMaxLines) {
    const Owner& owner = owners_[expected_];
    machine_.expect_call(CampaignId{owner.campaign}, owner.call);
    if (auditor_) auditor_->expect_call(CampaignId{owner.campaign}, owner.call);
  }
  expected_ = telephony_.soon();
  if (expected_ == kMaxLines) return;
  __builtin_prefetch(&owners_[expected_], 1);
  telephony_.expect_line(expected_);
  machine_.expect_line(expected_);
  if (auditor_) auditor_->expect_line(expected_);
}

// Retries come in the order of their due times, which is none in memory.
void World::expect_dial(std::uint32_t c) {
  CampaignSide& side = sides_[c];
  const CallIndex call = machine_.dialed_soon(CampaignId{c});
  if (call == side.soon) return;
  side.soon = call;
  side.people.prefetch(call);
  if (!side.failed_hour.empty()) __builtin_prefetch(&side.failed_hour[call], 1);
  if (auditor_) auditor_->expect_call(CampaignId{c}, call);
}

void World::feed_timers(SimTime now) {
  while (desk_.next() == now) {
    const Timer timer = desk_.take();
    if (timer.order == campaign::InputClass::command) {
      act(now, config_.operators[timer.rule]);
    } else if (config_.carrier.outage_is == models::OutageIs::system_failure) {
      Input input;
      input.kind = timer.order == campaign::InputClass::failure_began ? InputKind::failure_began : InputKind::failure_ended;
      input.cause = FailureCause{timer.rule};
      feed(now, input);
    } else {
      timer.order == campaign::InputClass::failure_began ? ++carrier_down_ : --carrier_down_;
    }
  }
}

void World::act(SimTime now, const models::OperatorRule& rule) {
  const auto reason =
      rule.trigger == models::Trigger::out_of_minutes ? campaign::PauseReason::out_of_minutes : campaign::PauseReason::system_failure;
  for (const models::Action& action : rule.actions) {
    Input input;
    if (action.kind == models::ActionKind::buy_minutes || action.campaign) {
      if (action.campaign) input.campaign = *action.campaign;
      act_on(now, action, input);
      continue;
    }
    for (std::uint32_t c = 0; c < machine_.campaigns(); ++c) {
      const campaign::CampaignView view = machine_.view(CampaignId{c});
      if (view.status != CampaignStatus::paused || view.reason != reason) continue;
      input.campaign = CampaignId{c};
      act_on(now, action, input);
    }
  }
}

void World::act_on(SimTime now, const models::Action& action, Input input) {
  using models::ActionKind;
  static constexpr InputKind kInputs[] = {InputKind::schedule, InputKind::pause,        InputKind::resume,        InputKind::finish,
                                          InputKind::remove,   InputKind::add_contacts, InputKind::change_script, InputKind::buy_minutes};
  static constexpr const char* kWords[] = {"schedule", "pause",        "resume",        "finish",
                                           "delete",   "add_contacts", "change_script", "buy_minutes"};
  const auto kind = static_cast<std::size_t>(action.kind);
  input.kind = kInputs[kind];
  input.at = action.at == SimTime::min() ? now : action.at;
  input.script = action.script;
  input.amount = action.minutes;
  refusal_.reset();
  if (action.kind == ActionKind::add_contacts) {
    add_contacts(now, index(input.campaign), next_batch(action.contacts));
  } else {
    feed(now, input);
  }
  const bool on_account = action.kind == ActionKind::buy_minutes;
  result_.commands.push_back({now, kWords[kind], on_account ? "" : config_.campaigns[index(input.campaign)].name,
                              std::string(word(refusal_.value_or(campaign::Refusal::none)))});
}

// A reaction may add its list again and again: each time the rows go on where they ended, unless the scenario says who these people are.
const ContactList& World::next_batch(std::uint32_t added) {
  const ContactList& list = config_.added[added];
  const std::uint32_t before = batches_[added]++;
  if (before == 0 || list.file || list.shared) return list;
  later_batches_.push_back(list);
  later_batches_.back().first_row += before * list.count;
  return later_batches_.back();
}

void World::add_contacts(SimTime now, std::uint32_t c, const ContactList& list) {
  CampaignSide& side = sides_[c];
  const CampaignStatus status = machine_.view(CampaignId{c}).status;
  campaign::ContactBlock block;
  if (status != CampaignStatus::finished && status != CampaignStatus::deleted) block = side.people.add(list);
  Input input;
  input.kind = InputKind::add_contacts;
  input.campaign = CampaignId{c};
  input.contacts = &block;
  feed(now, input);
  side.far = side.people.zoned() && side.people.size() > kContactsNear;
  if (answers_.remembers_hours()) side.failed_hour.resize(side.people.size(), -1);
  if (options_.calls != nullptr) side.calls.resize(side.people.size());
  side.more = side.far || answers_.reads_clock() || !side.failed_hour.empty() || !side.calls.empty();
}

void World::feed(SimTime now, const Input& input) {
  announce(now, input, WithinInstant::more_follow);
  machine_.accept(now, input, commands_);
  if (auditor_) auditor_->commands(now, commands_);
  carry_out(now);
}

void World::close(SimTime now) {
  static constexpr Input kTick;
  announce(now, kTick, WithinInstant::last);
  machine_.step(now, kTick, commands_);
  begin_draws();
  if (auditor_) auditor_->commands(now, commands_);
  carry_out(now);
  if (auditor_) auditor_->instant_over(now);
}

void World::ended(SimTime now, Owner& owner, AttemptOutcome outcome) {
  owner.attempt = AttemptId{};
  collector_->ended(now, owner.campaign, outcome);
  std::vector<std::int8_t>& failed_hour = sides_[owner.campaign].failed_hour;
  if (!failed_hour.empty() && outcome != AttemptOutcome::answered) failed_hour[owner.call] = owner.hour;
}

// Feeds what comes from a line; nearly every input is that. It is compiled in both places that call it.
inline void World::report(SimTime now, const Input& input, WithinInstant place) {
  Owner& owner = owners_[line_of(input.attempt)];
  const bool live = owner.attempt == input.attempt;
  mark_report(now, input);
  if (written_down_) write_down(now, input, place, live);
  if (place == WithinInstant::last) {
    machine_.step(now, input, commands_);
  } else {
    machine_.accept(now, input, commands_);
  }
  begin_draws();
  if (auditor_) auditor_->reported(now, input, commands_);
  if (live && input.kind == InputKind::attempt_ended) ended(now, owner, input.outcome);
  carry_out(now);
  if (place == WithinInstant::last && auditor_) auditor_->instant_over(now);
}

// Of the dial that comes last, mostly the only one: it is not carried out before the audit has looked at the step, and the audit does not
// wait for draws.
inline void World::begin_draws() {
  if (!telephony_.reads_many() || commands_.empty()) return;
  const Command& command = commands_.back();
  if (command.kind != CommandKind::place_attempt) return;
  const CampaignSide& side = sides_[index(command.campaign)];
  telephony_.draw(command.attempt, side.people.who(side.people.person(command.call)), command.number);
}

// Shows an input that comes from elsewhere to everybody who looks on.
void World::announce(SimTime now, const Input& input, WithinInstant place) {
  if (auditor_) auditor_->input(now, input);
  if (input.kind != InputKind::tick) mark(now, input);
  if (written_down_) write_down(now, input, place, false);
}

void World::write_down(SimTime now, const Input& input, WithinInstant place, bool live) {
  if (options_.trace != nullptr) options_.trace->line(input_text(now, input, place));
  if (options_.recording != nullptr) options_.recording->add(now, input, place, live);
}

void World::carry_out_all(SimTime now) {
  for (const Command& command : commands_) {
    if (written_down_ && options_.trace != nullptr) options_.trace->line(command_text(now, command));
    if (command.kind == CommandKind::place_attempt) {
      place(now, command);
    } else if (command.kind == CommandKind::dialog_recorded) {
      dialog(command);
    } else {
      carry_out_change(now, command);
    }
  }
  commands_.clear();
}

void World::carry_out_change(SimTime now, const Command& command) {
  switch (command.kind) {
    case CommandKind::place_attempt:
    case CommandKind::dialog_recorded:
      break;
    case CommandKind::attempt_over:
      fingerprint_.add(static_cast<std::uint64_t>(command.attempt));
      ended(now, owners_[line_of(command.attempt)], AttemptOutcome::lost);
      break;
    case CommandKind::campaign_changed:
      fingerprint_.add(std::uint64_t{index(command.campaign)} << 8 | index(command.campaign_status));
      windows_may_change_ = true;
      collector_->campaign_changed(now, command);
      break;
    case CommandKind::account_changed:
      desk_.react(now, command.event);
      break;
    case CommandKind::refused:
      refusal_ = command.why;
      break;
    case CommandKind::call_changed:
    case CommandKind::calls_changed:
      fingerprint_.add(std::uint64_t{command.call} << 32 | std::uint64_t{command.count} << 8 | index(command.status));
      break;
  }
}

void World::place(SimTime now, const Command& command) {
  const std::uint32_t c = index(command.campaign);
  const campaign::CampaignConfig& config = config_.campaigns[c].config;
  CampaignSide& side = sides_[c];
  const Person person = side.people.person(command.call);
  fingerprint_.add(std::uint64_t{c} << 32 | command.call);
  const auto open_time = [&] {
    return side.open_time[config.clock == campaign::HoursClock::campaign ? config.zone : person.zone].between(command.at, now);
  };
  collector_->placed(now, c, side.open_time.empty() ? now - command.at : open_time());

  models::AttemptSetting setting;
  setting.who = side.people.who(person);
  setting.segment = person.segment;
  setting.script = index(command.script);
  setting.attempt = command.number;
  setting.carrier_down = carrier_down_ > 0;
  setting.ring_timeout = config.ring_timeout;
  setting.max_call = config.max_call;
  Owner& owner = owners_[line_of(command.attempt)];
  owner = {c, command.call, command.attempt, -1};
  if (side.more && answers_.reads_clock()) {
    ZoneClock& theirs = clocks_[person.zone];
    setting.local = theirs.local(now);
    setting.hour = owner.hour = theirs.hour(now);
  }
  if (side.more && !side.failed_hour.empty()) setting.last_failed_hour = side.failed_hour[command.call];
  telephony_.place(now, command.attempt, side.people, person, setting);
  if (!side.more) return;
  if (side.far) expect_dial(c);
  if (side.calls.empty()) return;
  CallBooks& books = side.calls[command.call];
  if (books.first == kNever) books.first = now;
  books.last = now;
}

void World::dialog(const Command& command) {
  const std::uint32_t c = index(command.campaign);
  const bool goal = command.outcome == AttemptOutcome::answered && telephony_.goal(line_of(command.attempt));
  collector_->dialog(c, command.talk, command.billed, goal);
  if (options_.calls == nullptr) return;
  CallBooks& books = sides_[c].calls[command.call];
  books.talk += command.talk;
  books.billed += command.billed;
  const People& people = sides_[c].people;
  const std::string phone = people.phone(people.person(command.call));
  options_.calls->dialog({command.campaign, command.call, phone, command.number, command.outcome, command.script, command.at, command.talk,
                          command.billed, goal});
}

// The history in integers. Ticks are left out: they are how time passes, not what happens.
void World::mark(SimTime now, const Input& input) {
  mark_report(now, input);
  fingerprint_.add(std::uint64_t{index(input.campaign)} << 32 | static_cast<std::uint32_t>(input.cause),
                   static_cast<std::uint64_t>(us(input.at)), index(input.script));
}

void World::mark_report(SimTime now, const Input& input) {
  fingerprint_.add(static_cast<std::uint64_t>(us(now)),
                   static_cast<std::uint64_t>(input.attempt) << 8 | static_cast<std::uint64_t>(input.kind) << 4 | index(input.outcome),
                   static_cast<std::uint64_t>(us(input.amount)));
}

void World::report_progress(SimTime now) {
  if (options_.progress == nullptr) return;
  std::uint64_t attempts = 0, calls = 0, open = 0;
  for (std::uint32_t c = 0; c < machine_.campaigns(); ++c) {
    attempts += result_.campaigns[c].attempts;
    const campaign::CampaignView view = machine_.view(CampaignId{c});
    calls += view.calls;
    for (std::size_t s = 0; s < campaign::kCallStatusCount; ++s) {
      if (!is_final(static_cast<campaign::CallStatus>(s))) open += view.calls_by_status[s];
    }
  }
  options_.progress->now_us.store(us(now), std::memory_order_relaxed);
  options_.progress->attempts.store(attempts, std::memory_order_relaxed);
  options_.progress->calls.store(calls, std::memory_order_relaxed);
  options_.progress->calls_done.store(calls - open, std::memory_order_relaxed);
}

metrics::ReplicationResult World::finish(SimTime end) {
  report_progress(end);
  collector_->advance(end);
  collector_->finish(end);
  if (options_.calls != nullptr && !result_.interrupted) write_calls();
  result_.end = end;
  result_.fingerprint = fingerprint_.value();
  if (auditor_) finish_audit(end);
  result_.account.has_balance = config_.account.balance.has_value();
  result_.peak_bytes += machine_.bytes() + telephony_.bytes();
  for (const CampaignSide& side : sides_) result_.peak_bytes += side.people.bytes() + side.failed_hour.capacity();
  return std::move(result_);
}

void World::finish_audit(SimTime end) {
  auditor_->finish(end, machine_);
  result_.audit_checks = auditor_->checks();
  result_.audit_violations = auditor_->violations();
  result_.violations = auditor_->first_violations();
  for (std::uint32_t c = 0; c < config_.campaigns.size(); ++c) result_.campaigns[c].outside_hours = auditor_->outside_hours(CampaignId{c});
  result_.peak_bytes += auditor_->bytes();
}

void World::write_calls() {
  for (std::uint32_t c = 0; c < sides_.size(); ++c) {
    const CampaignSide& side = sides_[c];
    const bool draft = machine_.view(CampaignId{c}).calls_by_status == std::array<std::uint32_t, campaign::kCallStatusCount>{};
    for (CallIndex call = 0; call < side.people.size(); ++call) {
      if (stopped()) return;  // millions of rows take seconds
      const campaign::CallView view = machine_.view(CampaignId{c}, call);
      const std::string phone = side.people.phone(side.people.person(call));
      const CallBooks& books = side.calls[call];
      options_.calls->call({CampaignId{c}, call, phone, draft ? std::string_view{} : word(view.status), view.attempts,
                            view.has_outcome ? word(view.last_outcome) : std::string_view{}, books.first, books.last, books.talk,
                            books.billed});
    }
  }
}

}  // namespace sim::world
