"""What came of each fault: noted by the tests that make them, shown as one table at the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Fault = tuple[str, int, str]
Note = Callable[[str, int, str], None]  #: fault, runs, outcome
PROPERTY = "fault"  #: the name under which a test's report carries them


def as_table(rows: Iterable[Fault]) -> str:
    """The table in the order of the faults; empty without any."""
    lines = [(fault, str(runs), outcome) for fault, runs, outcome in rows]
    if not lines:
        return ""
    lines = [("fault", "runs", "outcome"), *sorted(lines)]
    width = [max(len(line[column]) for line in lines) for column in range(3)]
    return "\n".join("  ".join(cell.ljust(width[i]) for i, cell in enumerate(line)).rstrip() for line in lines)
