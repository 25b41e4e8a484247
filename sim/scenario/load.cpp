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
  void apply(const Override& override_);
  Reading read(Reader& reader, const Node& root, ContactReading contacts) const;
  std::vector<Error> errors_with(const std::string& pointer, const Node& value);
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

bool is_json(std::string_view text) {
  constexpr std::string_view kBegins = "{[\"-0123456789";
  return kBegins.find(text.empty() ? ' ' : text.front()) != std::string_view::npos || text == "true" || text == "false" || text == "null";
}

// Texts need no quotes: what does not read as a number is one, "90s" and "2026-03-02T09:00" among them.
void Loader::apply(const Override& override_) {
  const std::size_t from = override_.pointer.size() + 1;
  const SourceText& source =
      files_.add(SourceText::Kind::argument, "--set " + override_.pointer, override_.pointer + "=" + override_.value);
  ErrorList of_value;
  std::optional<Node> value = is_json(override_.value) ? parse_json(source, from, of_value) : std::nullopt;
  const bool quoted = !override_.value.empty() && std::string_view("{[\"").find(override_.value.front()) != std::string_view::npos;
  if (!of_value.empty() && quoted) {
    parse_json(source, from, errors_);
    return;
  }
  if (!value || !of_value.empty()) {
    value.emplace();
    value->kind = Node::Kind::text;
    value->text = override_.value;
    value->source = &source;
    value->offset = from;
  }
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

std::vector<Error> Loader::errors_with(const std::string& pointer, const Node& value) {
  Node changed = root_;
  const std::string problem = put(changed, pointer, value);
  if (!problem.empty()) return {{"", "", problem, "", ""}};
  link_parents(changed);
  ErrorList errors;
  Reader reader(errors, files_, path_);
  read(reader, changed, ContactReading::none);
  return errors.sorted();
}

std::optional<Scenario> Loader::scenario() {
  Reader reader(errors_, files_, path_);
  Reading reading = read(reader, root_, ContactReading::full);
  if (!errors_.empty()) return std::nullopt;
  Scenario made;
  made.file = path_;
  made.name = reading.draft.name.value_or(std::filesystem::path(path_).stem().string());
  made.world = std::move(reading.world);
  made.replications = reading.draft.replications;
  made.time_zone = made.world.zone_names[0];
  made.resolved = std::move(reading.resolved);
  made.resolved["name"] = made.name;
  made.resolved["seed"] = made.world.seed;
  made.resolved["replications"] = made.replications;
  complete(made.resolved, made.world);
  const Trial trial = [this](const std::string& pointer, const Node& value) { return errors_with(pointer, value); };
  set_study(reader, reading.draft, options_, trial, made);
  return made;
}

}  // namespace

Loaded load(const std::string& path, const LoadOptions& options) { return Loader(path, options).run(); }

}  // namespace sim::scenario
