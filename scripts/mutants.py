#!/usr/bin/env python3
"""Plants one bug after the other in a copy of the campaign machine and fails when the tests that are there for it do not notice.

Each bug is a replacement of a few words in one file of sim/campaign. A bug of the state machine has to be noticed by the swarm, by the
comparison with the reference machine, by the properties or by the beginning of the explored worlds; all four look at it. A rule that is
read in another way (a switch of semantics) has to break a gate of the exact answers, or those prove less than they seem to. Works in
build/mutants; the tree is not touched.

    scripts/mutants.py [NAME...]    only these bugs; without names all of them
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutants"
COMPILER = ([shutil.which("ccache")] if shutil.which("ccache") else []) + ["g++"]
FLAGS = ["-std=c++20", "-O1", "-ffp-contract=off", f'-DDIALSIM_ORACLES="{ROOT}/tests/oracles"']
SUITES = {"swarm": "[swarm]~[.long]", "reference": "[reference]~[.long]", "properties": "[properties]~[.long]",
          "worlds": "[verify]~[.long]", "exact answers": "[oracle]~[.long]"}
SECONDS = 300  # a suite that needs longer hangs in a loop that the bug made: noticed too
MACHINE = ["sim/campaign/*.cpp"]
AROUND_IT = ["sim/base/*.cpp", "sim/world/auditor*.cpp", "tests/main.cpp"]
PROOF = ["sim/verify/*.cpp", "sim/world/trace_*.cpp", "tests/verify_test.cpp", "tests/swarm_*.cpp", "tests/reference_*.cpp",
         "tests/two_machines.cpp", "tests/machine_session.cpp", "tests/machine_properties_test.cpp", "tests/machine_exchange_test.cpp"]
WHOLE_WORLD = ["sim/random/*.cpp", "models/*.cpp", "sim/world/[!a]*.cpp", "sim/stats/interval.cpp", "sim/scenario/zones.cpp",
               "sim/scenario/posix_zone.cpp", "sim/scenario/times.cpp", "tests/oracle_*.cpp"]

# name: (what is wrong, file, text, text instead)
MACHINE_BUGS = {
    "line_kept": ("a line is not released when its campaign is over", "machine_reports.cpp",
                  "free_lines.push_back(l);", "if (!c.over) free_lines.push_back(l);"),
    "retry_counted_early": ("a retry counts as an attempt before it is dialed", "retry_table.cpp",
                            "to.attempts >= policy_.max_attempts", "to.attempts + 1 >= policy_.max_attempts"),
    "resume_without_minutes": ("a campaign is resumed with no minutes left", "machine_commands.cpp",
                               "if (out_of_minutes) return refuse(input, Refusal::no_minutes, out);", ""),
    "window_late": ("calling hours close a second late", "machine_deadlines.cpp",
                    "hours.next_close(zone, at)", "later(hours.next_close(zone, at), kSecond)"),
    "duplicate_accepted": ("a report ends whatever is on its line", "machine_state.hpp",
                           "lines[line_of(id)].attempt == id && id != AttemptId{}", "lines[line_of(id)].attempt != AttemptId{}"),
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
                        "if (picked_up(outcome)) record_dialog(", "if (picked_up(outcome) && c.status != CampaignStatus::deleted) record_dialog("),
    "retry_after_finish": ("an outcome is retried though its campaign is over", "machine_reports.cpp",
                           "if (c.over) return final_state(", "if (false) return final_state("),
    "phone_not_awaited": ("who waits for a phone is not woken when it is free", "machine_reports.cpp",
                          "    campaigns[parked.campaign].idle_until = SimTime::min();\n", ""),
    "quota_one_over": ("the quota lets one more user in", "account_books.hpp", "in_period_ >= *quota_", "in_period_ > *quota_"),
    "breaker_never_forgets": ("attempts from before the cool-down trip the breaker again", "account_books.hpp",
                              "if (placed < counts_from_) return", "if (false) return"),
    "reserve_ignored_once": ("one dial more than the reserve covers", "account_books.hpp",
                             "balance_ / reserve_ > std::int64_t{live}", "balance_ / reserve_ >= std::int64_t{live}"),
    "wrong_midnight": ("the daily cap ends at the account's midnight, not the contact's", "machine_reports.cpp",
                       "account.zones[group.zone].earliest((std::int64_t{dials.day}", "account.zones.front().earliest((std::int64_t{dials.day}"),
    "exchange_forgets_errors": ("an exchange of calls does not count an error that waits", "machine_exchange.cpp",
                                "if (error) ++c.waiting_errors;", ""),
    "exchange_while_paused": ("a campaign that was paused goes on to exchange calls", "machine_exchange.cpp",
                              "if (active.size() != 1 ||", "if (active.empty() && exchanging != kNobody) return exchanging;\n  if (active.size() != 1 ||"),
    "last_exchange_unnoticed": ("a campaign whose last call ends in an exchange does not finish", "machine_exchange.cpp",
                                "if (!c.every_call_over()) return;", "return;"),
    "stopped_in_its_instant": ("who was stopped in this instant goes on to exchange calls", "machine.cpp",
                               "  state_->exchanging = kNobody;  // until the instant is closed\n", ""),
    "deadline_not_seen": ("lines that are free do not wait for the next retry", "machine_exchange.cpp",
                          "deadline = std::min(quiet_until, wake);", ""),
    "exchange_oversleeps": ("a retry of an exchange does not wake who waits for a later one", "machine_exchange.cpp",
                            "c.idle_until = std::min(c.idle_until, due);", ""),
    "tie_not_seen": ("of two calls due at once the one that ended first leads", "call_queue.cpp",
                     "due <= g.best.due)", "due < g.best.due)"),
    "other_lane_not_seen": ("a lane goes on though another has a call that is due first", "call_queue.cpp",
                            "lane.front_due() >= group.others_from", "lane.empty()"),
    "wait_goes_on": ("placement waits on though who waited may not be dialed any more", "machine_deadlines.cpp",
                     "  nothing_before = SimTime::min();\n", ""),
    "retry_not_awaited": ("placement does not wake for a retry that comes before what it waits for", "machine_reports.cpp",
                          "if (from < nothing_before) nothing_before = from;", ""),
}
SWITCHES = {
    "round_to_nearest": ("talk is rounded to the nearest increment, not up", "account_books.hpp",
                         "us(talk) + us(billing_.increment) - 1)", "us(talk) + us(billing_.increment) / 2)"),
    "no_minimum": ("the minimum is not billed", "account_books.hpp",
                   "std::max(billing_.minimum, steps * billing_.increment)", "steps * billing_.increment"),
    "cap_without_the_first": ("max_attempts does not include the first", "retry_table.cpp",
                              "to.attempts >= policy_.max_attempts", "to.attempts > policy_.max_attempts"),
    "own_cap_without_the_first": ("the cap of an outcome does not include the first", "retry_table.cpp",
                                  "n >= *rule.attempts", "n > *rule.attempts"),
    "consecutive_counts": ("an outcome's count starts again after another outcome", "retry_table.cpp",
                           "  to.counts[o] = ", "  to.counts = {};\n  to.counts[o] = "),
    "delay_from_the_dial": ("delays run from the start of the attempt", "machine_reports.cpp",
                            "due_after(group, delay, at)", "due_after(group, delay, line.placed)"),
    "closed_window": ("a window is open at the instant at which it closes", "calling_hours.cpp",
                      "(at < w.to || w.from > w.to)", "(at <= w.to || w.from > w.to)"),
    "clock_change_missed": ("hours do not follow a change of the clocks until the next edge", "calling_hours.cpp",
                            "at = std::min(edge, zone.segment_end(at));", "at = edge;"),
    "last_minute_kept": ("out of minutes when what is left only just covers the reserve", "account_books.hpp",
                         "balance_ < reserve_)", "balance_ <= reserve_)"),
    "zero_is_a_balance": ("a balance of zero is not out of minutes", "account_books.hpp",
                          "limited_ && (balance_ <= Duration{0}", "limited_ && (balance_ < Duration{0}"),
    "users_when_dialed": ("users count when they are dialed, whatever is asked for", "machine_placement.cpp",
                          "if (users.counted_on() == CountedOn::dialed) count_user", "count_user"),
    "no_rate": ("starts are not held apart", "machine_placement.cpp",
                "if (account.start_gap > Duration{0}) next_start", "if (false) next_start"),
    "no_campaign_lines": ("a campaign takes more than its lines", "machine_placement.cpp",
                          "if (c.idle_until > at || c.lines >= c.config.lines) continue;", "if (c.idle_until > at) continue;"),
    "failure_ignored": ("a failure pauses nobody", "machine_commands.cpp", "  pause_all(PauseReason::system_failure, out);\n", ""),
    "voicemail_answers": ("voicemail counts as an answer, whatever is asked for", "retry_table.cpp",
                          "outcome == AttemptOutcome::voicemail && policy_.voicemail_answers", "outcome == AttemptOutcome::voicemail"),
    "all_answer": ("an attempt that nobody answered is not retried", "retry_table.cpp",
                   "if (answered || rule.delays.empty() || spent)", "if (true || answered || rule.delays.empty() || spent)"),
}
MUTANTS = MACHINE_BUGS | SWITCHES
# Bugs, who looks at them, what that needs beside the machine. The auditor knows the rules too and would be the first to notice a switch; it
# is not listened to in the exact answers, whose gates have to break by themselves.
UNHEARD = ("tests/world_rig.hpp", "  REQUIRE(result.audit_violations == 0);\n", "")
GROUPS = [(MACHINE_BUGS, ["swarm", "reference", "properties", "worlds"], AROUND_IT + PROOF, ["-lrapidcheck"], None),
          (SWITCHES, ["exact answers"], AROUND_IT + WHOLE_WORLD, ["-ldate-tz"], UNHEARD)]


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


def link(objects, folder, libraries):
    program = folder / "tests"
    run(["g++", "-pthread", *objects, "-o", program, *libraries])
    return program


def noticed_by(program, suite):
    """The file of the first test of the suite that fails; nothing when all pass."""
    try:
        done = subprocess.run([program, "--abort", "-r", "compact", SUITES[suite]], cwd=ROOT, capture_output=True, text=True,
                              timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "time"
    if done.returncode == 0:
        return ""
    failed = re.search(r"tests/(\w+)\.[ch]pp:\d+: failed", done.stdout)
    return failed.group(1) if failed else "crash"


def changed_copy(folder, file, old, new):
    original = (ROOT / file).read_text()
    if original.count(old) != 1:
        sys.exit(f"{file} does not hold exactly once: {old}\n(the code was changed; change what is planted in it too)")
    changed = folder / file
    changed.parent.mkdir(parents=True, exist_ok=True)
    changed.write_text(original.replace(old, new))
    return changed


def plant(name, machine, others, libraries):
    """Builds the tests around the machine with this bug."""
    _, file, old, new = MUTANTS[name]
    folder = WORK / name
    changed = changed_copy(folder, f"sim/campaign/{file}", old, new)
    if changed.suffix == ".hpp":
        return link(compile_all(machine, folder, [folder]) + others, folder, libraries)
    healthy = [WORK / (source.as_posix().replace("/", "_") + ".o") for source in machine if source.name != file]
    return link(compile_all([changed], folder) + healthy + others, folder, libraries)


def files(patterns):
    return [path.relative_to(ROOT) for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def missed_of(names, suites, surroundings, libraries, patch):
    """Plants these bugs; returns those that nobody notices."""
    machine = files(MACHINE)
    machine_objects = compile_all(machine, WORK)
    if patch:
        changed_copy(WORK / "patched", *patch)
    others = compile_all(files(surroundings), WORK, [WORK / "patched"] if patch else ())
    healthy = link(machine_objects + others, WORK, libraries)
    for suite in suites:
        if test := noticed_by(healthy, suite):
            sys.exit(f"{suite}: {test} fails without any planted bug")
    missed = []
    for name in names:
        program = plant(name, machine, others, libraries)
        tests = {suite: noticed_by(program, suite) for suite in suites}
        found = ", ".join(f"{suite} ({test})" for suite, test in tests.items() if test)
        print(f"{name:27}{MUTANTS[name][0]:72}{found or 'NOBODY'}", flush=True)
        if not found:
            missed.append(name)
        shutil.rmtree(WORK / name)
    return missed


def main():
    names = sys.argv[1:] or list(MUTANTS)
    if unknown := [name for name in names if name not in MUTANTS]:
        sys.exit(f"no such bug: {' '.join(unknown)}; there are {', '.join(MUTANTS)}")
    WORK.mkdir(parents=True, exist_ok=True)
    print(f"{'planted bug':27}{'':72}noticed by")
    missed = []
    for bugs, *rest in GROUPS:
        if planted := [name for name in names if name in bugs]:
            missed += missed_of(planted, *rest)
    print(f"{len(names) - len(missed)} of {len(names)} planted bugs noticed")
    if missed:
        sys.exit(f"not noticed: {' '.join(missed)}")


if __name__ == "__main__":
    main()
