"""No figure that is hidden can be worked out from what is shown: random counts, and an attacker who solves for it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.werkplan.counting import Counted, Counts, Move
from api.werkplan.disclosure import Tables, hidden_cells
from api.werkplan.figures import FIGURES
from api.werkplan.monitor import Frame, _order, _place, figures_of, tables_of, tables_of_moves
from tests.werkplan.attacking import Cell, Line, known_too_well, lines_told, ranges

FRAME = Frame(("r1", "r2", "r3"), ("s1", "s2"), ("p1", "p2"))
ROWS = ("r1", "r2", "r3", "?")
SPLITS = {"sector": ("s1", "s2", "?"), "party": ("p1", "p2", "*")}
PLACES = st.tuples(st.sampled_from(ROWS), st.sampled_from(("s1", "s2", "?")), st.sampled_from(("p1", "p2", "x")))
NUMBERS = st.sampled_from((1, 1, 2, 5, 9, 10, 11, 12, 19, 20, 30, 75))
COUNTS = st.dictionaries(PLACES, NUMBERS, max_size=24)
SECTOR_OF = {"a": "s1", "b": "s1", "c": "s2", "d": "s2"}
MOVES = st.dictionaries(st.tuples(st.sampled_from(ROWS), st.sampled_from("abcd"), st.sampled_from("abcde")), NUMBERS)
QUIETLY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@given(COUNTS)
@QUIETLY
def test_nothing_hidden_is_found_in_the_tables_of_one_figure(counts: dict[tuple[str, str, str], int]) -> None:
    values, _, _ = tables_of(FRAME, {place: Counted(number) for place, number in counts.items()})
    shown = shown_of(values, tables_of(FRAME, {place: Counted(number) for place, number in counts.items()})[2])
    check(lines_told(ROWS, SPLITS), shown, values)


@given(MOVES)
@QUIETLY
def test_nothing_hidden_is_found_with_the_moves_that_the_graph_gets(counts: dict[tuple[str, str, str], int]) -> None:
    values, lines = tables_of_moves(FRAME, moves_of(counts), SECTOR_OF)
    shown = shown_of(values, lines)
    told = lines_told(ROWS, {"sector": SPLITS["sector"]})
    told += [(line.total, line.parts) for line in lines if line.parts[0][1] == "pair"]
    check(told, shown, values)


@given(COUNTS)
@settings(QUIETLY, max_examples=25)
def test_the_order_of_what_is_counted_never_matters(counts: dict[tuple[str, str, str], int]) -> None:
    there = {place: Counted(number) for place, number in counts.items()}
    back = dict(reversed(there.items()))
    values, _, lines = tables_of(FRAME, there)
    other, _, _ = tables_of(FRAME, back)
    assert hidden_of(values, lines) == hidden_of(other, lines)


def moves_of(counts: dict[tuple[str, str, str], int]) -> list[Move]:
    return [
        Move(region, None if origin == target else origin, target)
        for (region, origin, target), number in counts.items()
        for _ in range(number)
    ]


def hidden_of(values: dict[Cell, int], lines: list) -> frozenset[Cell]:  # type: ignore[type-arg]
    return hidden_cells(Tables(values, lines), _order, _place)


def shown_of(values: dict[Cell, int], lines: list) -> dict[Cell, int]:  # type: ignore[type-arg]
    hidden = hidden_of(values, lines)
    return {cell: value for cell, value in values.items() if cell not in hidden}


def check(lines: list[Line], shown: dict[Cell, int], values: dict[Cell, int]) -> None:
    assert all(value >= 10 for value in shown.values())
    found = ranges(lines, shown, [cell for cell in values if cell not in shown])
    assert known_too_well(found, values) == []


def test_a_large_table_is_mostly_shown() -> None:
    """What is hidden is hidden for a reason: where all is large, nothing is."""
    counts = {
        (row, sector, party): Counted(40) for row in ROWS for sector in ("s1", "s2", "?") for party in ("p1", "p2", "x")
    }
    values, _, lines = tables_of(FRAME, counts)
    assert hidden_of(values, lines) == frozenset()


def test_two_that_could_be_taken_from_a_total_are_not_shown() -> None:
    counts = {("r1", "s1", "p1"): Counted(30), ("r1", "s2", "p1"): Counted(4), ("r2", "s1", "p1"): Counted(40)}
    values, _, lines = tables_of(FRAME, counts)
    shown = shown_of(values, lines)
    assert ("", "total", "") in shown or ("r1", "total", "") in shown  # something is left to tell
    assert not {("r1", "total", ""), ("r1", "sector", "s1")} <= set(shown)


def test_figures_hold_what_is_shown_alone() -> None:
    one = {
        ("r1", "s1", "p1"): Counted(25, [8] * 25),
        ("r2", "s2", "p2"): Counted(25, [3] * 9),
        ("?", "?", "x"): Counted(3),
    }
    counts = Counts({figure.key: one for figure in FIGURES}, (), frozenset(), ())
    cells = figures_of(FRAME, counts, SECTOR_OF)
    assert set(cells) == {figure.key for figure in FIGURES}
    assert cells["moves"] == []
    weeks = {(region, split): told for region, split, _, _, told in cells["plans"] if split == "total"}
    assert weeks.get(("r2", "total")) is None  # known of nine only
    assert all(people >= 10 for rows in cells.values() for *_, people, _ in rows)


def test_the_attacker_finds_what_is_hidden_too_little() -> None:
    """The test of the test: hiding what is under ten alone gives it away."""
    counts = {("r1", "s1", "p1"): Counted(30), ("r1", "s2", "p1"): Counted(4), ("r2", "s1", "p1"): Counted(40)}
    values, _, _ = tables_of(FRAME, counts)
    shown = {cell: value for cell, value in values.items() if value >= 10}
    wanted = [cell for cell in values if cell not in shown]
    found = ranges(lines_told(ROWS, SPLITS), shown, wanted)
    assert found["r1", "sector", "s2"] == (0, 4)  # the sector that nobody is in has what is left of four
    assert len(known_too_well(found, values)) == len(wanted)


def test_in_the_first_half_year_one_figure_is_told() -> None:
    """Whoever set a goal opened a plan in it too: with both told, 40 plans and 37 goals say that 3 have none."""
    one = {(row, sector, "p1"): Counted(40) for row in ROWS for sector in ("s1", "s2", "?")}
    counts = Counts({figure.key: one for figure in FIGURES}, (), frozenset(), (), is_first=True)
    cells = figures_of(FRAME, counts, SECTOR_OF)
    assert [key for key, rows in cells.items() if rows] == ["plans"]
