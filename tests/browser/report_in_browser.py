#!/usr/bin/env python3
"""report_in_browser.py PROGRAM SCENARIOS FOLDER runs|studies: writes the report of every shipped scenario, or of a comparison, sweeps,
plans and a tornado, and looks at them in headless Chromium.

Fails when a page says anything on the console, asks for anything from outside, lacks a chart or a section, draws a chart over the side or
runs over it itself, wide and narrow. Leaves screenshots in FOLDER of some pages as they are, dark, as printed and narrow, and of each with
a problem; with the environment variable DIALSIM_SCREENSHOTS of all. Without Chromium the test is skipped (status 77)."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True  # nothing is left in the tree
import browser

DRAWN = """
  const spills = part => {
    const drawing = part.closest('svg').getBoundingClientRect(), place = part.getBoundingClientRect();
    return place.width > 0 && (place.left < 0 || place.right > document.documentElement.clientWidth || place.bottom > drawing.bottom + 2);
  };
  const figures = [...document.querySelectorAll('figure')];
  const late = Date.now() + 20000;
  while (figures.some(f => !f.dataset.drawn) && Date.now() < late) await new Promise(r => setTimeout(r, 20));
  return figures.map(f => ({
    title: f.querySelector('h3')?.textContent, words: f.querySelector('.chart')?.getAttribute('aria-label'), rows: f.querySelectorAll('tbody tr').length,
    spills: [...f.querySelectorAll('svg text, svg .role-legend')].filter(spills).map(e => e.textContent),
    marks: f.querySelectorAll('svg .mark-rect path, svg .mark-area path, svg .mark-line path, svg .mark-symbol path, svg .mark-rule line').length}));
"""
OVER_THE_SIDE = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDE, NARROW = 1100, 400
LOOKED_AT_CLOSELY = ("quickstart", "studies", "two-keys", "comparison")
# Titles of charts that no page of a run has.
CHARTS_OF = {
    "studies": ["recall: done, 95 % point against lines", "recall: done against lines", "What moves recall: done",
                "recall: reached over lines and max attempts", "What can be had: recall: reached against cost"],
    "one-factor": ["reminders: done against lines", "reminders: reached against lines"],
    "two-keys": ["What will do: ring timeout against max attempts", "recall: done, 95 % point along the frontier"],
    "moved": ["What moves recall: done"],
    "comparison": ["What patient changes against quickstart", "What hasty changes against quickstart"],
}


def told(*command, results=(0,)):
    if (status := subprocess.run([*command, "--quiet"]).returncode) not in results:
        sys.exit(f"{' '.join(map(str, command))}: status {status}")


def runs(program, scenarios, folder):
    """Folders with a report in each: one for every scenario, one for two runs side by side."""
    pages = []
    for scenario in sorted(scenarios.glob("*.json")):
        out = folder / scenario.stem
        # Breached and undecided requirements are results too.
        told(program, "run", scenario, "--calls", "--out", out, results=(0, 1, 4))
        told(program, "report", out)
        pages.append(out)
    several = folder / "side-by-side"
    told(program, "report", *pages[:2], "--out", several)
    return pages + [several]


def studies(program, scenarios, folder):
    """Small ones: a run, a plan, a sweep of two factors and a tornado in one folder, a sweep of one factor, a plan of two keys, a tornado
    by itself, a comparison of three."""
    both, one, pairs, moved, compared = (folder / name for name in CHARTS_OF)
    for swept in (both, one, moved):
        shutil.rmtree(swept, ignore_errors=True)  # a sweep would go on from there
    recall, recalled = scenarios / "how-many-lines.json", ["--set", "/campaigns/0/contacts/0/count=300", "--out", both]
    told(program, "run", recall, *recalled, "--set", "/account/lines=3", results=(0, 1, 4))
    told(program, "plan", recall, *recalled, "--set", "/plan/to=9", results=(0, 1, 4))
    vary = {"/account/lines": [2, 3, 4, 6], "/campaigns/0/max_attempts": [1, 2, 3]}
    told(program, "sweep", recall, *recalled, "--set", "/vary=" + json.dumps(vary), "--pareto", "cost,recall/reach_ratio", "--replications", "5")
    (both / "tornado.json").write_text(json.dumps(tornado()))
    told(program, "sweep", recall, "--tornado", "--set", "/campaigns/0/contacts/0/count=60", "--replications", "5", "--out", moved)
    reminders, fewer = scenarios / "quickstart.json", ["--set", "/campaigns/0/contacts/0/count=400"]
    told(program, "sweep", reminders, *fewer, "--set", '/vary={"/account/lines": [1, 2, 3, 4, 6, 8]}', "--out", one)
    trade = {"minimize": ["/campaigns/0/max_attempts", {"pointer": "/campaigns/0/ring_timeout", "from": 7, "to": 15}], "to": 4}
    reach = [{"metric": "recall/reach_ratio", "mean": {"min": 0.5}}, {"metric": "recall/finished_after_s", "p95": {"max": "2026-03-02T20:00"}}]
    told(program, "plan", recall, "--set", "/campaigns/0/contacts/0/count=60", "--set", "/require=" + json.dumps(reach), "--set", "/plan=" + json.dumps(trade), "--out", pairs)
    other = [folder / "patient.json", folder / "hasty.json"]
    for file, delay in zip(other, ("2d", "4h")):
        file.write_text(reminders.read_text().replace('"1d"', f'"{delay}"'))
    told(program, "compare", reminders, *other, *fewer, "--set", "/account/lines=3", "--out", compared)
    for page in (both, one, pairs, moved, compared):
        told(program, "report", page)
    return [both, one, pairs, moved, compared]


def tornado():
    def end(value, difference):
        return {"value": value, "mean": 36000 + difference, "difference": difference, "half_width": 900}
    inputs = [("answer rate", "share", 0.34, 6000, 0.52, -9000), ("talk time", "s", 50, -4200, 75, 4800), ("voicemail share", "share", 0.2, -900, 0.45, 1200)]
    return {"format": 1, "program": {"name": "dialsim", "version": "0"}, "metric": "recall/finished_after_s",
            "baseline": {"mean": 36000, "half_width": 700},
            "inputs": [{"pointer": "/", "label": label, "unit": unit, "low": end(low, below), "high": end(high, above), "swing": 1, "why": "plausible range"}
                       for label, unit, low, below, high, above in inputs]}


def problems_of(page, view):
    view.open(page / "report.html")
    charts = view.run(DRAWN)
    found = [f"console: {message}" for message in view.console()]
    found += [f"asks for {address}" for address in view.requests() if not address.startswith(("file:", "data:"))]
    if not isinstance(charts, list) or not charts:
        return found + [f"no charts: {charts}"]
    titles = [c["title"] for c in charts]
    found += [f"there is no chart {title!r}" for title in CHARTS_OF.get(page.name, []) if title not in titles]
    found += [f"chart {c['title']!r} is missing, or lacks its table or its words" for c in charts if not (c["marks"] and c["rows"] and c["words"])]
    found += [f"chart {c['title']!r}: {c['spills'][0]!r} runs out of the drawing" for c in charts if c["spills"]]
    if view.run(OVER_THE_SIDE):
        found.append("runs over its side")
    return found


def looked_at(page, view):
    """What is wrong with a page, as it is and narrow; some are photographed."""
    found = problems_of(page, view)
    if found or page.name in LOOKED_AT_CLOSELY or os.environ.get("DIALSIM_SCREENSHOTS"):
        view.screenshot(page / "report.png")
    return found + (looked_at_closely(page, view) if page.name in LOOKED_AT_CLOSELY else [])


def looked_at_closely(page, view):
    view.show_as("screen", "dark")
    view.screenshot(page / "report-dark.png")
    view.show_as("print", "light")
    view.screenshot(page / "report-print.png")
    view.show_as("screen", "light")
    view.size(NARROW, 800)
    found = ["narrow: " + problem for problem in problems_of(page, view)]
    view.screenshot(page / "report-narrow.png")
    view.size(WIDE, 800)
    return found


def main():
    program, scenarios, folder = (pathlib.Path(argument) for argument in sys.argv[1:4])
    written = {"runs": runs, "studies": studies}[sys.argv[4]]
    if not browser.installed():
        print("skipped: there is no Chromium; scripts/setup tests installs it")
        sys.exit(77)
    pages = written(program.resolve(), scenarios, folder)
    failed = False
    with browser.Browser() as view:
        view.size(WIDE, 800)
        view.show_as("screen", "light")
        for page in pages:
            for problem in looked_at(page, view):
                print(f"{page.name}: {problem}")
                failed = True
    print(f"{len(pages)} reports were opened; screenshots are in {folder}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
