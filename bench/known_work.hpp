#pragma once
// What a benchmark did, as one number, held against bench/fingerprints.csv: what gets faster by doing something else aborts the program.
//
// Invariants
//   1. A benchmark does the same work in every iteration, from fixed seeds; the number is that of the last one.
//   2. A name without a line in the table is a failure too.
//
// A change of the work on purpose writes the table anew, and the difference is part of the change:
//   DIALSIM_WRITE_FINGERPRINTS=1 build/release/bench/dialsim_bench

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <utility>

namespace bench {

void require_known_work(const std::string& name, std::uint64_t work);

// The loop of a benchmark: `batch` does `items` pieces of work and returns the number that tells what it did.
template <typename Batch>
void measure(benchmark::State& state, const std::string& name, std::size_t items, Batch batch) {
  std::uint64_t work = 0;
  for ([[maybe_unused]] auto iteration : state) {
    work = batch();
    benchmark::DoNotOptimize(std::as_const(work));  // as a reader: the overload that may write loses what it holds with -O1
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
  require_known_work(name, work);
}

}  // namespace bench
