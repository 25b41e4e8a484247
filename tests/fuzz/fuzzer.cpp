// What libFuzzer calls: `dialsim_fuzz --target=NAME FOLDER…`, with its own options beside.

#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/targets.hpp"

namespace {

const sim::fuzz::Target* target = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  constexpr std::string_view kOption = "--target=";
  for (int i = 1; i < *argc; ++i) {
    const std::string_view word = (*argv)[i];
    if (!word.starts_with(kOption)) continue;
    for (const sim::fuzz::Target& known : sim::fuzz::kTargets) {
      if (known.name == word.substr(kOption.size())) target = &known;
    }
  }
  if (target != nullptr) return 0;
  std::fputs("--target=NAME is missing; there are:", stderr);
  for (const sim::fuzz::Target& known : sim::fuzz::kTargets) std::fprintf(stderr, " %s", std::string(known.name).c_str());
  std::fputs("\n", stderr);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  try {
    target->feed({reinterpret_cast<const char*>(data), size});
  } catch (const std::exception& finding) {
    std::fprintf(stderr, "%s: %s\n", std::string(target->name).c_str(), finding.what());
    std::abort();
  }
  return 0;
}
