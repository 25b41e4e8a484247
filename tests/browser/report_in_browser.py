#!/usr/bin/env python3
"""report_in_browser.py PROGRAM SCENARIOS FOLDER: writes the report of every shipped scenario and looks at it in headless Chromium.

Fails when a page says anything on the console, asks for anything from outside, lacks a chart or runs over its side. Leaves screenshots in
FOLDER: every page as it is, one of them also dark, as printed and narrow. Without Chromium the test is skipped (status 77)."""

import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True  # nothing is left in the tree
import browser

DRAWN = """
  const figures = [...document.querySelectorAll('figure')];
  const late = Date.now() + 20000;
  while (figures.some(f => !f.dataset.drawn) && Date.now() < late) await new Promise(r => setTimeout(r, 20));
  return figures.map(f => ({
    title: f.querySelector('h3')?.textContent, words: f.querySelector('.chart')?.getAttribute('aria-label'), rows: f.querySelectorAll('tbody tr').length,
    marks: f.querySelectorAll('svg .mark-rect path, svg .mark-area path, svg .mark-line path, svg .mark-symbol path').length}));
"""
OVER_THE_SIDE = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDE, NARROW = 1100, 400
LOOKED_AT_CLOSELY = "quickstart"


def reports(program, scenarios, folder):
    """Folders with a report in each: one for every scenario, and one for two runs side by side."""
    pages = []
    for scenario in sorted(scenarios.glob("*.json")):
        out = folder / scenario.stem
        # Breached and undecided requirements are results too.
        if subprocess.run([program, "run", scenario, "--quiet", "--calls", "--out", out]).returncode not in (0, 1, 4):
            sys.exit(f"{scenario.name}: cannot be run")
        subprocess.run([program, "report", out, "--quiet"], check=True)
        pages.append(out)
    several = folder / "side-by-side"
    subprocess.run([program, "report", *pages[:2], "--quiet", "--out", several], check=True)
    return pages + [several]


def problems_of(page, view):
    view.open(page / "report.html")
    charts = view.run(DRAWN)
    found = [f"console: {message}" for message in view.console()]
    found += [f"asks for {address}" for address in view.requests() if not address.startswith(("file:", "data:"))]
    if not isinstance(charts, list) or not charts:
        return found + [f"no charts: {charts}"]
    found += [f"chart {c['title']!r} is missing, or lacks its table or its words" for c in charts if not (c["marks"] and c["rows"] and c["words"])]
    if view.run(OVER_THE_SIDE):
        found.append("runs over its side")
    return found


def screenshots(page, view):
    view.screenshot(page / "report.png")
    if page.name != LOOKED_AT_CLOSELY:
        return []
    view.show_as("screen", "dark")
    view.screenshot(page / "report-dark.png")
    view.show_as("print", "light")
    view.screenshot(page / "report-print.png")
    view.show_as("screen", "light")
    view.size(NARROW, 800)
    found = problems_of(page, view)
    view.screenshot(page / "report-narrow.png")
    view.size(WIDE, 800)
    return found


def main():
    program, scenarios, folder = (pathlib.Path(argument) for argument in sys.argv[1:4])
    if not browser.installed():
        print("skipped: there is no Chromium; scripts/setup tests installs it")
        sys.exit(77)
    pages = reports(program.resolve(), scenarios, folder)
    failed = False
    with browser.Browser() as view:
        view.size(WIDE, 800)
        view.show_as("screen", "light")
        for page in pages:
            for problem in problems_of(page, view) + screenshots(page, view):
                print(f"{page.name}: {problem}")
                failed = True
    print(f"{len(pages)} reports were opened; screenshots are in {folder}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
