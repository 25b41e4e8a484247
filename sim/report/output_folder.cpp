#include "sim/report/output_folder.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace sim::report {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 18;
constexpr int kClosed = -1;

std::string reason_of(int error) { return std::generic_category().message(error); }

constexpr std::string_view kPart = ".part";

std::filesystem::path temporary_name(const std::filesystem::path& path) {
  return path.parent_path() / ("." + path.filename().string() + "." + std::to_string(::getpid()) + std::string(kPart));
}

// The process whose temporary file has this name. Empty: it is no temporary file.
std::optional<pid_t> owner_of(std::string_view name) {
  if (!name.starts_with('.') || !name.ends_with(kPart)) return std::nullopt;
  name.remove_suffix(kPart.size());
  const std::string_view digits = name.substr(name.rfind('.') + 1);
  pid_t owner = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), owner);
  return read.ec == std::errc{} && read.ptr == digits.data() + digits.size() && owner > 0 ? std::optional(owner) : std::nullopt;
}

bool is_gone(pid_t process) { return ::kill(process, 0) != 0 && errno == ESRCH; }

// What a killed program has left. Failing to remove it harms nobody.
void remove_orphans(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::vector<std::filesystem::path> orphans;
  for (std::filesystem::directory_iterator at(folder, ignored), end; !ignored && at != end; at.increment(ignored)) {
    const std::optional<pid_t> owner = owner_of(at->path().filename().string());
    if (owner && is_gone(*owner)) orphans.push_back(at->path());
  }
  for (const std::filesystem::path& orphan : orphans) std::filesystem::remove(orphan, ignored);
}

}  // namespace

WriteError::WriteError(const std::filesystem::path& file, std::string_view reason)
    : std::runtime_error(file.string() + ": " + std::string(reason)) {}

PendingFile::PendingFile(std::filesystem::path path) : path_(std::move(path)), temporary_(temporary_name(path_)) {
  std::error_code none;
  if (std::filesystem::is_directory(path_, none)) throw WriteError(path_, reason_of(EISDIR));
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, std::filesystem::path())) {}

PendingFile::~PendingFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void PendingFile::commit() {
  std::error_code error;
  std::filesystem::rename(temporary_, path_, error);
  if (error) throw WriteError(path_, error.message());
  temporary_.clear();
}

OutputFile::OutputFile(std::filesystem::path path) : pending_(std::move(path)) {
  constexpr mode_t kMode = 0666;  // less what the user's mask takes away
  descriptor_ = ::open(pending_.temporary().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
  if (descriptor_ == kClosed) throw WriteError(pending_.path(), reason_of(errno));
  buffer_.reserve(kBufferBytes);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : pending_(std::move(other.pending_)), descriptor_(std::exchange(other.descriptor_, kClosed)), buffer_(std::move(other.buffer_)) {}

OutputFile::~OutputFile() {
  if (descriptor_ != kClosed) ::close(descriptor_);
}

void OutputFile::write(std::string_view text) {
  if (buffer_.size() + text.size() > kBufferBytes) flush();
  buffer_.append(text);
}

void OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw WriteError(pending_.path(), reason_of(errno));
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

// A file system may tell only now that it could not keep what it took.
void OutputFile::close() {
  if (::close(std::exchange(descriptor_, kClosed)) != 0) throw WriteError(pending_.path(), reason_of(errno));
}

void OutputFile::commit() {
  flush();
  close();
  pending_.commit();
}

OutputFolder::OutputFolder(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (error) throw WriteError(path_, error.message());
  if (::access(path_.c_str(), W_OK | X_OK) != 0) throw WriteError(path_, reason_of(errno));
  remove_orphans(path_);
}

void OutputFolder::write(std::string_view name, std::string_view text) const {
  OutputFile whole = file(name);
  whole.write(text);
  whole.commit();
}

}  // namespace sim::report
