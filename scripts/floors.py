#!/usr/bin/env python3
"""Reads every #include of the project and fails when a folder includes what its floor does not allow."""

import pathlib
import re
import sys

ALLOWED = {
    "sim/base": set(),
    "sim/campaign": {"sim/base"},
    "sim/random": {"sim/base"},
}
THIRD_PARTY = {}  # folder -> prefixes of headers from outside; nobody below sim/stats has any

root = pathlib.Path(__file__).resolve().parent.parent
breaches = []
for folder in sorted({p.parent for top in ("sim", "models") for p in (root / top).rglob("*.[hc]pp")}):
    name = folder.relative_to(root).as_posix()
    if name not in ALLOWED:
        breaches.append(f"{name}: no row in {pathlib.Path(__file__).name}")
        continue
    for source in sorted(folder.glob("*.[hc]pp")):
        for number, line in enumerate(source.read_text().splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
            if not found:
                continue
            quote, header = found.groups()
            target = header.rsplit("/", 1)[0]
            if quote == '"' and target != name and target not in ALLOWED[name]:
                breaches.append(f"{name}/{source.name}:{number}: must not include {header}")
            if quote == "<" and ("/" in header or "." in header) and not header.startswith(tuple(THIRD_PARTY.get(name, ["-"]))):
                breaches.append(f"{name}/{source.name}:{number}: must not include <{header}>")
print("\n".join(breaches) if breaches else "all includes stay on their floors")
sys.exit(1 if breaches else 0)
