#include "sim/verify/trace_comparison.hpp"

namespace sim::verify {
namespace {

constexpr std::size_t kLinesAround = 5;

}  // namespace

void TraceComparison::line(std::string_view text) {
  if (difference_) {
    if (difference_->ours.size() < kLinesAround) difference_->ours.emplace_back(text);
    return;
  }
  std::string other;
  if (std::getline(theirs_, other) && other == text) {
    ++lines_;
    before_.push_back(std::move(other));
    if (before_.size() > kLinesAround) before_.pop_front();
    return;
  }
  const bool theirs_ended = !theirs_;
  differ();
  difference_->ours.emplace_back(text);
  if (!theirs_ended) difference_->theirs.insert(difference_->theirs.begin(), other);
}

void TraceComparison::differ() {
  difference_ = TraceDifference{lines_ + 1, {before_.begin(), before_.end()}, {}, {}};
  for (std::string more; difference_->theirs.size() + 1 < kLinesAround && std::getline(theirs_, more);)
    difference_->theirs.push_back(std::move(more));
}

std::optional<TraceDifference> TraceComparison::finish() {
  if (!difference_ && theirs_.peek() != std::istream::traits_type::eof()) differ();
  return difference_;
}

}  // namespace sim::verify
