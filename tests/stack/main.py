"""The stack on the emulator: created from the template, run by the programs that ship, used as from outside.

`python main.py ZIPS`, with the zips of the functions for this processor in the folder ZIPS. Usually started by
`cargo run --package tasks -- stack`, in the virtual environment that it makes.
"""

import pathlib
import signal
import sys

from deployment import Deployment
from emulator import Emulator
from failures import Failures
from outside import Outside
from payment import Payment
from queues import Queues
from report import Report
from schedules import Schedules

# All of it. Each check has a limit of its own; this one is for what nobody thought of.
WITHIN_S = 15 * 60

# Lines of the emulator's log that are shown after a failure.
LINES = 60


class Interrupted(Exception):
    """Somebody, or the clock, ended it."""


def main() -> int:
    """Zero if every check holds."""
    zips = pathlib.Path(sys.argv[1]).resolve()

    def interrupt(number, _frame):
        raise Interrupted(signal.Signals(number).name)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, interrupt)
    signal.alarm(WITHIN_S)
    report = Report()
    emulator = Emulator(checks_rights=True)
    try:
        checks(emulator, zips, report)
        log = "" if report.holds else emulator.last_lines(LINES)
    finally:
        signal.alarm(0)
        report.check("nothing is left behind", emulator.stop)
    report.print()
    if log:
        print(f"\nThe end of the emulator's log:\n{log}")
    return 0 if report.holds else 1


def checks(emulator: Emulator, zips: pathlib.Path, report: Report) -> None:
    """In their order; what builds on a check that failed is not begun."""
    if not report.check("ministack answers", emulator.wait_until_ready):
        return
    deployment = Deployment(emulator, zips)
    for why, names in deployment.template.changes.items():
        report.departs(f"{', '.join(names)}: {why}")
    report.departs("the routes are added one by one: ministack does not read the body of an API")
    steps = [
        ("the programs and the template are uploaded", deployment.upload),
        ("CloudFormation creates the stack", deployment.create),
        ("API Gateway gets the routes that the template has", deployment.add_routes),
    ]
    if not all(report.check(name, act) for name, act in steps):
        return
    outside, queues = Outside(deployment), Queues(deployment, report)
    if not report.check("the queues are as the template says", queues.are_as_the_template_says):
        return
    if Payment(outside).run(report) and Schedules(deployment, outside, queues, report).run():
        Failures(deployment, outside, queues, report).run()


if __name__ == "__main__":
    sys.exit(main())
