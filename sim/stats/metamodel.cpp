#include "sim/stats/metamodel.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <limits>

#include "sim/base/check.hpp"
#include "sim/stats/interval.hpp"
#include "sim/stats/tally.hpp"

namespace sim::stats {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kRounding = 1e-20;  // a share of the sum of squares that arithmetic alone makes

struct Column {
  std::string name;
  Eigen::VectorXd values;  // by point
};

double scaled(const std::vector<double>& numbers, std::size_t level) {
  const auto [least, greatest] = std::ranges::minmax(numbers);
  return greatest > least ? (2 * numbers[level] - least - greatest) / (greatest - least) : 0;
}

class Design {
 public:
  explicit Design(const FactorialData& data) : data_(data) {
    add("1", [](std::size_t) { return 1.0; });
    for (std::size_t f = 0; f < data.factors.size(); ++f) add_main(f);
    for (std::size_t f = 0; f < data.factors.size(); ++f) add_square(f);
    for (std::size_t f = 0; f < data.factors.size(); ++f) {
      for (std::size_t g = f + 1; g < data.factors.size(); ++g) add_products(f, g);
    }
  }

  std::size_t columns() const { return columns_.size(); }
  const std::string& name(std::size_t c) const { return columns_[c].name; }
  Eigen::MatrixXd matrix() const {
    Eigen::MatrixXd x(static_cast<Eigen::Index>(data_.points.size()), static_cast<Eigen::Index>(columns_.size()));
    for (std::size_t c = 0; c < columns_.size(); ++c) x.col(static_cast<Eigen::Index>(c)) = columns_[c].values;
    return x;
  }

 private:
  Column column(std::string name, auto value_at) const {
    Column made{std::move(name), Eigen::VectorXd(static_cast<Eigen::Index>(data_.points.size()))};
    for (std::size_t p = 0; p < data_.points.size(); ++p) made.values[static_cast<Eigen::Index>(p)] = value_at(p);
    return made;
  }
  void add(std::string name, auto value_at) { columns_.push_back(column(std::move(name), value_at)); }

  std::vector<Column> main_columns(std::size_t f) const {
    const DesignFactor& factor = data_.factors[f];
    const std::size_t last = factor.levels.size() - 1;
    if (!factor.numbers.empty()) {
      return last == 0 ? std::vector<Column>{}
                       : std::vector{column(factor.name, [&](std::size_t p) { return scaled(factor.numbers, data_.points[p][f]); })};
    }
    std::vector<Column> columns;
    for (std::size_t l = 0; l < last; ++l) {
      columns.push_back(column(factor.name + "=" + factor.levels[l], [&](std::size_t p) {
        const std::size_t level = data_.points[p][f];
        return level == l ? 1.0 : level == last ? -1.0 : 0.0;
      }));
    }
    return columns;
  }

  void add_main(std::size_t f) { std::ranges::move(main_columns(f), std::back_inserter(columns_)); }

  void add_square(std::size_t f) {
    const DesignFactor& factor = data_.factors[f];
    if (factor.numbers.size() < 3) return;
    add(factor.name + "^2", [&](std::size_t p) {
      const double x = scaled(factor.numbers, data_.points[p][f]);
      return x * x;
    });
  }

  void add_products(std::size_t f, std::size_t g) {
    for (const Column& a : main_columns(f)) {
      for (const Column& b : main_columns(g)) columns_.push_back({a.name + "*" + b.name, a.values.cwiseProduct(b.values)});
    }
  }

  const FactorialData& data_;
  std::vector<Column> columns_;
};

Eigen::MatrixXd responses_of(const FactorialData& data) {
  Eigen::MatrixXd y(static_cast<Eigen::Index>(data.points.size()), static_cast<Eigen::Index>(data.responses.front().size()));
  for (std::size_t p = 0; p < data.responses.size(); ++p) {
    SIM_CHECK(data.responses[p].size() == data.responses.front().size(), "every point has the same replications");
    for (std::size_t r = 0; r < data.responses[p].size(); ++r) {
      y(static_cast<Eigen::Index>(p), static_cast<Eigen::Index>(r)) = data.responses[p][r];
    }
  }
  return y;
}

LackOfFit lack_of_fit(const Eigen::MatrixXd& y, double residual, std::size_t parameters) {
  const auto points = static_cast<std::size_t>(y.rows()), replications = static_cast<std::size_t>(y.cols());
  LackOfFit test{kNone, kNone, points - std::min(points, parameters), (points - 1) * (replications - 1)};
  if (test.degrees == 0 || test.error_degrees == 0) return test;
  const Eigen::VectorXd of_points = y.rowwise().mean();
  const Eigen::RowVectorXd of_replications = y.colwise().mean();
  const double error =
      ((y.colwise() - of_points).rowwise() - of_replications).array().unaryExpr([&](double e) { return e + y.mean(); }).square().sum();
  if (!(error > kRounding * y.squaredNorm())) return test;
  const double degrees = static_cast<double>(test.degrees), error_degrees = static_cast<double>(test.error_degrees);
  test.f = static_cast<double>(replications) * residual / degrees / (error / error_degrees);
  test.p = boost::math::cdf(boost::math::complement(boost::math::fisher_f(degrees, error_degrees), test.f));
  return test;
}

}  // namespace

Metamodel fit_quadratic(const FactorialData& data) {
  SIM_CHECK(!data.points.empty() && data.responses.size() == data.points.size() && !data.responses.front().empty(),
            "a response for every point");
  const Design design(data);
  const Eigen::MatrixXd x = design.matrix(), y = responses_of(data);
  const Eigen::MatrixXd coefficients = x.colPivHouseholderQr().solve(y);  // [term][replication]
  Metamodel model;
  for (std::size_t c = 0; c < design.columns(); ++c) {
    Tally over;
    for (Eigen::Index r = 0; r < y.cols(); ++r) over.add(coefficients(static_cast<Eigen::Index>(c), r));
    model.terms.push_back({design.name(c), over.mean(), half_width(over)});
  }
  const Eigen::VectorXd means = y.rowwise().mean();
  const double residual = (means - x * coefficients.rowwise().mean()).squaredNorm();
  const double total = (means.array() - means.mean()).square().sum();
  model.r_squared = total > kRounding * means.squaredNorm() ? 1 - residual / total : kNone;
  model.lack_of_fit = lack_of_fit(y, residual, design.columns());
  return model;
}

}  // namespace sim::stats
