#pragma once
// What is wrong with a scenario, said so that it can be put right: the place, the key, what was expected, the line and a caret.
// Errors are values that are collected; nothing here throws or prints.

#include <cstddef>
#include <string>
#include <vector>

#include "sim/scenario/source.hpp"

namespace sim::scenario {

struct Error {
  std::string place;    // "file:line:column", or "--set /pointer"
  std::string subject;  // the JSON pointer, or the column of a CSV file; empty: none
  std::string message;
  std::string line;   // the line of the source; empty: none is shown
  std::string caret;  // stands under it

  // All of it, without a newline at the end.
  std::string text() const;
};

class ErrorList {
 public:
  static constexpr std::size_t kMost = 1000;  // what comes after that is only counted

  void add(const SourceText& source, std::size_t offset, std::string subject, std::string message);
  // An error of a file as a whole.
  void add_whole(const std::string& file, std::string message);

  bool empty() const { return entries_.empty(); }
  bool full() const { return entries_.size() >= kMost; }
  // In the order of sources, within one in the order of the text; equal ones once.
  std::vector<Error> sorted() const;

 private:
  struct Entry {
    unsigned order;
    std::size_t offset;
    Error error;
  };
  std::vector<Entry> entries_;
  std::size_t uncounted_ = 0;
};

}  // namespace sim::scenario
