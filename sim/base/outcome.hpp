#pragma once
// How one attempt ended. The words are a contract with users (files, scenarios).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sim {

enum class AttemptOutcome : std::uint8_t { answered, voicemail, no_answer, busy, rejected, invalid_number, network_error, lost };

inline constexpr std::size_t kOutcomeCount = 8;
inline constexpr std::array<std::string_view, kOutcomeCount> kOutcomeWords{"answered", "voicemail",      "no_answer",     "busy",
                                                                           "rejected", "invalid_number", "network_error", "lost"};

enum class OutcomeKind : std::uint8_t { answered, unanswered, error };

constexpr std::size_t index(AttemptOutcome o) { return static_cast<std::size_t>(o); }
constexpr std::string_view word(AttemptOutcome o) { return kOutcomeWords[index(o)]; }

constexpr OutcomeKind kind(AttemptOutcome o) {
  if (o == AttemptOutcome::answered) return OutcomeKind::answered;
  return o >= AttemptOutcome::invalid_number ? OutcomeKind::error : OutcomeKind::unanswered;
}

// Somebody or something picked up: the attempt has talk, is billed and makes a dialog.
constexpr bool picked_up(AttemptOutcome o) { return o <= AttemptOutcome::voicemail; }

// What the breaker counts against the carrier.
constexpr bool is_failure(AttemptOutcome o) { return o >= AttemptOutcome::network_error; }

}  // namespace sim
