#!/usr/bin/env python3
"""Plants one bug after the other in a copy of the campaign machine and fails when the tests that compare whole histories do not notice.

Each bug is a replacement of a few words in one file of sim/campaign. Three detectors look at each: random scenarios against the reference
machine of the tests, random worlds under the auditor, and the beginning of every small world, explored. Works in build/mutants; the tree is
not touched.

    scripts/mutants.py [NAME...]    only these bugs; without names all of them
"""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutants"
COMPILER = ([shutil.which("ccache")] if shutil.which("ccache") else []) + ["g++"]
FLAGS = ["-std=c++20", "-O1", "-ffp-contract=off"]
DETECTORS = {"reference": ["[reference]~[.long]"], "auditor": ["[swarm]~[.long]"], "worlds": ["[verify]~[.long]"]}
SECONDS = 300  # a detector that needs longer hangs in a loop that the bug made: noticed too
SOURCES = ["sim/base/*.cpp", "sim/campaign/*.cpp", "sim/world/auditor*.cpp", "sim/verify/*.cpp", "tests/reference_*.cpp",
           "tests/random_scenario.cpp", "tests/two_machines.cpp", "tests/auditor_swarm_test.cpp", "tests/verify_test.cpp", "tests/main.cpp"]

# name: (what is wrong, file, text, text instead)
MUTANTS = {
    "line_kept": ("a line is not released when its campaign is over", "machine_reports.cpp",
                  "free_lines.push_back(l);", "if (!c.over) free_lines.push_back(l);"),
    "retry_counted_early": ("a retry counts as an attempt before it is dialed", "retry_table.cpp",
                            "to.attempts >= policy_.max_attempts", "to.attempts + 1 >= policy_.max_attempts"),
    "resume_without_minutes": ("a campaign is resumed with no minutes left", "machine_commands.cpp",
                               "if (out_of_minutes) return refuse(input, Refusal::no_minutes, out);", ""),
    "window_late": ("calling hours close a second late", "machine_deadlines.cpp",
                    "hours.next_close(zone, at)", "later(hours.next_close(zone, at), kSecond)"),
    "duplicate_accepted": ("a report ends whatever is on its line", "machine_reports.cpp",
                           "lines[line].attempt == input.attempt && input.attempt != AttemptId{}", "lines[line].attempt != AttemptId{}"),
    "attempts_by_reason": ("attempts are counted for each reason, not in all", "retry_table.cpp",
                           "to.attempts >= policy_.max_attempts", "n >= policy_.max_attempts"),
    "pause_late": ("a pause lets out what could be dialed in its instant", "machine_commands.cpp",
                   "  set_status(c, {CampaignStatus::paused, reason, Refusal::none}, out);",
                   "  place(now, out);\n  set_status(c, {CampaignStatus::paused, reason, Refusal::none}, out);"),
    "user_counted_twice": ("a phone that two contacts share is counted for each", "machine_reports.cpp",
                           "if (phone != 0) users.remember(phone);", ""),
    "rounded_down": ("talk is rounded down to the increment", "account_books.hpp",
                     "(us(talk) + us(billing_.increment) - 1) / us(billing_.increment)", "us(talk) / us(billing_.increment)"),
    "dialogs_dropped": ("delete drops the dialogs of calls on the line", "machine_reports.cpp",
                        "if (picked_up(outcome)) {", "if (picked_up(outcome) && c.status != CampaignStatus::deleted) {"),
    "retry_after_finish": ("an outcome is retried though its campaign is over", "machine_reports.cpp",
                           "if (c.over) return final_state(", "if (false) return final_state("),
    "phone_not_awaited": ("who waits for a phone is not woken when it is free", "machine_reports.cpp",
                          "    campaigns[parked.campaign].idle_until = SimTime::min();\n", ""),
    "quota_one_over": ("the quota lets one more user in", "account_books.hpp", "in_period_ >= *quota_", "in_period_ > *quota_"),
    "breaker_never_forgets": ("attempts from before the cool-down trip the breaker again", "account_books.cpp",
                              "|| placed < counts_from_", ""),
    "reserve_ignored_once": ("one dial more than the reserve covers", "account_books.hpp",
                             "balance_ / reserve_ > std::int64_t{live}", "balance_ / reserve_ >= std::int64_t{live}"),
    "wrong_midnight": ("the daily cap ends at the account's midnight, not the contact's", "machine_reports.cpp",
                       "account.zones[group.zone].earliest((std::int64_t{dials.day}", "account.zones.front().earliest((std::int64_t{dials.day}"),
}


def run(command):
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")


def compile_file(source, folder, include_first=()):
    target = folder / (source.as_posix().replace("/", "_") + ".o")
    run([*COMPILER, *FLAGS, *[f"-I{path}" for path in include_first], f"-I{ROOT}", "-c", source, "-o", target])
    return target


def compile_all(sources, folder, include_first=()):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda source: compile_file(source, folder, include_first), sources))


def link(objects, folder):
    program = folder / "tests"
    run(["g++", "-pthread", *objects, "-o", program])
    return program


def notices(program, arguments):
    try:
        return subprocess.run([program, "--abort", *arguments], cwd=ROOT, capture_output=True, timeout=SECONDS).returncode != 0
    except subprocess.TimeoutExpired:
        return True


def plant(name, machine, others):
    """Builds the tests around the machine with this bug."""
    _, file, old, new = MUTANTS[name]
    original = (ROOT / "sim/campaign" / file).read_text()
    if original.count(old) != 1:
        sys.exit(f"{name}: sim/campaign/{file} does not hold exactly once: {old}\n(the machine was changed; change the bug with it)")
    folder = WORK / name
    changed = folder / "sim/campaign" / file
    changed.parent.mkdir(parents=True, exist_ok=True)
    changed.write_text(original.replace(old, new))
    if changed.suffix == ".hpp":
        return link(compile_all(machine, folder, [folder]) + others, folder)
    healthy = [WORK / (source.as_posix().replace("/", "_") + ".o") for source in machine if source.name != file]
    return link(compile_all([changed], folder) + healthy + others, folder)


def main():
    names = sys.argv[1:] or list(MUTANTS)
    if unknown := [name for name in names if name not in MUTANTS]:
        sys.exit(f"no such bug: {' '.join(unknown)}; there are {', '.join(MUTANTS)}")
    WORK.mkdir(parents=True, exist_ok=True)
    sources = [path.relative_to(ROOT) for pattern in SOURCES for path in sorted(ROOT.glob(pattern))]
    machine = [source for source in sources if source.parent.as_posix() == "sim/campaign"]
    machine_objects = compile_all(machine, WORK)
    others = compile_all([source for source in sources if source not in machine], WORK)
    healthy = link(machine_objects + others, WORK)
    for detector, arguments in DETECTORS.items():
        if notices(healthy, arguments):
            sys.exit(f"{detector}: fails without any planted bug")
    missed = []
    print(f"{'planted bug':24}{'':62}" + "".join(f"{detector:12}" for detector in DETECTORS).rstrip())
    for name in names:
        program = plant(name, machine, others)
        seen = {detector: notices(program, arguments) for detector, arguments in DETECTORS.items()}
        print(f"{name:24}{MUTANTS[name][0]:62}" + "".join(f"{'noticed' if hit else '-':12}" for hit in seen.values()).rstrip(), flush=True)
        if not any(seen.values()):
            missed.append(name)
        shutil.rmtree(WORK / name)
    print(f"{len(names) - len(missed)} of {len(names)} planted bugs noticed")
    if missed:
        sys.exit(f"not noticed: {' '.join(missed)}")


if __name__ == "__main__":
    main()
