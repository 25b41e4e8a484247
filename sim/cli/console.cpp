#include "sim/cli/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "sim/report/output_folder.hpp"

namespace sim::cli {
namespace {

int output_problem = 0;  // errno of the first failure that is not a reader gone
bool output_failed = false;

void note_problem(bool written) {
  if (written) return;
  output_failed = true;
  if (errno != EPIPE && output_problem == 0) output_problem = errno;
}

}  // namespace

void ignore_write_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void print(std::string_view text) { note_problem(std::fwrite(text.data(), 1, text.size(), stdout) == text.size()); }

bool output_is_read() { return !output_failed; }

void say(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void flush_output() {
  note_problem(std::fflush(stdout) == 0);
  if (output_problem != 0) throw report::WriteError("standard output", std::strerror(std::exchange(output_problem, 0)));
}

bool is_terminal(Stream stream) { return isatty(stream == Stream::output ? STDOUT_FILENO : STDERR_FILENO) != 0; }

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool wants_colour(ColorChoice choice) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* refused = std::getenv("NO_COLOR");
  if (refused != nullptr && *refused != '\0') return false;
  const char* kind = std::getenv("TERM");
  return is_terminal(Stream::output) && kind != nullptr && std::string_view(kind) != "dumb";
}

}  // namespace sim::cli
