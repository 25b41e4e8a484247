#include "sim/cli/run_facts.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/utsname.h>

#include <array>
#include <ctime>
#include <fstream>
#include <thread>

namespace sim::cli {
namespace {

rusage resources_used() {
  rusage now{};
  getrusage(RUSAGE_SELF, &now);
  return now;
}

double seconds_of(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; }

double cpu_seconds() {
  const rusage now = resources_used();
  return seconds_of(now.ru_utime) + seconds_of(now.ru_stime);
}

std::string local_now() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 40> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S%z", &local);
  std::string stamp(text.data(), length);
  return stamp.insert(stamp.size() - 2, ":");  // +0100 is +01:00 elsewhere
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  utsname system{};
  uname(&system);
  return system.machine;
}

}  // namespace

RunClock::RunClock() : cpu_before_s_(cpu_seconds()), started_at_(local_now()) {}

report::RunFacts RunClock::facts(const std::string& command_line, unsigned threads) const {
  report::RunFacts facts;
  facts.command_line = command_line;
  facts.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  facts.cpu_s = cpu_seconds() - cpu_before_s_;
  facts.peak_rss_bytes = static_cast<std::uint64_t>(resources_used().ru_maxrss) * 1024;  // Linux counts it in KiB
  facts.threads = threads;
  facts.started_at = started_at_;
  facts.machine = fmt::format("{}, {} cores", processor(), std::thread::hardware_concurrency());
  return facts;
}

}  // namespace sim::cli
