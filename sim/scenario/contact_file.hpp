#pragma once
// Contacts that stand in CSV files: a header line that begins with `phone`, then a row for each contact. Every mistake of a file is
// recorded with its line and column; a phone that cannot be one is no mistake, it makes a contact that cannot be called.
//
// Invariants
//   1. Equal phones have equal keys in all files of a scenario. After settle_phones() the key of a phone that is used once is 0.
//   2. A column that says nothing of any contact is empty, so that plain lists cost the machine nothing.
//   3. A file that is named several times is read, and its mistakes are told, once.

#include <map>
#include <memory>
#include <string>

#include "sim/scenario/contact_rows.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/world/world_config.hpp"

namespace sim::scenario {

// How often the contacts of a file are added where it is named: once by a campaign, any number of times by a reaction of the operator.
enum class ContactUse : std::uint8_t { once, repeated };

class ContactFiles {
 public:
  explicit ContactFiles(ContactWords words) : words_(std::move(words)) {}

  // The file that `at` names. Each call is one more use of its phones. Empty: errors were recorded. A file without rows is a list of
  // no contacts.
  std::shared_ptr<const world::ContactFile> read(Reader& reader, const Node& at, const std::string& name, ContactUse use);

  // To be called once, after the last read(): forgets the keys of phones that no other contact has.
  void settle_phones();

 private:
  struct Entry {
    std::shared_ptr<world::ContactFile> file;  // empty: it has mistakes
    unsigned uses = 0;
  };

  ContactWords words_;
  std::map<std::string, Entry> files_;  // by path
};

// A script in the file leaves an attempt without any report: its campaign must have limits after which the attempt is given up.
bool scripts_lost(const world::ContactFile& file);

}  // namespace sim::scenario
