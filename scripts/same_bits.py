#!/usr/bin/env python3
"""Compares the history of every shipped scenario with tests/fingerprints.csv, whatever the compiler, the processor and the threads.

same_bits.py PROGRAM  runs one program on 1 and 8 threads, with and without fused multiply-add in the C library.
same_bits.py          builds four programs (g++ and clang, -O0 and -O3 -march=native) in build/bits and does that with each.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMPILERS = {"g++": "g++", "clang": "clang++-14"}
# g++ 12 takes its own AVX-512 headers for using what nobody set; clang does not know that warning.
FLAGS = {"O0": "-O0", "O3-native": "-O3 -march=native -DNDEBUG -Wno-unknown-warning-option -Wno-maybe-uninitialized"}
# glibc takes its other exp, log, pow and sin with this; the names are those since 2.33.
WITHOUT_FMA = "glibc.cpu.hwcaps=-AVX2,-FMA"


def build(name, compiler, flags):
    folder = ROOT / "build" / "bits" / name
    configure = ["cmake", "--preset", "release", "-B", folder, f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_CXX_FLAGS_RELEASE={flags}",
                 "-DDIALSIM_TESTS=OFF"]
    subprocess.run(configure, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "dialsim", "--", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return folder / "dialsim"


def environment(tunables):
    return {**os.environ, "GLIBC_TUNABLES": tunables}


def tunables_take_effect():
    """Not where the processor has no FMA, or the C library is another: then there is only one way to compute."""
    sums = "import math; print(sum(hash(f(i * 0.37)) for i in range(1, 1900) for f in (math.exp, math.log, math.sin)))"
    outputs = {subprocess.run([sys.executable, "-c", sums], env=environment(t), check=True, capture_output=True).stdout
               for t in ("", WITHOUT_FMA)}
    return len(outputs) == 2


def fingerprint(program, scenario, threads, tunables, out):
    # Requirements may be breached or undecided (1, 4): that is no matter here.
    run = subprocess.run([program, "run", ROOT / "scenarios" / scenario, "--quiet", "--threads", str(threads), "--out", out],
                         env=environment(tunables), capture_output=True, text=True)
    if run.returncode not in (0, 1, 4):
        sys.exit(f"{program} run {scenario}: status {run.returncode}\n{run.stderr}")
    return json.loads((pathlib.Path(out) / "results.json").read_text())["fingerprint"]


def differences(program, name, expected, ways):
    found = 0
    with tempfile.TemporaryDirectory() as out:
        for scenario, wanted in expected.items():
            for threads, tunables in ways:
                got = fingerprint(program, scenario, threads, tunables, out)
                if got != wanted:
                    found += 1
                    print(f"{name}, {threads} threads, {tunables or 'as it is'}: {scenario} has {got}, not {wanted}")
    return found


def main():
    with open(ROOT / "tests" / "fingerprints.csv", newline="") as table:
        expected = {row["file"]: row["fingerprint"] for row in csv.DictReader(table)}
    ways = [(1, ""), (8, "")]
    if tunables_take_effect():
        ways += [(1, WITHOUT_FMA)]
    else:
        print("without FMA: not tried, the tunables change nothing on this machine")
    programs = {"program": pathlib.Path(sys.argv[1]).resolve()} if len(sys.argv) > 1 else {
        f"{c}-{f}": build(f"{c}-{f}", compiler, flags) for c, compiler in COMPILERS.items() for f, flags in FLAGS.items()}
    found = sum(differences(program, name, expected, ways) for name, program in programs.items())
    print(f"{len(expected)} histories, {len(programs)} programs, {len(ways)} ways to run them: "
          f"{f'{found} differ' if found else 'all the same'}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
