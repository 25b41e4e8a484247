#pragma once
// What a scenario refers to by name, and the error when there is no such thing.

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/scenario/reader.hpp"

namespace sim::scenario {

class Names {
 public:
  // `what` is named in errors: "script".
  explicit Names(std::string what) : what_(std::move(what)) {}

  // False: the name is taken.
  bool add(const std::string& name);
  // Some could not be read: who refers to an unknown one may be right.
  void set_incomplete() { incomplete_ = true; }

  const std::vector<std::string>& all() const { return all_; }
  // The number of the thing, in the order of add(). Empty: the reference was wrong; an error was recorded, here or where it was read.
  std::optional<std::size_t> find(Reader& reader, const Located<std::string>& reference) const;

 private:
  std::string what_;
  std::vector<std::string> all_;
  std::unordered_map<std::string, std::size_t> index_;
  bool incomplete_ = false;
};

}  // namespace sim::scenario
