#pragma once
// A quadratic polynomial through the responses of a full factorial: which factor moves the answer, which two work together, and whether
// a polynomial says enough.
//
// Numeric factors run from -1 (least level) to 1 (greatest); they have a square where they have three levels or more. Others have one
// column for each level but the last, which is -1 in all of them. Two factors interact by the products of their columns.
//
// Invariants
//   1. Coefficients are fitted to each replication by itself and averaged; their intervals are Student's over the replications. So it does
//      not matter that points share their customers (Kleijnen, "Design and Analysis of Simulation Experiments", 2nd ed., section 3.5).
//   2. Lack of fit: F of the points' distance from the polynomial against pure error, which is what replications of a point differ by once
//      the mean of each replication over all points is taken out (replications are blocks).
//   3. A response that is such a polynomial is found exactly.

#include <string>
#include <vector>

namespace sim::stats {

struct DesignFactor {
  std::string name;
  std::vector<std::string> levels;
  std::vector<double> numbers{};  // of the levels; empty: not numeric
};

struct MetamodelTerm {
  std::string name;                // "1", "a", "a^2", "a*b", "a=text"
  double coefficient, half_width;  // 95 %; not a number with one replication
};

struct LackOfFit {
  double f, p;  // not a number: no degrees of freedom, or no error
  std::size_t degrees, error_degrees;
};

struct Metamodel {
  std::vector<MetamodelTerm> terms;
  double r_squared;  // of the means of the points
  LackOfFit lack_of_fit;
};

struct FactorialData {
  std::vector<DesignFactor> factors;
  std::vector<std::vector<std::size_t>> points;  // [point][factor] level
  std::vector<std::vector<double>> responses;    // [point][replication], finite, as many for each
};

// REQUIRES every combination of levels once, at least one replication.
Metamodel fit_quadratic(const FactorialData& data);

}  // namespace sim::stats
