#include "sim/verify/history.hpp"

#include <array>
#include <string_view>

namespace sim::verify {
namespace {

using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

constexpr std::array<std::string_view, 14> kInputWords{"tick",          "create",        "schedule",         "pause",         "resume",
                                                       "finish",        "delete",        "add_contacts",     "change_script", "buy_minutes",
                                                       "failure_began", "failure_ended", "attempt_answered", "attempt_ended"};
constexpr std::array<std::string_view, 3> kEventWords{"out of minutes", "system failure", "system failure over"};
constexpr std::size_t kTimeWidth = 14;

std::string seconds(std::int64_t us) {
  std::string text = std::to_string(us / 1'000'000);
  if (us % 1'000'000 != 0) {
    std::string fraction = std::to_string(1'000'000 + (us < 0 ? -us : us) % 1'000'000).substr(1);
    while (fraction.back() == '0') fraction.pop_back();
    text += "." + fraction;
  }
  return text + "s";
}

std::string name(CampaignId c) { return "c" + std::to_string(index(c)); }
std::string name(CampaignId c, CallIndex call) { return name(c) + "/" + std::to_string(call); }
std::string name(AttemptId id) { return "#" + std::to_string(number_of(id)) + " on line " + std::to_string(line_of(id)); }

std::string list_of(const campaign::ContactBlock& block) {
  std::string text = std::to_string(block.count) + (block.count == 1 ? " contact" : " contacts");
  if (!block.phones.empty()) text += " with phones";
  if (!block.priorities.empty()) text += " with priorities";
  if (!block.not_before.empty()) text += " with not_before";
  if (!block.not_after.empty()) text += " with not_after";
  if (!block.malformed.empty()) text += ", some malformed";
  return text;
}

}  // namespace

std::string_view word(InputKind kind) { return kInputWords[static_cast<std::size_t>(kind)]; }

std::string text_of(const Input& in) {
  const std::string what(word(in.kind));
  switch (in.kind) {
    case InputKind::tick:
    case InputKind::create:
      return what;
    case InputKind::schedule:
      return what + " " + name(in.campaign) + " at " + seconds(us(in.at));
    case InputKind::add_contacts:
      return what + " " + name(in.campaign) + " " + list_of(*in.contacts);
    case InputKind::change_script:
      return what + " " + name(in.campaign) + " to script " + std::to_string(index(in.script));
    case InputKind::buy_minutes:
      return what + " " + seconds(us(in.amount));
    case InputKind::failure_began:
    case InputKind::failure_ended:
      return what + " cause " + std::to_string(static_cast<std::uint32_t>(in.cause));
    case InputKind::attempt_answered:
      return what + " " + name(in.attempt);
    case InputKind::attempt_ended:
      return what + " " + name(in.attempt) + " " + std::string(sim::word(in.outcome)) + " talk " + seconds(us(in.amount));
    default:
      return what + " " + name(in.campaign);
  }
}

std::string text_of(const Command& k) {
  switch (k.kind) {
    case CommandKind::place_attempt:
      return "dial " + name(k.campaign, k.call) + " attempt " + std::to_string(k.number) + " " + name(k.attempt) + " script " +
             std::to_string(index(k.script)) + " due " + seconds(us(k.at));
    case CommandKind::campaign_changed: {
      const std::string reason(word(k.reason));
      return name(k.campaign) + " " + std::string(word(k.campaign_status)) + (reason.empty() ? "" : " " + reason);
    }
    case CommandKind::call_changed:
      return name(k.campaign, k.call) + " " + std::string(word(k.status));
    case CommandKind::calls_changed:
      return name(k.campaign) + " " + std::to_string(k.count) + " calls " + std::string(word(k.from)) + " -> " +
             std::string(word(k.status));
    case CommandKind::dialog_recorded:
      return "dialog " + name(k.campaign, k.call) + " attempt " + std::to_string(k.number) + " " + name(k.attempt) + " " +
             std::string(sim::word(k.outcome)) + " script " + std::to_string(index(k.script)) + " placed " + seconds(us(k.at)) + " talk " +
             seconds(us(k.talk)) + " billed " + seconds(us(k.billed));
    case CommandKind::attempt_over:
      return "given up " + name(k.campaign, k.call) + " " + name(k.attempt);
    case CommandKind::account_changed:
      return std::string(kEventWords[static_cast<std::size_t>(k.event)]);
    case CommandKind::refused:
      return "refused " + std::string(word(k.input)) + " " + name(k.campaign) + " " + std::string(word(k.why));
  }
  return "?";
}

std::string input_line(SimTime at, const Input& input) {
  std::string time = seconds(us(at));
  if (time.size() < kTimeWidth) time.resize(kTimeWidth, ' ');
  return time + text_of(input);
}

std::string command_line(const Command& command) { return std::string(kTimeWidth, ' ') + "-> " + text_of(command); }

}  // namespace sim::verify
