#pragma once
// Files that a scenario names: read whole, with limits, as values or as an error text. Kept as sources, so that errors can show lines.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

#include "sim/scenario/source.hpp"

namespace sim::scenario {

inline constexpr std::size_t kLargestScenario = std::size_t{64} << 20;  // bytes
inline constexpr std::size_t kLargestTable = std::size_t{4} << 30;

// The bytes of a file, or why they cannot be had: "No such file or directory; did you mean …?".
struct FileText {
  std::string bytes;
  std::string problem;  // empty: read
};
FileText read_file(const std::filesystem::path& path, std::size_t largest);

class FileStore {
 public:
  explicit FileStore(std::filesystem::path base_dir) : base_dir_(std::move(base_dir)) {}

  std::filesystem::path resolve(const std::string& name) const { return base_dir_ / name; }
  // Registers a text as a source; its errors come after those of the sources before it.
  const SourceText& add(SourceText::Kind kind, std::string name, std::string text);
  // Forgets the text of a file that has been read without an error; places in it can no longer be asked for.
  void drop_last();

 private:
  std::filesystem::path base_dir_;
  std::vector<std::unique_ptr<const SourceText>> sources_;
  unsigned opened_ = 0;
};

}  // namespace sim::scenario
