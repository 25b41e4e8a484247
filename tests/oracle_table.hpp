#pragma once
// A table of exact values from tests/oracles: asked by case and quantity. A row that is not there fails the test that asks for it.

#include <fstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"

namespace sim::oracles {

struct Row {
  std::string name, quantity, value;
};

class Table {
 public:
  explicit Table(const std::string& subject) {
    std::ifstream file(std::string(DIALSIM_ORACLES) + "/" + subject + ".csv");
    std::string line;
    std::getline(file, line);  // the header
    while (std::getline(file, line)) {
      const std::vector<std::string> fields = split(line);
      rows_.push_back({fields.at(1), fields.at(2), fields.at(3)});
    }
    if (rows_.empty()) FAIL("no table of " << subject << " in " << DIALSIM_ORACLES);
  }

  const std::vector<Row>& rows() const { return rows_; }
  const std::string& text(const std::string& name, const std::string& quantity) const {
    for (const Row& row : rows_) {
      if (row.name == name && row.quantity == quantity) return row.value;
    }
    FAIL("no row " << name << " / " << quantity);
    return rows_.front().value;
  }
  double value(const std::string& name, const std::string& quantity) const { return std::stod(text(name, quantity)); }

 private:
  // Quoted fields hold commas; a doubled quote inside one stands for itself, which no field that is read here has.
  static std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    return fields;
  }

  std::vector<Row> rows_;
};

}  // namespace sim::oracles
