"""The tests of the store and of what stands on it, on a DynamoDB that is not the embedded one.

`python store_tests.py`, with the path of cargo in `CARGO`. Usually started by
`cargo run --package tasks -- stack --store-tests`.
"""

import collections
import csv
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

from emulator import Emulator
from template import ROOT

# Where the tests' own support looks.
OTHER = "MALIPO_TEST_DYNAMODB"

# Every test that needs a table, as cargo names their programs.
PROGRAMS = [
    "dynamodb",
    "operations",
    "simulation",
    "callbacks",
    "association",
    "allocations",
    "notifications",
    "reminders",
    "reconciliation",
    "janitor",
    "sweeper",
    "stk_push",
    "api",
]

# Tests that fail there, with whose mistake that is.
KNOWN = pathlib.Path(__file__).with_name("known.tsv")

WITHIN_S = 60 * 60

# Tests at once: the other one is a single process, and a test waits ten seconds for an answer at most.
AT_ONCE = 2

PROGRAM = re.compile(r"^\s+Running .*[/\\]deps[/\\](\w+)-[0-9a-f]+")
OUTCOME = re.compile(r"^test (\S+)(?: - should panic)? \.\.\. (ok|FAILED|ignored)$")


def main() -> int:
    """Zero if every test passes but the known ones, and none of those."""
    # So that whoever ends this ends the emulator too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    # The tests sign with keys of nobody.
    emulator = Emulator(checks_rights=False)
    try:
        emulator.wait_until_ready()
        begun = time.monotonic()
        outcomes, status = run(emulator.address)
        seconds = time.monotonic() - begun
    finally:
        emulator.stop()
    return judge(outcomes, status, seconds)


def run(address: str) -> tuple[dict[tuple[str, str], str], int]:
    """Program and test → how it ended; and cargo's status."""
    programs = [part for name in PROGRAMS for part in ("--test", name)]
    cargo = subprocess.Popen(
        [os.environ.get("CARGO", "cargo"), "test", "--workspace", "--no-fail-fast", *programs]
        + ["--", f"--test-threads={AT_ONCE}"],
        cwd=ROOT,
        env=without_cargos_own(os.environ) | {OTHER: address},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    limit = threading.Timer(WITHIN_S, os.killpg, (cargo.pid, signal.SIGTERM))
    limit.start()
    outcomes, program = {}, ""
    try:
        for line in cargo.stdout:
            print(line, end="", flush=True)
            if found := PROGRAM.match(line):
                program = found[1]
            elif found := OUTCOME.match(line):
                outcomes[program, found[1]] = found[2]
        return outcomes, cargo.wait()
    finally:
        limit.cancel()
        if cargo.poll() is None:
            os.killpg(cargo.pid, signal.SIGTERM)


def without_cargos_own(environment) -> dict[str, str]:
    """What `cargo run` set for a program would make cargo build things anew."""
    own = ("CARGO_PKG_", "CARGO_MANIFEST_")
    return {name: value for name, value in environment.items() if not name.startswith(own)}


def judge(outcomes: dict[tuple[str, str], str], status: int, seconds: float) -> int:
    """Holds what happened against what is known, and says so."""
    known = read_known()
    failed = {test for test, outcome in outcomes.items() if outcome == "FAILED"}
    passed = {test for test, outcome in outcomes.items() if outcome == "ok"}
    counts = collections.Counter(program for program, _ in passed)
    print(f"\nOn ministack's DynamoDB, in {seconds:.0f} s:")
    for program in PROGRAMS:
        failures = sum(1 for test in failed if test[0] == program)
        print(f"  {program:<16}{counts[program]:>5} passed{failures:>5} failed")
    for test in sorted(failed & set(known)):
        print(f"  fails as known: {' '.join(test)}: {known[test]}")
    findings = [f"fails: {' '.join(test)}" for test in sorted(failed - set(known))]
    findings += [f"known to fail, but does not: {' '.join(test)}" for test in sorted(set(known) - failed)]
    findings += [f"ran no test: {program}" for program in PROGRAMS if not any(it == program for it, _ in outcomes)]
    # Cargo's own failure is one too: nothing was built, or a program died before it told of its tests.
    if status != 0 and not failed:
        findings.append(f"cargo ended with {status}")
    for finding in findings:
        print(f"FINDING: {finding}")
    if not findings:
        print(f"{len(passed)} tests pass, {len(failed)} fail as known.")
    return 1 if findings else 0


def read_known() -> dict[tuple[str, str], str]:
    """Program and test → why it fails there."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return {(program, test): reason for program, test, reason in csv.reader(lines, delimiter="\t")}


if __name__ == "__main__":
    sys.exit(main())
