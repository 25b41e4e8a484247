#include "sim/scenario/distribution_fields.hpp"

#include "sim/scenario/duration_column.hpp"
#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

using random::Distribution;

// The quantile tables of gamma and beta are exact enough for these.
constexpr Range kShape{0.05, 1000};

struct MeanAlone {
  Duration mean{};
};
struct MedianAndSigma {
  Duration median{};
  double sigma = 0;
};
struct MeanAndShape {
  Duration mean{};
  double shape = 1;
};
struct ScaleAndShape {
  Duration scale{};
  double shape = 1;
};
struct ColumnOfFile {
  Located<std::string> file;
  std::string column;
};
struct MixturePart {
  double weight = 0;
  Distribution distribution;
};

Type<Distribution> exponential() {
  Table<MeanAlone> table("Exponential", "Memoryless, as the time between independent events.");
  table.key("mean", &MeanAlone::mean, duration(Least::above_zero), {.text = "Mean.", .example = R"("60s")"});
  return converted<Distribution>(table.object(), [](Reader&, const Node&, MeanAlone&& p, Distribution& out) {
    out = random::make_exponential(seconds(p.mean));
    return true;
  });
}

Type<Distribution> lognormal() {
  Table<MedianAndSigma> table("Lognormal", "The logarithm is normal: most are near the median, a few are long.");
  table
      .key("median", &MedianAndSigma::median, duration(Least::above_zero),
           {.text = "Half of the draws are shorter.", .example = R"("44s")"})
      .key("sigma", &MedianAndSigma::sigma, number({0, 10}),
           {.text = "Standard deviation of the logarithm. The mean is the median times exp(sigma²/2).", .example = "0.8"});
  return converted<Distribution>(table.object(), [](Reader&, const Node&, MedianAndSigma&& p, Distribution& out) {
    out = random::make_lognormal(seconds(p.median), p.sigma);
    return true;
  });
}

Type<Distribution> gamma() {
  Table<MeanAndShape> table("Gamma", "A sum of `shape` exponential stages of equal mean; whole shapes are Erlang.");
  table.key("mean", &MeanAndShape::mean, duration(Least::above_zero), {.text = "Mean.", .example = R"("60s")"})
      .key("shape", &MeanAndShape::shape, number(kShape), {.text = "The variance is mean²/shape.", .example = "2"});
  return converted<Distribution>(table.object(), [](Reader&, const Node&, MeanAndShape&& p, Distribution& out) {
    out = random::make_gamma(seconds(p.mean), p.shape);
    return true;
  });
}

Type<Distribution> weibull() {
  Table<ScaleAndShape> table("Weibull", "The rate of ending grows (shape above 1) or falls (below 1) with the time that has passed.");
  table
      .key("scale", &ScaleAndShape::scale, duration(Least::above_zero), {.text = "63.2 % of the draws are shorter.", .example = R"("60s")"})
      .key("shape", &ScaleAndShape::shape, number(kShape), {.text = "1 is exponential.", .example = "1.5"});
  return converted<Distribution>(table.object(), [](Reader&, const Node&, ScaleAndShape&& p, Distribution& out) {
    out = random::make_weibull(seconds(p.scale), p.shape);
    return true;
  });
}

Type<Distribution> normal() {
  const auto pair = list(duration(), "a list of two durations, mean and standard deviation", {2, 2});
  return converted<Distribution>(pair, [](Reader&, const Node&, std::vector<Duration>&& p, Distribution& out) {
    out = random::make_normal(seconds(p[0]), seconds(p[1]));
    return true;
  });
}

Type<Distribution> uniform() {
  const auto pair = list(duration(), "a list of two durations, from and to", {2, 2});
  return converted<Distribution>(pair, [](Reader& r, const Node& node, std::vector<Duration>&& p, Distribution& out) {
    if (p[0] > p[1]) {
      r.error(node, "expected the shorter duration first, got " + duration_text(p[0]) + " before " + duration_text(p[1]));
      return false;
    }
    out = random::make_uniform(seconds(p[0]), seconds(p[1]));
    return true;
  });
}

Type<std::vector<Duration>> measured_in_file() {
  Table<ColumnOfFile> table("MeasuredInFile", "A column of a CSV file with a header line.");
  table
      .key("file", &ColumnOfFile::file, located(text("the name of a CSV file")),
           {.text = "Relative to the scenario.", .example = R"("talk.csv")"})
      .key("column", &ColumnOfFile::column, text("the name of a column"),
           {.text = "Durations, or plain numbers when the name ends with their unit.", .example = R"("talk_s")"});
  return converted<std::vector<Duration>>(table.object(), [](Reader& r, const Node&, ColumnOfFile&& c, std::vector<Duration>& out) {
    auto column = read_duration_column(r, *c.file.node, c.file.value, c.column);
    if (!column) return false;
    out = std::move(*column);
    return true;
  });
}

Type<Distribution> empirical() {
  const auto values = list(duration(), "a list of durations", {.least = 1});
  const auto either_way = one_of<std::vector<Duration>>("a list of durations or an object with the keys file and column",
                                                        {{Node::Kind::list, values}, {Node::Kind::object, measured_in_file()}});
  return converted<Distribution>(either_way, [](Reader&, const Node&, std::vector<Duration>&& measured, Distribution& out) {
    out = random::make_empirical(std::move(measured));
    return true;
  });
}

const char* const kDistributionWords = "a duration such as \"30s\", or a distribution such as {\"exponential\": {\"mean\": \"30s\"}}";
const char* const kDistributionName = "Distribution";

// [weight, distribution]. Parts may be mixtures again, so the type of a distribution is asked for when one is read.
Type<MixturePart> part() {
  const std::string words = "a list of two, weight and distribution";
  const Type<double> weight = number({.least = 0, .most = 1, .least_itself = false});
  Json schema{{"type", "array"}, {"minItems", 2}, {"maxItems", 2}};
  schema["items"] = Json::array({weight.shape.schema, Json{{"anyOf", {reference_to("Duration"), reference_to(kDistributionName)}}}});
  return {{words, std::move(schema), {}}, [words, weight](Reader& r, const Node& node, MixturePart& out, Json& resolved) {
            if (!check_length(r, node, words, {2, 2})) return false;
            resolved = Json::array({nullptr, nullptr});
            const bool good = weight.read(r, node.children[0], out.weight, resolved[0]);
            return distribution().read(r, node.children[1], out.distribution, resolved[1]) && good;
          }};
}

Type<Distribution> mixture() {
  const auto parts = list(part(), "a list of [weight, distribution]", {1, 1000});
  return converted<Distribution>(parts, [](Reader& r, const Node& node, std::vector<MixturePart>&& list_of_parts, Distribution& out) {
    std::vector<double> weights;
    std::vector<Distribution> distributions;
    for (MixturePart& p : list_of_parts) {
      weights.push_back(p.weight);
      distributions.push_back(std::move(p.distribution));
    }
    if (!sums_to_one(r, node, weights)) return false;
    out = random::make_mixture(std::move(weights), std::move(distributions));
    return true;
  });
}

Type<Distribution> constant() {
  return converted<Distribution>(duration(), [](Reader&, const Node&, Duration value, Distribution& out) {
    out = random::make_constant(value);
    return true;
  });
}

Type<Distribution> make_distribution() {
  const auto whole_value = [](Distribution& d) -> Distribution& { return d; };
  Table<Distribution> table(kDistributionName, "How a duration is spread. A duration alone stands for `constant`.");
  table.key("constant", whole_value, constant(), {.text = "Always the same.", .example = R"("30s")"})
      .key("exponential", whole_value, exponential(), {.text = "By its mean.", .example = R"({"mean": "60s"})"})
      .key("lognormal", whole_value, lognormal(),
           {.text = "By its median and the deviation of its logarithm.", .example = R"({"median": "60s", "sigma": 0.8})"})
      .key("gamma", whole_value, gamma(), {.text = "By its mean and shape.", .example = R"({"mean": "60s", "shape": 2})"})
      .key("weibull", whole_value, weibull(), {.text = "By its scale and shape.", .example = R"({"scale": "60s", "shape": 1.5})"})
      .key("normal", whole_value, normal(), {.text = "By its mean and standard deviation, cut at 0.", .example = R"(["20s", "2s"])"})
      .key("uniform", whole_value, uniform(), {.text = "Between two durations.", .example = R"(["1s", "4s"])"})
      .key("empirical", whole_value, empirical(),
           {.text = "One of these, each as likely: a list, or a column of a CSV file.", .example = R"(["8s", "9s", "31s"])"})
      .key("mixture", whole_value, mixture(),
           {.text = "One of several distributions. Weights are above 0 and sum to 1.",
            .example = R"([[0.93, {"lognormal": {"median": "44s", "sigma": 0.8}}], [0.07, {"uniform": ["1s", "12s"]}]])"});
  return one_of<Distribution>(kDistributionWords,
                              {{Node::Kind::text, constant()}, {Node::Kind::number, constant()}, {Node::Kind::object, table.choice()}});
}

}  // namespace

const Type<Distribution>& distribution() {
  static const Type<Distribution> type = make_distribution();
  return type;
}

}  // namespace sim::scenario
