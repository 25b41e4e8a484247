#include "sim/scenario/contact_file.hpp"

#include <algorithm>
#include <vector>

#include "sim/scenario/csv_file.hpp"

namespace sim::scenario {
namespace {

// The keys that stand in `keys` more than once, in order.
std::vector<PhoneKey> repeated(std::vector<PhoneKey> keys) {
  std::ranges::sort(keys);
  std::vector<PhoneKey> out;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i] == keys[i - 1] && (out.empty() || out.back() != keys[i])) out.push_back(keys[i]);
  }
  return out;
}

}  // namespace

std::shared_ptr<const world::ContactFile> ContactFiles::read(Reader& reader, const Node& at, const std::string& name, ContactUse use) {
  const std::string path = reader.files().resolve(name).lexically_normal().string();
  auto known = files_.find(path);
  if (known == files_.end()) {
    const SourceText* source = open_csv(reader, at, name);
    if (source == nullptr) return nullptr;
    auto file = std::make_shared<world::ContactFile>();
    file->path = path;
    const bool good = read_contact_rows(reader, *source, words_, *file);
    if (good) reader.files().drop_last();
    known = files_.emplace(path, Entry{good ? std::move(file) : nullptr}).first;
  }
  known->second.uses += use == ContactUse::once ? 1 : 2;
  return known->second.file;
}

void ContactFiles::settle_phones() {
  std::vector<PhoneKey> all;
  for (const auto& [path, entry] : files_) {
    if (!entry.file) continue;
    const std::vector<PhoneKey>& keys = entry.file->phone_keys;
    for (unsigned use = 0; use < std::min(entry.uses, 2u); ++use) {
      std::ranges::copy_if(keys, std::back_inserter(all), [](PhoneKey key) { return key != 0; });
    }
  }
  const std::vector<PhoneKey> shared = repeated(std::move(all));
  for (auto& [path, entry] : files_) {
    if (!entry.file) continue;
    std::vector<PhoneKey>& keys = entry.file->phone_keys;
    for (PhoneKey& key : keys) {
      if (!std::ranges::binary_search(shared, key)) key = 0;
    }
    if (std::ranges::all_of(keys, [](PhoneKey key) { return key == 0; })) keys = {};
  }
}

bool scripts_lost(const world::ContactFile& file) {
  return std::ranges::find(file.scripted, AttemptOutcome::lost, &world::ScriptedOutcome::outcome) != file.scripted.end();
}

}  // namespace sim::scenario
