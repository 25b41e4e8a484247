#include "sim/random/math.hpp"

#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sim::random {
namespace {

static_assert(FLT_EVAL_METHOD == 0, "intermediate results must not carry extra precision");

constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kInverseLn2 = 1.44269504088896338700e+00;

template <std::size_t n>
double polynomial(const std::array<double, n>& ascending, double x) {
  double sum = ascending[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) sum = sum * x + ascending[i];
  return sum;
}

// x * 2^k, in two steps so that the factor stays a normal number.
double scale(double x, int k) {
  const auto power = [](int e) { return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52); };
  if (k < -1000) return x * power(k + 512) * 0x1p-512;
  if (k > 1000) return x * power(k - 512) * 0x1p512;
  return x * power(k);
}

// Numerator and denominator of AS 241: near the middle, in the tails, far out.
constexpr std::array<double, 8> kMiddleA{3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                         1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                         3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr std::array<double, 8> kMiddleB{1.0,
                                         4.2313330701600911252e+1,
                                         6.8718700749205790830e+2,
                                         5.3941960214247511077e+3,
                                         2.1213794301586595867e+4,
                                         3.9307895800092710610e+4,
                                         2.8729085735721942674e+4,
                                         5.2264952788528545610e+3};
constexpr std::array<double, 8> kTailA{1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                       3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                       2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array<double, 8> kTailB{1.0,
                                       2.05319162663775882187e0,
                                       1.67638483018380384940e0,
                                       6.89767334985100004550e-1,
                                       1.48103976427480074590e-1,
                                       1.51986665636164571966e-2,
                                       5.47593808499534494600e-4,
                                       1.05075007164441684324e-9};
constexpr std::array<double, 8> kFarA{6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                      2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                      2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array<double, 8> kFarB{1.0,
                                      5.99832206555887937690e-1,
                                      1.36929880922735805310e-1,
                                      1.48753612908506148525e-2,
                                      7.86869131145613259100e-4,
                                      1.84631831751005468180e-5,
                                      1.42151175831644588870e-7,
                                      2.04426310338993978564e-15};

}  // namespace

// x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); log(1 + f) by s = f / (2 + f).
double log(double x) {
  constexpr std::array<double, 7> kOdd{6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
                                       2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
                                       1.479819860511658591e-01};
  constexpr std::uint64_t kMantissa = (std::uint64_t{1} << 52) - 1, kSqrt2Mantissa = 0x6A09E667F3BCC;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t carried = bits + (kMantissa - kSqrt2Mantissa);  // above sqrt(2) the exponent becomes the next
  const std::uint64_t exponent = carried & ~kMantissa;
  const double f = std::bit_cast<double>(bits - exponent + std::bit_cast<std::uint64_t>(1.0)) - 1.0;
  const double dk = static_cast<double>(static_cast<int>(exponent >> 52) - 1023);
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double rest = z * polynomial(kOdd, z);
  const double half_square = 0.5 * f * f;
  return dk * kLn2High - ((half_square - (s * (half_square + rest) + dk * kLn2Low)) - f);
}

// x = k ln 2 + r with |r| <= ln(2) / 2; exp(r) by a rational function of r.
double exp(double x) {
  constexpr std::array<double, 5> kEven{1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
                                        -1.65339022054652515390e-06, 4.13813679705723846039e-08};
  if (x > 709.782712893383973096) return std::numeric_limits<double>::infinity();
  if (x < -745.13321910194110842) return 0.0;
  const int k = static_cast<int>(kInverseLn2 * x + (x < 0 ? -0.5 : 0.5));
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  const double t = r * r;
  const double c = r - t * polynomial(kEven, t);
  return scale(1.0 - ((low - (r * c) / (2.0 - c)) - high), k);
}

double inverse_normal(double u) {
  const double q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kMiddleA, r) / polynomial(kMiddleB, r);
  }
  const double tail = std::sqrt(-log(q < 0 ? u : 1.0 - u));
  const double value = tail <= 5.0 ? polynomial(kTailA, tail - 1.6) / polynomial(kTailB, tail - 1.6)
                                   : polynomial(kFarA, tail - 5.0) / polynomial(kFarB, tail - 5.0);
  return q < 0 ? -value : value;
}

}  // namespace sim::random
