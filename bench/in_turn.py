"""Whole processes measured in turn (A B C A B C ...), so that what else the machine does falls on all of them alike.

Used by compare and ab. A ratio is taken within each turn; its middle is the median and its interval is that of the sign test, which needs
no assumption about the noise.
"""

import dataclasses
import math
import os
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass
class Measured:
    """One run of one program."""

    wall_s: float
    cpu_s: float
    peak_rss_bytes: int
    output: str


def run(command):
    """Runs a command to its end; anything but success ends the measuring."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)  # not Popen.wait: the resources used come with it
    wall_s = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: ended with status {process.returncode}")
    return Measured(wall_s, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, output)


def take_turns(commands, turns):
    """{name: command} -> {name: [Measured, one per turn]}. Every other turn runs backwards, against drift."""
    results = {name: [] for name in commands}
    for turn in range(turns):
        for name in reversed(commands) if turn % 2 else commands:
            results[name].append(run(commands[name]))
    return results


def sign_interval(values, confidence=0.95):
    """The interval of the median from the sorted values alone: (low, high), or None where there are too few of them."""
    ordered, n = sorted(values), len(values)
    outside, below = 0, None  # the widest tail that may be cut at each end
    for k in range(n // 2):
        outside += math.comb(n, k)
        if 2 * outside / 2**n > 1 - confidence:
            break
        below = k
    return None if below is None else (ordered[below], ordered[n - 1 - below])


@dataclasses.dataclass
class Ratio:
    """Of two programs, turn by turn."""

    median: float
    interval: tuple | None

    def __str__(self):
        around = f" ({text(self.interval[0])} to {text(self.interval[1])})" if self.interval else ""
        return f"{text(self.median)}{around}"


def text(ratio):
    """Three digits, or all before the point."""
    return f"{ratio:,.0f}" if ratio >= 1000 else f"{ratio:.3g}"


def ratio(numerators, denominators):
    pairs = [a / b for a, b in zip(numerators, denominators, strict=True)]
    return Ratio(statistics.median(pairs), sign_interval(pairs))
