"""What was checked, how it ended and how long it took."""

import dataclasses
import time
import traceback


@dataclasses.dataclass
class Row:
    """One check."""

    name: str
    seconds: float
    # Nothing where it held.
    failure: str | None
    # What was seen, in a few words.
    seen: str


class Report:
    """The checks so far. After one that failed, those that build on it are not begun."""

    def __init__(self):
        self.rows: list[Row] = []
        # What the emulator cannot do, and what was done instead.
        self.departures: list[str] = []

    def check(self, name: str, act) -> bool:
        """Runs `act`, which raises what is wrong or answers what it saw; whether it held."""
        print(f"… {name}", flush=True)
        begun = time.monotonic()
        failure, seen = None, ""
        try:
            seen = act() or ""
        except Exception as error:
            failure = str(error) if isinstance(error, AssertionError) else traceback.format_exc()
        self.rows.append(Row(name, time.monotonic() - begun, failure, seen))
        return failure is None

    def departs(self, what: str) -> None:
        """Notes something that is not as on AWS."""
        if what not in self.departures:
            self.departures.append(what)

    def print(self) -> None:
        """The table."""
        print()
        for row in self.rows:
            print(f"{'ok    ' if row.failure is None else 'FAILED'} {row.seconds:7.1f} s  {row.name}")
            if row.seen:
                print(f"                    {row.seen}")
        for departure in self.departures:
            print(f"not as on AWS: {departure}")
        for row in self.rows:
            if row.failure is not None:
                print(f"\n{row.name}:\n{row.failure}")

    @property
    def holds(self) -> bool:
        """Whether every check held."""
        return all(row.failure is None for row in self.rows)


def eventually(what: str, answer, within_s: float):
    """Asks again until there is an answer; `AssertionError` if there is none in time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if found := answer():
            return found
        time.sleep(0.25)
    raise AssertionError(f"not within {within_s} s: {what}")
