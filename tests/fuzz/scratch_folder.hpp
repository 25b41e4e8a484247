#pragma once
// A folder of this process for files that are made of hostile bytes; it is gone with the process.

#include <filesystem>
#include <string>
#include <string_view>

namespace sim::fuzz {

class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  std::string path(std::string_view name) const { return (path_ / name).string(); }
  void write(std::string_view name, std::string_view text) const;
  void remove(std::string_view name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace sim::fuzz
