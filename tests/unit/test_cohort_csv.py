"""A group as a CSV file: what is read, and that nothing about a person comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.asking import NamesUnclear
from api.cohort import cohort_of, read_lines
from graph.planner import Planner
from ontology.errors import SourceUnreadable
from tests.kit.small import id_of, job, network, region, skill


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "groep.csv"
    path.write_bytes(text.encode())
    return path


def planner() -> Planner:
    return Planner(network(job("kok", "a b"), job("chef", "a b c"), region("am13"), skill("c")))


@pytest.mark.parametrize("by", [",", ";"])
def test_every_column_is_read(tmp_path: Path, by: str) -> None:
    head = "occupation,count,region,months,euro,hours,paid,level,dutch,skills,credentials"
    text = f"\ufeff{head}\nkok,12,am13,24,500,16,ja,2,2f,c|a,\n\nchef,1,,,,,nee,,,,\n".replace(",", by)
    made = cohort_of(planner(), read_lines(written(tmp_path, text)), [("chef", 3)], 4)
    assert made.people == 13
    ask = next(line.ask for line in made.lines if line.people == 12)
    assert (ask.origins, ask.region, ask.months, ask.euro) == (
        (id_of("occupation", "kok"),),
        id_of("region", "am13"),
        24,
        500,
    )
    assert (ask.hours, ask.paid, ask.level, ask.dutch) == (16, True, 2, "2F")
    assert set(ask.skills) == {id_of("skill", "a"), id_of("skill", "c")}
    assert made.places == ((id_of("occupation", "chef"), 3),)


@pytest.mark.parametrize("column", ["name", "naam", "bsn", "geboortedatum", "Occupation", "note"])
def test_a_column_that_is_not_known_is_refused_before_anything_is_read(tmp_path: Path, column: str) -> None:
    with pytest.raises(SourceUnreadable, match="no names") as caught:
        read_lines(written(tmp_path, f"occupation,count,{column}\nkok,3,Jansen\n"))
    assert column in str(caught.value)
    assert "Jansen" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "columns"),
        ("occupation\nkok\n", "at least occupation, count"),
        ("occupation,count,count\nkok,3,4\n", "each once"),
        ("occupation,count\n", "no line with people"),
        ("occupation,count\nkok,0\n", "nobody"),
        ("occupation,count\nkok,\n", "nobody"),
        ("occupation,count\n,3\n", "no occupation"),
        ("occupation,count\nkok,veel\n", "whole number"),
        ("occupation,count\nkok,-3\n", "whole number"),
        ("occupation,count\nkok,٣\n", "whole number"),
        ("occupation,count\nkok,3,4\n", "3 cells"),
        ('occupation,count\n"kok,3\n', "no CSV"),
        ("occupation,count,paid\nkok,3,misschien\n", "ja or nee"),
        ("occupation,count,dutch\nkok,3,B1\n", "1F, 2F"),
        ("occupation,count,months\nkok,3,999\n", "at most 600"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SourceUnreadable, match=said):
        read_lines(written(tmp_path, text))


def test_a_file_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "groep.csv"
    with pytest.raises(SourceUnreadable, match="nothing to read"):
        read_lines(path)
    path.write_bytes(b"occupation,count\nk\xff,3\n")
    with pytest.raises(SourceUnreadable, match="UTF-8"):
        read_lines(path)
    path.write_bytes(b"x" * 1_000_001)
    with pytest.raises(SourceUnreadable, match="at most"):
        read_lines(path)


def test_names_that_fit_nothing_come_together_with_their_line(tmp_path: Path) -> None:
    lines = read_lines(written(tmp_path, "occupation,count,region\nkokk,3,\nkok,3,atlantis\n"))
    with pytest.raises(NamesUnclear) as caught:
        cohort_of(planner(), lines, [("piloot", 2)])
    assert [field for field, _ in caught.value.problems] == ["lines.0.occupation", "lines.1.region", "places"]
