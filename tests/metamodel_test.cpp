// The quadratic metamodel and the Pareto frontier.

#include "sim/stats/metamodel.hpp"

#include <cmath>

#include "sim/stats/frontier.hpp"
#include "tests/catch.hpp"

using namespace sim::stats;

namespace {

// A full factorial of two numeric factors with a response for each point and replication.
FactorialData grid(auto response, std::size_t replications) {
  FactorialData data{{{"a", {"10", "20", "30"}, {10, 20, 30}}, {"b", {"1", "2", "3"}, {1, 2, 3}}}, {}, {}};
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      data.points.push_back({a, b});
      data.responses.emplace_back();
      for (std::size_t r = 0; r < replications; ++r) {
        data.responses.back().push_back(response(static_cast<double>(a) - 1, static_cast<double>(b) - 1, static_cast<double>(r)));
      }
    }
  }
  return data;
}

double coefficient(const Metamodel& model, const std::string& term) {
  for (const MetamodelTerm& one : model.terms) {
    if (one.name == term) return one.coefficient;
  }
  FAIL("no term " << term);
  return 0;
}

Objective objective(Better better, std::vector<std::vector<double>> points) { return {better, std::move(points)}; }

}  // namespace

TEST_CASE("an exact quadratic is found exactly", "[metamodel]") {
  const Metamodel model =
      fit_quadratic(grid([](double x, double y, double r) { return 5 + 2 * x - 3 * y + 4 * x * x + 0.5 * y * y + 6 * x * y + r; }, 3));
  CHECK(coefficient(model, "1") == Approx(6));  // 5, and 0, 1, 2 of the replications
  CHECK(coefficient(model, "a") == Approx(2));
  CHECK(coefficient(model, "b") == Approx(-3));
  CHECK(coefficient(model, "a^2") == Approx(4));
  CHECK(coefficient(model, "b^2") == Approx(0.5));
  CHECK(coefficient(model, "a*b") == Approx(6));
  CHECK(model.r_squared == Approx(1));
  // What all points of a replication share is no error of the effects.
  for (std::size_t t = 1; t < model.terms.size(); ++t) CHECK(model.terms[t].half_width == Approx(0).margin(1e-9));
  CHECK(model.terms[0].half_width > 1);
}

TEST_CASE("what no quadratic says is a lack of fit", "[metamodel]") {
  const auto noise = [](double x, double y, double r) { return 0.01 * std::sin(37 * x + 91 * y + 53 * r); };
  const Metamodel cubic = fit_quadratic(grid([&](double x, double y, double r) { return x * x * y * y + noise(x, y, r); }, 5));
  CHECK(cubic.lack_of_fit.degrees == 3);
  CHECK(cubic.lack_of_fit.error_degrees == 32);
  CHECK(cubic.lack_of_fit.p < 1e-6);
  const Metamodel plane = fit_quadratic(grid([&](double x, double y, double r) { return x + y + noise(x, y, r); }, 5));
  CHECK(plane.lack_of_fit.p > 0.01);
}

TEST_CASE("lack of fit by hand", "[metamodel]") {
  // One factor that is not numeric needs a column for each level but one, two such the products: nothing is left over.
  const FactorialData full{
      {{"f", {"x", "y"}, {}}, {"g", {"u", "v"}, {}}}, {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{1, 2}, {3, 4}, {5, 6}, {9, 9}}};
  const Metamodel model = fit_quadratic(full);
  CHECK(model.lack_of_fit.degrees == 0);
  CHECK(std::isnan(model.lack_of_fit.f));
  CHECK(coefficient(model, "f=x") == Approx((1.5 + 3.5 - 5.5 - 9) / 4));
  CHECK(coefficient(model, "f=x*g=u") == Approx((1.5 - 3.5 - 5.5 + 9) / 4));
}

TEST_CASE("a point is dominated only when the intervals say so", "[frontier]") {
  // Surely worse in both; better in one; worse by means alone.
  const std::vector<std::vector<double>> cost{{10, 11, 12}, {20, 21, 22.5}, {5, 6, 7}, {10, 11.5, 12}};
  const std::vector<std::vector<double>> reach{{60, 61, 62}, {50, 51, 52.5}, {30, 31, 32}, {60, 60, 62}};
  const std::vector<Standing> standing = frontier({objective(Better::smaller, cost), objective(Better::greater, reach)});
  CHECK(standing == std::vector<Standing>{Standing::frontier, Standing::dominated, Standing::frontier, Standing::undecided});
}

TEST_CASE("exactly equal points do not dominate each other", "[frontier]") {
  const std::vector<std::vector<double>> same{{1, 2}, {1, 2}};
  CHECK(frontier({objective(Better::smaller, same), objective(Better::smaller, same)}) ==
        std::vector<Standing>{Standing::frontier, Standing::frontier});
  // Equal in one and surely worse in the other is worse.
  CHECK(frontier({objective(Better::smaller, same), objective(Better::smaller, {{1, 2}, {3, 4}})}) ==
        std::vector<Standing>{Standing::frontier, Standing::dominated});
}
