"""Reading CSV with a guard: each thing no honest table holds has an error that says so."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from loaders.archives import Digest, Place, find_places
from loaders.base import Findings
from loaders.tables import MAX_CELL, Row, is_formula, read_rows
from ontology.errors import SourceUnreadable


def read(path: Path, **options: object) -> tuple[list[Row], Findings]:
    findings = Findings()
    (place,) = find_places([path])
    rows = list(read_rows(place, ("a", "b"), findings, Digest(), **options))  # type: ignore[arg-type]
    return rows, findings


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_rows_carry_the_line_they_start_on(tmp_path: Path) -> None:
    rows, _ = read(write(tmp_path / "t.csv", b'a,b,c\n1,"two\nlines",x\n3,4,y\n'))
    assert rows == [Row(2, {"a": "1", "b": "two\nlines"}), Row(4, {"a": "3", "b": "4"})]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa,b\n1,2\n", b"a;b\r\n1;2\r\n", b"b,a\n2,1\n", b"a,b\n1,2"])
def test_the_ways_people_save_a_table(tmp_path: Path, data: bytes) -> None:
    rows, findings = read(write(tmp_path / "t.csv", data))
    assert [row.cells for row in rows] == [{"a": "1", "b": "2"}]
    assert findings.found == []


UNREADABLE = {
    "wrong columns": (b"x,y\n1,2\n", "Missing: a, b"),
    "one column away": (b"a,c\n1,2\n", "Missing: b"),
    "a column twice": (b"a,b,a\n1,2,3\n", "one name twice"),
    "empty": (b"", "an empty file"),
    "Windows-1252": ("a,b\nfinanci\u00eble,2\n".encode("cp1252"), "no UTF-8 in line 2"),
    "UTF-16": ("a,b\n1,2\n".encode("utf-16"), "no UTF-8"),
    "a NUL byte": (b"a,b\n1,2\x00\n", "a NUL byte in line 2"),
    "cut off in a quoted cell": (b'a,b\n1,"two', "broken CSV"),
    "something after a quote": (b'a,b\n1,"two"x\n', "broken CSV"),
    "an absurdly long line": (b"a,b\n1," + b"x" * (MAX_CELL + 10) + b"\n", "absurdly long row at line 2"),
    "an absurdly long header": (b"a,b," + b"x" * (MAX_CELL + 10) + b"\n", "absurdly long row at line 1"),
    "an absurdly long cell of many lines": (b'a,b\n1,"' + b"x\n" * MAX_CELL + b'"\n', "broken CSV"),
    "an endless row": (b"a,b\n" + (b'"' + b"x\n" * (MAX_CELL // 3) + b'",') * 9, "absurdly long row"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_says_why(tmp_path: Path, case: str) -> None:
    data, reason = UNREADABLE[case]
    with pytest.raises(SourceUnreadable, match=reason):
        read(write(tmp_path / "t.csv", data))


def test_a_row_with_too_few_cells_is_left_out(tmp_path: Path) -> None:
    rows, findings = read(write(tmp_path / "t.csv", b"a,b\n1\n\n3,4\n"))
    assert [row.line for row in rows] == [4]
    assert [str(finding) for finding in findings.found] == ["error t.csv:2: 1 cells, expected 2: the row is left out"]


def test_a_ragged_table_may_lack_its_last_cells(tmp_path: Path) -> None:
    rows, findings = read(write(tmp_path / "t.csv", b"a,b\n1\n"), ragged=True)
    assert rows == [Row(2, {"a": "1", "b": ""})]
    assert findings.found == []


@pytest.mark.parametrize(
    "text", ["=1+1", " =HYPERLINK(1)", "+cmd|x", "-SUM(A1)", "@SUM(1)", "fine\n=A1", "+(1)", "-@a"]
)
def test_a_formula(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize(
    "text", ["kok", "C++", "-18 graden", "+31 20 1234567", "a = b", "", "e-mail", "rijbewijs C/CE"]
)
def test_no_formula(text: str) -> None:
    assert not is_formula(text)


def test_a_formula_in_a_name_refuses_the_dataset(tmp_path: Path) -> None:
    _, findings = read(write(tmp_path / "t.csv", b"a,b\n=cmd,2\n"), labels=("a",))
    assert [str(finding) for finding in findings.refused] == ["error t.csv:2: a formula-like text in column a: '=cmd'"]


def zipped(path: Path, data: bytes = b"a,b\n1,2\n") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/t.csv", data)
    return path


def test_a_zip_and_its_file_have_one_digest(tmp_path: Path) -> None:
    digests = []
    for path in (zipped(tmp_path / "t.zip"), write(tmp_path / "t.csv", b"a,b\n1,2\n")):
        digest = Digest()
        (place,) = find_places([path])
        assert len(list(read_rows(place, ("a",), Findings(), digest))) == 1
        digests.append(digest.hex())
    assert digests == [hashlib.sha256(b"a,b\n1,2\n").hexdigest()] * 2


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_cut_off_zip(tmp_path: Path, keep: float) -> None:
    path = zipped(tmp_path / "t.zip", b"a,b\n" + b"1,2\n" * 100)
    path.write_bytes(path.read_bytes()[: int(keep * path.stat().st_size)])
    with pytest.raises(SourceUnreadable, match="damaged or cut-off zip"):
        read(path)


def test_a_zip_with_a_flipped_byte(tmp_path: Path) -> None:
    path = zipped(tmp_path / "t.zip", bytes(range(32, 127)) * 50)
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(SourceUnreadable):
        read(path)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "t.zip", b"a,b\n" + b"1" * (8 << 20))
    with pytest.raises(SourceUnreadable, match="made to fill the memory"):
        read(path)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="nothing there"):
        find_places([tmp_path / "away.csv"])
    with pytest.raises(SourceUnreadable, match=r"no file that ends in \.csv"):
        find_places([tmp_path])


def test_a_folder_gives_its_tables_and_those_in_its_zips(tmp_path: Path) -> None:
    zipped(tmp_path / "z.zip")
    write(tmp_path / "b.csv", b"")
    write(tmp_path / "a.csv", b"")
    write(tmp_path / "readme.txt", b"")
    assert [str(place) for place in find_places([tmp_path])] == ["a.csv", "b.csv", "z.zip!folder/t.csv"]
    assert Place(tmp_path / "z.zip", "folder/t.csv").name == "t.csv"
