#include "sim/scenario/names.hpp"

#include "sim/scenario/nearest.hpp"

namespace sim::scenario {

bool Names::add(const std::string& name) {
  const bool is_new = index_.emplace(name, all_.size()).second;
  if (is_new) all_.push_back(name);
  return is_new;
}

std::optional<std::size_t> Names::find(Reader& reader, const Located<std::string>& reference) const {
  const auto known = index_.find(reference.value);
  if (known != index_.end()) return known->second;
  if (reference.node == nullptr || incomplete_) return std::nullopt;
  const std::string hint = all_.empty() ? "; the scenario has none" : suggestion(reference.value, all_);
  reader.error(*reference.node, "there is no " + what_ + " " + in_quotes(reference.value) + hint);
  return std::nullopt;
}

}  // namespace sim::scenario
