#pragma once
// Makes a failing case small: takes parts out of it, many at a time and then one by one, as long as it still fails in the same way (delta
// debugging: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002).

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/swarm_case.hpp"

namespace sim::swarm {

// Something that a case can do without: a campaign, a contact, an action, a rule, a fault.
struct Part {
  std::string name;
  std::function<void(Case&)> take_out;
};
std::vector<Part> parts_of(const Case& world);

// Runs a case and judges it; writes its history down when asked.
using Judge = std::function<Verdict(const Case&, std::vector<std::string>* history)>;

struct Shrunk {
  Case world;
  std::vector<std::string> needed;  // names of the parts that are left
  Verdict verdict;
  std::vector<std::string> history;
};

// REQUIRES that the judge finds the case in breach of some rule; what is left breaks the same one.
Shrunk shrink(const Case& failing, const Judge& judge);

// What a reader needs: what is wrong, how to run the seed again (the tag of the test that did), the smallest case and its history.
std::string report(const Shrunk& shrunk, const std::string& tag);

// The one seed to run, when DIALSIM_SWARM_SEED asks for it.
std::optional<std::uint64_t> seed_asked_for();

}  // namespace sim::swarm
