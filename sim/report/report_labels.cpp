#include "sim/report/report_labels.hpp"

#include <algorithm>
#include <array>

#include "sim/report/plain_text.hpp"

namespace sim::report::page {
namespace {

constexpr std::array kWidths{220.0, 420.0, 620.0, 820.0};  // from a telephone to the width of the page
constexpr double kCharacter = 7, kLine = 13;               // of a text of 12 pixels
constexpr double kGapX = 7, kGapY = 4;                     // between a point and its label, as in frontier.vl.json
constexpr double kPoint = 4;                               // half of its symbol

struct Box {
  double left, right, top, bottom;  // top is above bottom, and y grows downwards
  bool meets(const Box& other) const { return left < other.right && other.left < right && top < other.bottom && other.top < bottom; }
};

class Placement {
 public:
  Placement(const std::vector<PlottedPoint>& points, const LabelRoom& room) : points_(points), room_(room), places_(points.size()) {
    for (std::size_t p = 0; p < points.size(); ++p) {
      if (!points[p].text.empty()) wanted_.push_back(p);
    }
    std::ranges::stable_sort(wanted_, {}, [&points](std::size_t p) { return points[p].x; });
    if (wanted_.size() > 1) std::rotate(wanted_.begin() + 1, wanted_.end() - 1, wanted_.end());
  }

  std::vector<std::optional<LabelPlace>> run() {
    for (const double width : kWidths) {
      width_ = width;
      for (const std::size_t p : wanted_) {
        if (!places_[p]) places_[p] = free_side(p);
      }
    }
    return std::move(places_);
  }

 private:
  double across(double share) const { return room_.padding + share * (width_ - 2 * room_.padding); }
  double down(double share) const { return room_.padding + (1 - share) * (room_.height - 2 * room_.padding); }

  Box point_box(std::size_t p) const {
    const double x = across(points_[p].x), y = down(points_[p].y);
    return {x - kPoint, x + kPoint, y - kPoint, y + kPoint};
  }

  Box label_box(std::size_t p, const LabelPlace& place) const {
    const double x = across(points_[p].x), y = down(points_[p].y);
    const double length = static_cast<double>(width(points_[p].text)) * kCharacter;
    const double left = place.left ? x - kGapX - length : x + kGapX;
    const double top = place.above ? y - kGapY - kLine : y + kGapY;
    return {left, left + length, top, top + kLine};
  }

  bool is_free(std::size_t p, const LabelPlace& place) const {
    const Box box = label_box(p, place);
    if (box.left < 0 || box.right > width_ || box.top < 0 || box.bottom > room_.height) return false;
    for (std::size_t other = 0; other < points_.size(); ++other) {
      if (other != p && box.meets(point_box(other))) return false;
      if (places_[other] && box.meets(label_box(other, *places_[other]))) return false;
    }
    return true;
  }

  std::optional<LabelPlace> free_side(std::size_t p) const {
    const bool left = room_.left_first, above = room_.above_first;
    for (const LabelPlace& side : {LabelPlace{left, above, width_}, LabelPlace{!left, above, width_}, LabelPlace{left, !above, width_},
                                   LabelPlace{!left, !above, width_}}) {
      if (is_free(p, side)) return side;
    }
    return std::nullopt;
  }

  const std::vector<PlottedPoint>& points_;
  const LabelRoom& room_;
  std::vector<std::size_t> wanted_;
  std::vector<std::optional<LabelPlace>> places_;
  double width_ = 0;
};

}  // namespace

std::vector<std::optional<LabelPlace>> place_labels(const std::vector<PlottedPoint>& points, const LabelRoom& room) {
  return Placement(points, room).run();
}

}  // namespace sim::report::page
