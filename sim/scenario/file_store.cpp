#include "sim/scenario/file_store.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

constexpr std::size_t kMostNeighbours = 1000;

// For a name that does not exist: the nearest one in the same directory.
std::string neighbour_hint(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : ".";
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(parent, error), end; !error && at != end; at.increment(error)) {
    if (names.size() == kMostNeighbours) break;
    names.push_back(at->path().filename().string());
  }
  const std::string best = nearest(path.filename().string(), names);
  return best.empty() ? "" : "; did you mean \"" + best + "\"?";
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

FileText read_file(const std::filesystem::path& path, std::size_t largest) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return {"", "it is a directory"};
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) {
    const int why = errno;
    return {"", std::strerror(why) + (why == ENOENT ? neighbour_hint(path) : "")};
  }
  FileText out;
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  while (out.bytes.size() <= largest) {
    const std::size_t before = out.bytes.size();
    out.bytes.resize(before + kPiece);
    const std::size_t got = std::fread(out.bytes.data() + before, 1, kPiece, file.get());
    out.bytes.resize(before + got);
    if (got < kPiece) break;
  }
  if (std::ferror(file.get()) != 0) return {"", std::strerror(errno)};
  if (out.bytes.size() > largest) return {"", "it is larger than " + std::to_string(largest >> 20) + " MiB"};
  return out;
}

const SourceText& FileStore::add(SourceText::Kind kind, std::string name, std::string text) {
  sources_.push_back(std::make_unique<const SourceText>(kind, std::move(name), std::move(text), opened_++));
  return *sources_.back();
}

void FileStore::drop_last() { sources_.pop_back(); }

}  // namespace sim::scenario
