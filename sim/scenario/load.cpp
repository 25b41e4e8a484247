#include <filesystem>

#include "sim/scenario/assemble.hpp"
#include "sim/scenario/override.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_fields.hpp"
#include "sim/scenario/study.hpp"

namespace sim::scenario {
namespace {

// One load: the texts, the errors, and the tree, which must not move while anything points into it.
class Loader {
 public:
  Loader(const std::string& path, const LoadOptions& options)
      : path_(path), options_(options), files_(std::filesystem::path(path).parent_path()) {}

  Loaded run();

 private:
  struct Reading {
    ScenarioDraft draft;
    Json resolved;
    world::WorldConfig world;
  };

  bool parse();
  std::optional<Node> value_of(const SourceText& source, std::size_t from);
  void apply(const Override& override_);
  Reading read(Reader& reader, const Node& root, ContactReading contacts) const;
  std::vector<Error> errors_with(const std::vector<TrialSetting>& settings);
  std::optional<Scenario> scenario();

  const std::string& path_;
  const LoadOptions& options_;
  FileStore files_;
  ErrorList errors_;
  Node root_;
};

Loaded Loader::run() {
  std::optional<Scenario> made;
  if (parse()) {
    for (const Override& o : options_.overrides) apply(o);
    link_parents(root_);
    made = scenario();
  }
  if (!errors_.empty()) made.reset();
  return {std::move(made), errors_.sorted()};
}

bool Loader::parse() {
  FileText text = read_file(path_, kLargestScenario);
  if (!text.problem.empty()) {
    errors_.add_whole(path_, "cannot read the scenario: " + text.problem);
    return false;
  }
  std::optional<Node> root = parse_json(files_.add(SourceText::Kind::file, path_, std::move(text.bytes)), 0, errors_);
  if (root) root_ = std::move(*root);
  return root.has_value();
}

// Texts need no quotes: what does not read as a number, true, false or null is one, "90s" and "2026-03-02T09:00" among them.
std::optional<Node> Loader::value_of(const SourceText& source, std::size_t from) {
  const std::string_view written = source.text().substr(from);
  const bool bracketed = !written.empty() && std::string_view("{[\"").find(written.front()) != std::string_view::npos;
  if (bracketed) return parse_json(source, from, errors_);
  ErrorList not_json;
  if (std::optional<Node> value = parse_json(source, from, not_json); value && not_json.empty()) return value;
  Node text;
  text.kind = Node::Kind::text;
  text.text = written;
  text.source = &source;
  text.offset = from;
  return text;
}

void Loader::apply(const Override& override_) {
  const SourceText& source =
      files_.add(SourceText::Kind::argument, "--set " + override_.pointer, override_.pointer + "=" + override_.value);
  if (const std::size_t broken = find_invalid_utf8(source.text()); broken != std::string_view::npos) {
    errors_.add(source, broken, "", "the text is not valid UTF-8 from here on");
    return;
  }
  std::optional<Node> value = value_of(source, override_.pointer.size() + 1);
  if (!value) return;
  const std::string problem = put(root_, override_.pointer, std::move(*value));
  if (!problem.empty()) errors_.add(source, 0, "", problem);
}

Loader::Reading Loader::read(Reader& reader, const Node& root, ContactReading contacts) const {
  Reading reading;
  scenario_type().read(reader, root, reading.draft, reading.resolved);
  if (options_.seed) reading.draft.seed = *options_.seed;
  if (options_.replications) reading.draft.replications = *options_.replications;
  if (root.kind == Node::Kind::object) reading.world = assemble(reader, root, reading.draft, contacts);
  return reading;
}

std::vector<Error> Loader::errors_with(const std::vector<TrialSetting>& settings) {
  Node changed = root_;
  for (const TrialSetting& setting : settings) {
    const std::string problem = put(changed, setting.pointer, *setting.value);
    if (!problem.empty()) return {{"", "", problem, "", ""}};
  }
  link_parents(changed);
  ErrorList errors;
  Reader reader(errors, files_, path_);
  read(reader, changed, ContactReading::none);
  return errors.sorted();
}

std::string name_of_file(const std::string& path) {
  const std::string name = std::filesystem::path(path).stem().string();
  return name.empty() || find_invalid_utf8(name) != std::string_view::npos ? "scenario" : name;
}

std::optional<Scenario> Loader::scenario() {
  Reader reader(errors_, files_, path_);
  Reading reading = read(reader, root_, ContactReading::full);
  if (!errors_.empty()) return std::nullopt;
  Scenario made;
  made.file = path_;
  made.name = reading.draft.name.value_or(name_of_file(path_));
  made.world = std::move(reading.world);
  made.replications = reading.draft.replications;
  made.time_zone = made.world.zone_names[0];
  made.resolved = std::move(reading.resolved);
  made.resolved["name"] = made.name;
  made.resolved["seed"] = made.world.seed;
  made.resolved["replications"] = made.replications;
  complete(made.resolved, made.world);
  const Trial trial = [this](const std::vector<TrialSetting>& settings) { return errors_with(settings); };
  set_study(reader, reading.draft, options_, trial, made);
  return made;
}

}  // namespace

Loaded load(const std::string& path, const LoadOptions& options) { return Loader(path, options).run(); }

}  // namespace sim::scenario
