// The trace: one line per input ("<") and command (">"), with the time in microseconds since the start and every field that means
// something for its kind. The same run gives the same bytes, so two builds are compared line by line.

#include <string>

#include "sim/world/world.hpp"

namespace sim::world {
namespace {

using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

constexpr const char* kInputWords[] = {"tick",          "create",        "schedule",         "pause",         "resume",
                                       "finish",        "delete",        "add_contacts",     "change_script", "buy_minutes",
                                       "failure_began", "failure_ended", "attempt_answered", "attempt_ended"};

std::string attempt_text(AttemptId id) { return std::to_string(number_of(id)) + "@" + std::to_string(line_of(id)); }

std::string head(SimTime now, char direction) { return std::to_string(us(now)) + " " + direction + " "; }

std::string campaign_text(CampaignId id) { return " campaign " + std::to_string(index(id)); }

}  // namespace

void World::trace_input(SimTime now, const Input& input) {
  std::string text = head(now, '<') + kInputWords[static_cast<std::size_t>(input.kind)];
  switch (input.kind) {
    case InputKind::tick:
      break;
    case InputKind::attempt_answered:
      text += " " + attempt_text(input.attempt);
      break;
    case InputKind::attempt_ended:
      text += " " + attempt_text(input.attempt) + " " + std::string(word(input.outcome)) + " talk " + std::to_string(us(input.amount));
      break;
    case InputKind::failure_began:
    case InputKind::failure_ended:
      text += " cause " + std::to_string(static_cast<std::uint32_t>(input.cause));
      break;
    case InputKind::buy_minutes:
      text += " " + std::to_string(us(input.amount));
      break;
    case InputKind::schedule:
      text += campaign_text(input.campaign) + " at " + std::to_string(us(input.at));
      break;
    case InputKind::change_script:
      text += campaign_text(input.campaign) + " script " + std::to_string(index(input.script));
      break;
    case InputKind::add_contacts:
      text += campaign_text(input.campaign) + " count " + std::to_string(input.contacts->count);
      break;
    default:
      text += campaign_text(input.campaign);
  }
  options_.trace->line(text);
}

void World::trace_command(SimTime now, const Command& command) {
  std::string text = head(now, '>');
  const std::string call = campaign_text(command.campaign) + " call " + std::to_string(command.call);
  switch (command.kind) {
    case CommandKind::place_attempt:
      text += "place_attempt " + attempt_text(command.attempt) + call + " number " + std::to_string(command.number) + " script " +
              std::to_string(index(command.script)) + " due " + std::to_string(us(command.at));
      break;
    case CommandKind::campaign_changed:
      text += "campaign_changed" + campaign_text(command.campaign) + " " + std::string(word(command.campaign_status));
      if (command.reason != campaign::PauseReason::none) text += " " + std::string(word(command.reason));
      break;
    case CommandKind::call_changed:
      text += "call_changed" + call + " " + std::string(word(command.status));
      break;
    case CommandKind::calls_changed:
      text += "calls_changed" + campaign_text(command.campaign) + " count " + std::to_string(command.count) + " " +
              std::string(word(command.from)) + " " + std::string(word(command.status));
      break;
    case CommandKind::dialog_recorded:
      text += "dialog_recorded " + attempt_text(command.attempt) + call + " " + std::string(word(command.outcome)) + " talk " +
              std::to_string(us(command.talk)) + " billed " + std::to_string(us(command.billed));
      break;
    case CommandKind::attempt_over:
      text += "attempt_over " + attempt_text(command.attempt) + call;
      break;
    case CommandKind::account_changed:
      text += std::string("account_changed ") + (command.event == campaign::AccountEvent::out_of_minutes   ? "out_of_minutes"
                                                 : command.event == campaign::AccountEvent::system_failure ? "system_failure"
                                                                                                           : "system_failure_over");
      break;
    case CommandKind::refused:
      text += std::string("refused ") + kInputWords[static_cast<std::size_t>(command.input)] + campaign_text(command.campaign) + " " +
              std::string(word(command.why));
      break;
  }
  options_.trace->line(text);
}

}  // namespace sim::world
