// A step of the machine for each kind of input, with all lines busy, on a short and on a long list: no step may take longer because the
// list is long. Only steps are timed; each iteration works on a copy of the same machine.

#include <chrono>
#include <string>
#include <vector>

#include "bench/known_work.hpp"
#include "sim/campaign/machine.hpp"
#include "sim/kernel/fingerprint.hpp"

namespace bench {
namespace {

namespace campaign = sim::campaign;
using campaign::Input;
using campaign::InputKind;
using sim::AttemptOutcome;
using sim::CampaignId;
using sim::kSecond;

constexpr std::uint32_t kLines = 200;
constexpr std::uint32_t kSteady = 4096, kOnce = 1;  // steps of an iteration
constexpr sim::Duration kBetweenReports = kSecond / 20;
constexpr sim::Duration kRetryAfter = kSteady * kBetweenReports;

// A dialer in the middle of a campaign. A value: a copy goes on from the same moment.
class Dialer {
 public:
  explicit Dialer(std::uint32_t contacts, campaign::DialOrder order = campaign::DialOrder::due_time)
      : machine_({.lines = kLines, .balance = 1'000'000'000 * kSecond, .billing = {.increment = 15 * kSecond}}), on_line_(kLines) {
    config_.lines = kLines;
    config_.order = order;
    config_.ring_timeout = 30 * kSecond;
    config_.max_call = 10 * sim::kMinute;
    config_.retry.max_attempts = 3;
    config_.retry.rules[index(AttemptOutcome::no_answer)].delays = {{kRetryAfter}};
    create(contacts);
    schedule();
  }

  void create(std::uint32_t contacts) {
    Input input;
    input.kind = InputKind::create;
    input.config = &config_;
    step(input);
    campaign_ = CampaignId{static_cast<std::uint32_t>(machine_.campaigns() - 1)};
    add(contacts);
  }
  void add(std::uint32_t contacts) {
    campaign::ContactBlock block;
    block.count = contacts;
    Input input = on_campaign(InputKind::add_contacts);
    input.contacts = &block;
    step(input);
  }
  void schedule() {
    Input input = on_campaign(InputKind::schedule);
    input.at = now_;
    step(input);
  }
  void command(InputKind kind) { step(on_campaign(kind)); }
  void change_script() {
    Input input = on_campaign(InputKind::change_script);
    input.script = sim::ScriptId{1};
    step(input);
  }
  void buy_minutes() {
    Input input;
    input.kind = InputKind::buy_minutes;
    input.amount = sim::kMinute;
    step(input);
  }
  void failure(InputKind kind) {
    Input input;
    input.kind = kind;
    step(input);
  }
  void tick() { step({}); }
  // A report from the lines in turn.
  void report(InputKind kind, AttemptOutcome outcome) {
    now_ += kBetweenReports;
    Input input;
    input.kind = kind;
    input.attempt = on_line_[line_++ % kLines];
    input.outcome = outcome;
    if (outcome == AttemptOutcome::answered) input.amount = sim::kMinute;
    step(input);
  }

  // All commands that came out, and where they have led.
  std::uint64_t work() const {
    sim::kernel::Fingerprint all = fingerprint_;
    const campaign::CampaignView view = machine_.view(campaign_);
    all.add(std::uint64_t{index(view.script)} << 8 | static_cast<std::uint64_t>(view.status));
    for (const std::uint32_t calls : view.calls_by_status) all.add(calls);
    all.add(static_cast<std::uint64_t>(sim::us(machine_.account().balance)));
    return all.value();
  }

 private:
  Input on_campaign(InputKind kind) const {
    Input input;
    input.kind = kind;
    input.campaign = campaign_;
    return input;
  }

  void step(const Input& input) {
    machine_.step(now_, input, commands_);
    for (const campaign::Command& command : commands_) {
      fingerprint_.add(std::uint64_t{command.call} << 8 | static_cast<std::uint64_t>(command.kind));
      if (command.kind == campaign::CommandKind::place_attempt) on_line_[line_of(command.attempt)] = command.attempt;
    }
    commands_.clear();
  }

  campaign::CampaignConfig config_;
  campaign::Machine machine_;
  CampaignId campaign_{};
  std::vector<sim::AttemptId> on_line_;
  campaign::Commands commands_;
  sim::kernel::Fingerprint fingerprint_;
  sim::SimTime now_{};
  std::uint32_t line_ = 0;
};

// `steps` of them, done by `act`, on a dialer that `prepare` has brought to where they are done.
struct Steps {
  const char* word;
  std::uint32_t steps;
  void (*act)(Dialer&);
  campaign::DialOrder order = campaign::DialOrder::due_time;
  void (*prepare)(Dialer&, std::uint32_t contacts) = [](Dialer&, std::uint32_t) {};
};

void draft(Dialer& dialer, std::uint32_t contacts) { dialer.create(contacts); }

// The first retry becomes due with the next report, and another with each after it.
void retries_wait(Dialer& dialer, std::uint32_t) {
  for (std::uint32_t i = 0; i < kSteady; ++i) dialer.report(InputKind::attempt_ended, AttemptOutcome::no_answer);
}

constexpr Steps kKinds[] = {
    {"tick", kSteady, [](Dialer& d) { d.tick(); }},
    {"attempt_answered", kLines, [](Dialer& d) { d.report(InputKind::attempt_answered, AttemptOutcome{}); }},
    {"attempt_ended/answered", kSteady, [](Dialer& d) { d.report(InputKind::attempt_ended, AttemptOutcome::answered); }},
    {"attempt_ended/no_answer", kSteady, [](Dialer& d) { d.report(InputKind::attempt_ended, AttemptOutcome::no_answer); }},
    {"attempt_ended/retry_placed", kSteady, [](Dialer& d) { d.report(InputKind::attempt_ended, AttemptOutcome::no_answer); },
     campaign::DialOrder::retries_first, retries_wait},
    {"change_script", kSteady, [](Dialer& d) { d.change_script(); }},
    {"buy_minutes", kSteady, [](Dialer& d) { d.buy_minutes(); }},
    {"pause_resume", kSteady,
     [](Dialer& d) {
       d.command(InputKind::pause);
       d.command(InputKind::resume);
     }},
    {"failure_and_resume", kSteady,
     [](Dialer& d) {
       d.failure(InputKind::failure_began);
       d.failure(InputKind::failure_ended);
       d.command(InputKind::resume);
     }},
    {"create_with_contacts", kOnce, [](Dialer& d) { d.create(100); }},
    {"schedule", kOnce, [](Dialer& d) { d.schedule(); }, campaign::DialOrder::due_time, draft},
    {"finish", kOnce, [](Dialer& d) { d.command(InputKind::finish); }},
    {"delete", kOnce, [](Dialer& d) { d.command(InputKind::remove); }},
};

void machine(benchmark::State& state, const std::string& name, const Steps& kind, std::uint32_t contacts) {
  Dialer prepared(contacts, kind.order);
  kind.prepare(prepared, contacts);
  std::uint64_t work = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Dialer dialer = prepared;
    const auto began = std::chrono::steady_clock::now();
    for (std::uint32_t i = 0; i < kind.steps; ++i) kind.act(dialer);
    state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    work = dialer.work();
  }
  state.SetItemsProcessed(state.iterations() * kind.steps);
  require_known_work(name, work);
}

const bool steps_registered = [] {
  for (const Steps& kind : kKinds) {
    for (const std::uint32_t contacts : {10'000u, 1'000'000u}) {
      const std::string name = std::string("micro/step/") + kind.word + "/" + std::to_string(contacts);
      benchmark::internal::Benchmark* added = benchmark::RegisterBenchmark(name.c_str(), machine, name, kind, contacts)->UseManualTime();
      if (kind.steps == kOnce) added->Iterations(100);  // the copies take far longer than what is timed
    }
  }
  return true;
}();

}  // namespace
}  // namespace bench
