#pragma once
// Which points of a scatter chart are labelled, and on which side, so that no label lies on another one or on a point.
//
// Invariants
//   1. The drawing may be of any width, so a label says from which width on there is room for it; a wider drawing has all labels of a
//      narrower one, since points only move apart.
//   2. The first and the last labelled point come first: they are the ends of what can be had.

#include <optional>
#include <string>
#include <vector>

namespace sim::report::page {

// Where a point lies between the least (0) and the greatest (1) of its axis. Without a text it only is in the way.
struct PlottedPoint {
  double x = 0, y = 0;
  std::string text;
};

struct LabelPlace {
  bool left = false, above = true;  // of its point
  double from_width = 0;            // of the drawing, in pixels
};

// What a chart of this height with this much padding has to offer. The side that is tried first should be the one with nothing on it.
struct LabelRoom {
  double height = 0, padding = 0;
  bool left_first = false, above_first = true;
};

// [point]; empty: no room, or no text.
std::vector<std::optional<LabelPlace>> place_labels(const std::vector<PlottedPoint>& points, const LabelRoom& room);

}  // namespace sim::report::page
