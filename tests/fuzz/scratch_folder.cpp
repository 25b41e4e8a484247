#include "tests/fuzz/scratch_folder.hpp"

#include <stdlib.h>

#include <fstream>
#include <system_error>

namespace sim::fuzz {

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "dialsim-fuzz-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void ScratchFolder::write(std::string_view name, std::string_view text) const {
  std::ofstream(path_ / name, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
}

void ScratchFolder::remove(std::string_view name) const { std::filesystem::remove(path_ / name); }

}  // namespace sim::fuzz
