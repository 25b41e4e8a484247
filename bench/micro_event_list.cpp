// The event list in the hold model: the earliest report is taken and another filed, as calls end and begin on busy lines. Seven in ten last
// as long as all others of their kind, three in ten as long as they happen to.

#include <string>
#include <vector>

#include "bench/known_work.hpp"
#include "sim/kernel/report_list.hpp"
#include "sim/random/distribution.hpp"
#include "sim/random/philox.hpp"

namespace bench {
namespace {

constexpr std::size_t kHolds = 1 << 19;

class Lines {
 public:
  explicit Lines(std::uint32_t lines) : reports_(lines) {
    for (std::uint32_t line = 0; line < lines; ++line) dial(line);
  }

  std::uint64_t hold() {
    std::uint64_t work = 0;
    for (std::size_t i = 0; i < kHolds; ++i) {
      now_ = reports_.next();
      const std::uint32_t line = reports_.pop();
      work += static_cast<std::uint64_t>(sim::us(now_)) * (line + 1);
      dial(line);
    }
    return work;
  }

 private:
  void dial(std::uint32_t line) {
    const sim::Duration talk = kDurations[next_++ % kDurations.size()];
    if (talk == sim::Duration{0}) {
      reports_.push_own_fixed(now_, 30 * sim::kSecond, line);
    } else {
      reports_.push_own(now_ + talk, line);
    }
  }

  // 0: not answered.
  static inline const std::vector<sim::Duration> kDurations = [] {
    const sim::random::Distribution talk = sim::random::make_exponential(72);
    std::vector<sim::Duration> drawn;
    for (std::uint32_t i = 0; i < 1 << 12; ++i) {
      const sim::random::Block block = sim::random::philox({i, 0, 0, 0}, {1, 0});
      const bool answered = block[2] < 0x4ccccccd;  // 0.3 of 2^32
      drawn.push_back(answered ? talk.sample(sim::random::open_uniform(block[0], block[1])) : sim::Duration{0});
    }
    return drawn;
  }();

  sim::kernel::ReportList reports_;
  sim::SimTime now_{};
  std::size_t next_ = 0;
};

void event_list(benchmark::State& state) {
  measure(state, "micro/event_list/" + std::to_string(state.range(0)), kHolds, [&state] {
    Lines lines(static_cast<std::uint32_t>(state.range(0)));  // to fill them is little beside the batch
    return lines.hold();
  });
}
BENCHMARK(event_list)->Name("micro/event_list")->Arg(200)->Arg(10'000);

}  // namespace
}  // namespace bench
