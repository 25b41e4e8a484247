#pragma once
// A scenario in a folder of its own that names CSV files: what is read from them, and the errors as a user would see them.

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include "sim/scenario/contact_file.hpp"
#include "sim/scenario/duration_column.hpp"

namespace sim::scenario {

class CsvRig {
 public:
  CsvRig()
      : folder_(make_folder()),
        files_(folder_),
        reader_(errors_, files_, "scenario.json"),
        tree_(*parse_json(files_.add(SourceText::Kind::file, "scenario.json", R"({"file": "contacts.csv"})"), 0, errors_)),
        contacts_(words()) {
    link_parents(tree_);
    reader_.clock = clock();
  }
  ~CsvRig() { std::filesystem::remove_all(folder_); }
  CsvRig(const CsvRig&) = delete;

  // Zone 0 and the start are those of the scenario.
  static ScenarioClock clock() {
    const ZoneRules* const berlin = find_zone("Europe/Berlin");
    return {berlin, *berlin->unix_s(*parse_local("2026-03-02T08:00").value)};
  }
  static ContactWords words() { return {{"warm", "cold"}, zone}; }

  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name), std::ios::binary) << text; }

  std::shared_ptr<const world::ContactFile> read(const std::string& name = "contacts.csv", ContactUse use = ContactUse::once) {
    return contacts_.read(reader_, node(), name, use);
  }
  std::shared_ptr<const world::ContactFile> read_text(const std::string& text) {
    write("contacts.csv", text);
    return read();
  }
  std::optional<std::vector<Duration>> durations(const std::string& text, const std::string& column) {
    write("talk.csv", text);
    return read_duration_column(reader_, node(), "talk.csv", column);
  }
  void settle_phones() { contacts_.settle_phones(); }
  Reader& reader() { return reader_; }
  const Node& node() const { return *tree_.find("file"); }

  // All errors, without the folder in their places.
  std::string errors() const {
    std::string out;
    for (const Error& error : errors_.sorted()) out += error.text() + "\n";
    const std::string prefix = folder_.string() + "/";
    for (std::size_t at = out.find(prefix); at != std::string::npos; at = out.find(prefix, at)) out.erase(at, prefix.size());
    return out;
  }

 private:
  static std::filesystem::path make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dialsim_XXXXXX").string();
    return ::mkdtemp(name.data());
  }
  static std::optional<ZoneIndex> zone(const std::string& name) {
    if (name == "Europe/Berlin") return ZoneIndex{0};
    if (find_zone(name) == nullptr) return std::nullopt;
    return ZoneIndex{1};
  }

  std::filesystem::path folder_;
  ErrorList errors_;
  FileStore files_;
  Reader reader_;
  Node tree_;
  ContactFiles contacts_;
};

}  // namespace sim::scenario
