"""One table from our errors to exit codes, and what is printed with them."""

from __future__ import annotations

from typing import Final

from rich.console import Console

from api.asking import NamesUnclear
from ontology.errors import (
    ConfigError,
    ContentDiffers,
    DataError,
    DatasetRejected,
    LoopbaanpadError,
    NotFound,
    QueryError,
    StoreError,
    UnknownConcept,
)

ANSWER: Final = 0  #: an answer, also an empty one
WRONG_USE: Final = 2  #: wrong use, or a name that fits none or several
BAD_DATA: Final = 3  #: data that is not what it should be
AWAY: Final = 4  #: something that is needed is away

#: The first row whose type fits decides.
TABLE: Final[tuple[tuple[type[Exception], int], ...]] = (
    (QueryError, WRONG_USE),
    (ConfigError, WRONG_USE),
    (NotFound, WRONG_USE),
    (DataError, BAD_DATA),
    (StoreError, AWAY),
    (ModuleNotFoundError, AWAY),
    (LoopbaanpadError, AWAY),
    (OSError, AWAY),
)
SHOWN: Final = 20  #: findings on screen


def exit_code_of(error: Exception) -> int | None:
    """The exit code for an error; None for one that is not in the table."""
    return next((code for kind, code in TABLE if isinstance(error, kind)), None)


def report(error: Exception, console: Console) -> None:
    """Say what is wrong, with the candidates for a name and the findings of refused data."""
    if isinstance(error, NamesUnclear):
        for field, problem in error.problems:
            _candidates(problem, console, field)
    elif isinstance(error, UnknownConcept):
        _candidates(error, console)
    elif isinstance(error, DatasetRejected):
        console.print(f"Geweigerd: {error.source}. Er is niets veranderd.", markup=False)
        for finding in error.findings[:SHOWN]:
            console.print(f"  {finding}", markup=False, soft_wrap=True)
        if len(error.findings) > SHOWN:
            console.print(f"  en nog {len(error.findings) - SHOWN}")
    elif isinstance(error, ContentDiffers):
        console.print(f"Niet gelijk: {error}", markup=False, soft_wrap=True)
        for difference in error.differences[:SHOWN]:
            console.print(f"  {difference}", markup=False, soft_wrap=True)
        if len(error.differences) > SHOWN:
            console.print(f"  en nog {len(error.differences) - SHOWN}")
    else:
        console.print(f"Fout: {error}", markup=False, soft_wrap=True)


def _candidates(problem: UnknownConcept, console: Console, field: str = "") -> None:
    from ontology.ids import short_of

    what = "past op meer dan één begrip" if problem.several else "is niet bekend"
    place = f" ({field})" if field else ""
    console.print(f"“{problem.text}”{place} {what}.", markup=False, soft_wrap=True)
    if problem.suggestions:
        console.print("Kies er een:" if problem.several else "Bedoelt u:")
    for id, label in problem.suggestions:
        console.print(f"  {label}  <{short_of(id)}>", markup=False, soft_wrap=True)
