#include "sim/scenario/factors.hpp"

#include <algorithm>

namespace sim::scenario {
namespace {

bool is_at_or_below(std::string_view pointer, std::string_view above) {
  return pointer.starts_with(above) && (pointer.size() == above.size() || pointer[above.size()] == '/');
}

// The pointer itself leads nowhere, so no value at it would do.
bool is_of_pointer(const Error& error, const std::string& pointer) {
  return error.place.empty() || (error.message.starts_with("unknown key") && is_at_or_below(pointer, error.subject));
}

// One setting after the other, to see where each leads; then all together, since some are right only with others.
void try_level(Reader& reader, const LevelDraft& level, const Trial& trial) {
  std::vector<TrialSetting> together;
  std::vector<Error> errors;
  bool all_lead_somewhere = true;
  for (const SettingDraft& setting : level.settings) {
    together.push_back({setting.name, setting.value});
    errors = trial({together.back()});
    for (const Error& error : errors) {
      if (!is_of_pointer(error, setting.name)) continue;
      reader.error_at_key(*setting.node, error.message);
      all_lead_somewhere = false;
    }
  }
  if (!all_lead_somewhere) return;
  if (together.size() > 1) errors = trial(together);
  for (const Error& error : errors) reader.error(*level.node, "with this value, " + told(error));
}

bool is_decided(const FactorDraft& factor, const LoadOptions& options) {
  return std::ranges::any_of(factor, [&](const LevelDraft& level) {
    return std::ranges::any_of(level.settings, [&](const SettingDraft& setting) { return is_overridden(options, setting.name); });
  });
}

// A setting of a later factor that an earlier one has too, or that lies above or below one of it: which would win?
void refuse_overlap(Reader& reader, const Named<FactorDraft>& earlier, const Named<FactorDraft>& later) {
  for (const LevelDraft& mine : later.value) {
    for (const SettingDraft& setting : mine.settings) {
      const auto collides = [&](const SettingDraft& other) {
        return is_at_or_below(setting.name, other.name) || is_at_or_below(other.name, setting.name);
      };
      const bool taken =
          std::ranges::any_of(earlier.value, [&](const LevelDraft& level) { return std::ranges::any_of(level.settings, collides); });
      if (taken) reader.error_at_key(*setting.node, "the factor " + in_quotes(earlier.name) + " sets this, or a part of it, too");
    }
  }
}

Factor factor_of(const Named<FactorDraft>& draft) {
  Factor factor{draft.name, {}};
  for (const LevelDraft& level : draft.value) {
    factor.levels.push_back({level.label, {}});
    for (const SettingDraft& setting : level.settings) factor.levels.back().settings.push_back({setting.name, to_json(*setting.value)});
  }
  return factor;
}

}  // namespace

std::vector<Factor> checked_factors(Reader& reader, const std::vector<Named<FactorDraft>>& drafts, const LoadOptions& options,
                                    const Trial& trial) {
  std::vector<Factor> factors;
  for (std::size_t f = 0; f < drafts.size(); ++f) {
    if (!is_decided(drafts[f].value, options)) {
      for (const LevelDraft& level : drafts[f].value) try_level(reader, level, trial);
    }
    for (std::size_t e = 0; e < f; ++e) refuse_overlap(reader, drafts[e], drafts[f]);
    factors.push_back(factor_of(drafts[f]));
  }
  return factors;
}

}  // namespace sim::scenario
