#include "sim/report/page_files.hpp"

#include <algorithm>
#include <array>

#include "sim/base/check.hpp"

// The bytes of a file between two symbols. The build names the folders and compiles this again when a file changes.
#define DIALSIM_EMBED(symbol, file)                                                                                                 \
  __asm__(".pushsection .rodata\n" #symbol "_begin:\n.incbin \"" file "\"\n" #symbol "_end:\n.byte 0\n.popsection\n.globl " #symbol \
          "_begin\n"                                                                                                                \
          ".globl " #symbol "_end\n");                                                                                              \
  extern "C" const char symbol##_begin[];                                                                                           \
  extern "C" const char symbol##_end[]
#define DIALSIM_EMBED_CHART(name) DIALSIM_EMBED(dialsim_chart_##name, DIALSIM_PAGE_SOURCES "/charts/" #name ".vl.json")
#define DIALSIM_EMBEDDED(symbol) \
  std::string_view { symbol##_begin, static_cast<std::size_t>(symbol##_end - symbol##_begin) }
#define DIALSIM_CHART(name) \
  ChartFile { #name, DIALSIM_EMBEDDED(dialsim_chart_##name) }

DIALSIM_EMBED(dialsim_page_style, DIALSIM_PAGE_SOURCES "/page/page.css");
DIALSIM_EMBED(dialsim_page_script, DIALSIM_PAGE_SOURCES "/page/page.js");
DIALSIM_EMBED(dialsim_chart_library, DIALSIM_CHART_LIBRARY);
DIALSIM_EMBED_CHART(against);
DIALSIM_EMBED_CHART(attempts_by_hour);
DIALSIM_EMBED_CHART(attempts_per_call);
DIALSIM_EMBED_CHART(final_statuses);
DIALSIM_EMBED_CHART(frontier);
DIALSIM_EMBED_CHART(gaps);
DIALSIM_EMBED_CHART(heat_map);
DIALSIM_EMBED_CHART(lines_in_use);
DIALSIM_EMBED_CHART(minutes_left);
DIALSIM_EMBED_CHART(outcomes);
DIALSIM_EMBED_CHART(paired);
DIALSIM_EMBED_CHART(progress);
DIALSIM_EMBED_CHART(reach_by_attempt);
DIALSIM_EMBED_CHART(side_by_side);
DIALSIM_EMBED_CHART(staircase);
DIALSIM_EMBED_CHART(tornado);
DIALSIM_EMBED_CHART(tried);

namespace sim::report::page {
namespace {

struct ChartFile {
  std::string_view name, text;
};

}  // namespace

std::string_view style() { return DIALSIM_EMBEDDED(dialsim_page_style); }
std::string_view script() { return DIALSIM_EMBEDDED(dialsim_page_script); }
std::string_view chart_library() { return DIALSIM_EMBEDDED(dialsim_chart_library); }

std::string_view chart_spec(std::string_view name) {
  static const std::array kFiles{DIALSIM_CHART(against),
                                 DIALSIM_CHART(attempts_by_hour),
                                 DIALSIM_CHART(attempts_per_call),
                                 DIALSIM_CHART(final_statuses),
                                 DIALSIM_CHART(frontier),
                                 DIALSIM_CHART(gaps),
                                 DIALSIM_CHART(heat_map),
                                 DIALSIM_CHART(lines_in_use),
                                 DIALSIM_CHART(minutes_left),
                                 DIALSIM_CHART(outcomes),
                                 DIALSIM_CHART(paired),
                                 DIALSIM_CHART(progress),
                                 DIALSIM_CHART(reach_by_attempt),
                                 DIALSIM_CHART(side_by_side),
                                 DIALSIM_CHART(staircase),
                                 DIALSIM_CHART(tornado),
                                 DIALSIM_CHART(tried)};
  const auto found = std::ranges::find(kFiles, name, &ChartFile::name);
  SIM_CHECK(found != kFiles.end(), "no such chart");
  return found->text;
}

}  // namespace sim::report::page
