#pragma once
// Names for things that the machine and its users pass to each other. Strong types: two ids never mix.

#include <cstdint>

namespace sim {

enum class CampaignId : std::uint32_t {};  // in order of creation, from 0
using CallIndex = std::uint32_t;           // position in the list of its campaign, from 0
enum class ScriptId : std::uint16_t {};
using ZoneIndex = std::uint16_t;  // into AccountConfig::zones
enum class FailureCause : std::uint32_t {};

// One attempt on one line. The low 24 bits are the line, the rest counts the attempts of the account from 1; 0 is no attempt.
enum class AttemptId : std::uint64_t {};
inline constexpr unsigned kLineBits = 24;
inline constexpr std::uint32_t kMaxLines = 1u << kLineBits;

constexpr std::uint32_t line_of(AttemptId id) { return static_cast<std::uint32_t>(static_cast<std::uint64_t>(id) & (kMaxLines - 1)); }
constexpr std::uint64_t number_of(AttemptId id) { return static_cast<std::uint64_t>(id) >> kLineBits; }
constexpr AttemptId attempt_id(std::uint64_t number, std::uint32_t line) { return AttemptId{number << kLineBits | line}; }

constexpr std::uint32_t index(CampaignId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint16_t index(ScriptId id) { return static_cast<std::uint16_t>(id); }

// A normalised phone number under a number of its own; equal phones have equal keys. 0 is "distinct from every other contact".
using PhoneKey = std::uint64_t;

}  // namespace sim
