#include "sim/stats/frontier.hpp"

#include <algorithm>

#include "sim/stats/paired.hpp"

namespace sim::stats {

namespace {

// How far p is behind q in every objective, turned so that more is worse.
struct Behind {
  bool in_mean = true, surely = true;

  Behind(const std::vector<Objective>& objectives, std::size_t p, std::size_t q) {
    bool worse_in_mean = false, surely_worse = false;
    for (const Objective& objective : objectives) {
      const bool smaller = objective.better == Better::smaller;
      const PairedDifference pairs = smaller ? paired_difference(objective.points[q], objective.points[p])
                                             : paired_difference(objective.points[p], objective.points[q]);
      const double low = pairs.interval().low;
      in_mean = in_mean && pairs.difference >= 0;
      worse_in_mean = worse_in_mean || pairs.difference > 0;
      surely = surely && low >= 0;  // false where there is no interval
      surely_worse = surely_worse || low > 0;
    }
    in_mean = in_mean && worse_in_mean;
    surely = surely && surely_worse;
  }
};

}  // namespace

std::vector<Standing> frontier(const std::vector<Objective>& objectives) {
  const std::size_t count = objectives.empty() ? 0 : objectives.front().points.size();
  std::vector<Standing> standing(count, Standing::frontier);
  for (std::size_t p = 0; p < count; ++p) {
    for (std::size_t q = 0; q < count && standing[p] != Standing::dominated; ++q) {
      if (p == q) continue;
      const Behind behind(objectives, p, q);
      if (behind.surely) {
        standing[p] = Standing::dominated;
      } else if (behind.in_mean) {
        standing[p] = Standing::undecided;
      }
    }
  }
  return standing;
}

}  // namespace sim::stats
