#include "sim/world/trace_text.hpp"

#include "sim/world/trace_words.hpp"

namespace sim::world {
namespace {

using campaign::Command;
using campaign::CommandKind;
using campaign::ContactBlock;
using campaign::Input;
using campaign::InputKind;

std::string attempt_text(AttemptId id) { return std::to_string(number_of(id)) + "@" + std::to_string(line_of(id)); }

std::string head(SimTime now, char direction) { return std::to_string(us(now)) + " " + direction + " "; }

std::string campaign_text(CampaignId id) { return " campaign " + std::to_string(index(id)); }

std::int64_t number_in_trace(SimTime t) { return us(t); }
template <class Number>
Number number_in_trace(Number n) {
  return n;
}

// Nothing for a column that no contact needs.
template <class Value>
void add_column(std::string& text, const char* name, const std::vector<Value>& values) {
  if (values.empty()) return;
  text += std::string(" ") + name + " ";
  for (std::size_t i = 0; i < values.size();) {
    std::size_t end = i + 1;
    while (end < values.size() && values[end] == values[i]) ++end;
    if (i > 0) text += ",";
    text += std::to_string(number_in_trace(values[i]));
    if (end - i > 1) text += "*" + std::to_string(end - i);
    i = end;
  }
}

std::string block_text(const ContactBlock& block) {
  std::string text = " count " + std::to_string(block.count) + " zone " + std::to_string(block.zone);
  add_column(text, "zones", block.zones);
  add_column(text, "phones", block.phones);
  add_column(text, "priorities", block.priorities);
  add_column(text, "not_before", block.not_before);
  add_column(text, "not_after", block.not_after);
  add_column(text, "malformed", block.malformed);
  return text;
}

// What an input says beyond its kind.
std::string fields_text(const Input& input) {
  switch (input.kind) {
    case InputKind::tick:
      return "";
    case InputKind::attempt_answered:
      return " " + attempt_text(input.attempt);
    case InputKind::attempt_ended:
      return " " + attempt_text(input.attempt) + " " + std::string(word(input.outcome)) + " talk " + std::to_string(us(input.amount));
    case InputKind::failure_began:
    case InputKind::failure_ended:
      return " cause " + std::to_string(static_cast<std::uint32_t>(input.cause));
    case InputKind::buy_minutes:
      return " " + std::to_string(us(input.amount));
    case InputKind::schedule:
      return campaign_text(input.campaign) + " at " + std::to_string(us(input.at));
    case InputKind::change_script:
      return campaign_text(input.campaign) + " script " + std::to_string(index(input.script));
    case InputKind::add_contacts:
      return campaign_text(input.campaign) + block_text(*input.contacts);
    default:
      return campaign_text(input.campaign);
  }
}

}  // namespace

std::string input_text(SimTime now, const Input& input, WithinInstant place) {
  return head(now, '<') + std::string(kInputWords[static_cast<std::size_t>(input.kind)]) + fields_text(input) +
         (place == WithinInstant::more_follow ? " +" : "");
}

std::string command_text(SimTime now, const Command& command) {
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
      text += "refused " + std::string(kInputWords[static_cast<std::size_t>(command.input)]) + campaign_text(command.campaign) + " " +
              std::string(word(command.why));
      break;
  }
  return text;
}

}  // namespace sim::world
