#pragma once
// The folder of results. A file is written under a temporary name and renamed when it is whole, so nobody ever reads half a file.
//
// Invariants
//   1. A file that cannot be opened, written or renamed is a WriteError with the file's name and the reason; its temporary file is removed.
//   2. What stood under the name before stays until the new file is whole.
//   3. The temporary name is in the same folder, hidden, and has the number of the process, so two programs do not meet in it. What a
//   program
//      that was killed has left there is removed by the next one that writes into the folder.

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sim::report {

// "out/x/results.json: No space left on device"
class WriteError : public std::runtime_error {
 public:
  WriteError(const std::filesystem::path& file, std::string_view reason);
};

// A name that is not taken before the file under the temporary name is whole.
class PendingFile {
 public:
  explicit PendingFile(std::filesystem::path path);  // throws WriteError where a folder has the name
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();  // removes the temporary file
  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& temporary() const { return temporary_; }
  void commit();  // renames; throws WriteError

 private:
  std::filesystem::path path_;
  std::filesystem::path temporary_;  // empty: renamed or moved from
};

// One file on its way. Buffered; destroyed without commit() it leaves nothing behind.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);  // throws WriteError
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();
  void write(std::string_view text);  // throws WriteError
  void commit();                      // flushes, closes, renames; throws WriteError

 private:
  void flush();
  void close();

  PendingFile pending_;
  int descriptor_;  // -1: closed
  std::string buffer_;
};

class OutputFolder {
 public:
  // Makes the folder and those above it, and finds out at once whether files can be made in it. Throws WriteError.
  explicit OutputFolder(std::filesystem::path path);
  const std::filesystem::path& path() const { return path_; }
  OutputFile file(std::string_view name) const { return OutputFile(path_ / name); }
  // A whole file at once.
  void write(std::string_view name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace sim::report
