#pragma once
// Joins the specification of a chart with its data.

#include <string>
#include <string_view>

#include "sim/report/report_document.hpp"

namespace sim::report::page {

// What a reader sees beside the drawing.
struct ChartWords {
  std::string title;
  std::string alternative;
};

// The specification charts/NAME.vl.json over a list of records named "rows".
Chart chart_of(std::string_view name, ChartWords words, Json rows, Table numbers);

// The chart, or where nothing of it can be drawn its table.
Block drawn(Chart chart);

// A further list of records for a layer of the chart; without records the layers that read it go, since an axis warns of no values.
void add_data(Chart& chart, std::string_view name, Json rows);

// One bar for each record, one below the other, and room on the right for what is written there. Vega-Lite would warn about a height in
// steps where the width is that of the page.
void fit_bars(Chart& chart);

// The same for intervals with their label above.
void fit_rows(Chart& chart);

// A long name of a bar in two lines, so that there is room for the bar on a narrow page.
std::string in_two_lines(std::string name);

}  // namespace sim::report::page
