#!/usr/bin/env python3
"""Reads every #include of the project and fails when a folder includes what its floor does not allow."""

import pathlib
import re
import sys

# Folder -> folders it may include, from the bottom up. A model may read configuration headers of the machine; only the world drives it.
ALLOWED = {
    "sim/base": [],
    "sim/campaign": ["sim/base"],
    "sim/random": ["sim/base"],
    "sim/kernel": ["sim/base"],
    "sim/stats": ["sim/base"],
    "models": ["sim/base", "sim/random"],
    "sim/metrics": ["sim/base", "sim/stats"],
    "sim/world": ["sim/base", "sim/random", "sim/campaign", "sim/kernel", "models", "sim/metrics"],
    "sim/scenario": ["sim/base", "sim/campaign", "sim/random", "models", "sim/world"],
    "sim/experiment": ["sim/base", "sim/campaign", "sim/random", "sim/kernel", "sim/stats", "models", "sim/metrics", "sim/world", "sim/scenario"],
    "sim/load": ["sim/base", "sim/campaign", "sim/kernel", "sim/stats", "sim/world"],
    "sim/verify": ["sim/base", "sim/campaign", "sim/kernel", "sim/metrics", "sim/world"],
    "sim/report": ["sim/base", "sim/campaign", "sim/stats", "sim/metrics", "sim/world", "sim/scenario", "sim/experiment"],
    "sim/cli": ["sim/base", "sim/campaign", "sim/metrics", "sim/stats", "sim/world", "sim/scenario", "sim/experiment", "sim/load", "sim/verify", "sim/report"],
}
# Headers from outside, by their beginning.
THIRD_PARTY = {
    "sim/random": ["immintrin.h"],
    "sim/stats": ["Eigen/", "boost/math/"],
    "sim/scenario": ["nlohmann/", "date/"],
    "sim/experiment": ["nlohmann/", "sqlite3.h", "Eigen/"],
    "sim/report": ["nlohmann/", "fmt/", "sqlite3.h", "sys/", "unistd.h", "fcntl.h", "signal.h"],
    "sim/cli": ["boost/", "fmt/", "nlohmann/", "unistd.h", "signal.h", "sys/"],
}

root = pathlib.Path(__file__).resolve().parent.parent
breaches = []
sources = {p for top in ("sim", "models") for p in (root / top).rglob("*.[hc]pp")}
for source in sorted(sources):
    name = source.parent.relative_to(root).as_posix()
    if name not in ALLOWED:
        breaches.append(f"{name}: no row in {pathlib.Path(__file__).name}")
        continue
    for number, line in enumerate(source.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if not found:
            continue
        quote, header = found.groups()
        target = header.rsplit("/", 1)[0]
        if quote == '"' and target != name and target not in ALLOWED[name]:
            breaches.append(f"{name}/{source.name}:{number}: must not include {header}")
        if quote == "<" and re.search(r"[/.]", header) and not header.startswith(tuple(THIRD_PARTY.get(name, ["-"]))):
            breaches.append(f"{name}/{source.name}:{number}: must not include <{header}>")
print("\n".join(breaches) if breaches else f"{len(sources)} files stay on their floors")
sys.exit(1 if breaches else 0)
