"""Finding tables in files, folders and zips, and opening them with a guard on what comes out."""

from __future__ import annotations

import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ontology.errors import SourceUnreadable

MAX_MEMBER = 1 << 30  #: bytes one zip member may unpack to; full ESCO's largest table is 21 MB
MAX_RATIO = 200  #: unpacked bytes per packed byte; real CSV stays under 40
#: What Python raises on damaged zips; found by loading many of them (``test_load_fuzz``).
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, UnicodeError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one table stands: a file, or a member of a zip."""

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """The bare file name."""
        return Path(self.member or self.path.name).name

    def __str__(self) -> str:
        return self.path.name if self.member is None else f"{self.path.name}!{self.member}"


def find_places(paths: Sequence[Path], suffixes: tuple[str, ...] = (".csv",)) -> list[Place]:
    """Every table at these paths: files as they are, folders and zips searched, in a fixed order.

    Raises:
        SourceUnreadable: a path isn't there, a zip is damaged, or no table is found.
    """
    places: list[Place] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.rglob("*") if item.is_file())
            places += [Place(item) for item in inside if item.suffix.lower() in suffixes]
            places += [place for item in inside if item.suffix.lower() == ".zip" for place in _members(item, suffixes)]
        elif not path.is_file():
            raise SourceUnreadable(str(path), "nothing there", "a file, a folder or a zip", "Check the path.")
        elif zipfile.is_zipfile(path) or path.suffix.lower() == ".zip":
            places += _members(path, suffixes)
        else:
            places.append(Place(path))
    if not places:
        shown = ", ".join(str(path) for path in paths) or "(no path)"
        raise SourceUnreadable(shown, f"no file that ends in {' or '.join(suffixes)}", "at least one")
    return places


def _members(path: Path, suffixes: tuple[str, ...]) -> list[Place]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if info.filename.lower().endswith(suffixes)]
    except _BROKEN as error:
        raise _damaged(str(path), error) from error
    for info in infos:
        place = str(Place(path, info.filename))
        if info.flag_bits & 0x1:
            raise SourceUnreadable(place, "an encrypted zip", "a zip without a password")
        blown = info.file_size > MAX_RATIO * max(info.compress_size, 1) and info.file_size > 1 << 20
        if info.file_size > MAX_MEMBER or blown:
            found = f"{info.file_size} bytes packed into {info.compress_size}"
            raise SourceUnreadable(place, found, "an ordinary zip", "It looks made to fill the memory or the disk.")
    return [Place(path, info.filename) for info in sorted(infos, key=lambda info: info.filename)]


def _damaged(path: str, error: Exception) -> SourceUnreadable:
    return SourceUnreadable(path, f"a damaged or cut-off zip ({error})", "a whole one", "Download it again.")


class Digest:
    """SHA-256 over the bytes that were read, the same for a zip and for its unpacked files.

    One file: its own digest. Several: over the sorted lines ``<digest>  <file name>``.
    """

    def __init__(self) -> None:
        self._of: dict[tuple[str, str], str] = {}

    def add(self, name: str, digest: str) -> None:
        """Count a whole file in."""
        self._of[name, digest] = digest

    def hex(self) -> str:
        """The digest over everything that was counted in."""
        if len(self._of) == 1:
            return next(iter(self._of.values()))
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self._of))
        return hashlib.sha256(lines.encode()).hexdigest()


class _Hashing(io.RawIOBase):
    """Passes bytes on and keeps their hash."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw, self.hash = raw, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self.hash.update(data)
        return len(data)


@contextmanager
def open_place(place: Place, digest: Digest) -> Iterator[IO[bytes]]:
    """The bytes of a table; when it was read to the end it is counted into ``digest``.

    Raises:
        SourceUnreadable: damaged or cut-off bytes, found while they are read.
    """
    try:
        with _raw(place) as raw:
            hashing = _Hashing(raw)
            yield io.BufferedReader(hashing, 1 << 18)
            digest.add(place.name, hashing.hash.hexdigest())
    except _BROKEN as error:
        if place.member is None:
            found = f"a file that can't be read ({error.__class__.__name__})"
            raise SourceUnreadable(str(place), found, "a readable file") from error
        raise _damaged(str(place), error) from error


@contextmanager
def _raw(place: Place) -> Iterator[IO[bytes]]:
    if place.member is None:
        with place.path.open("rb") as file:
            yield file
    else:
        with zipfile.ZipFile(place.path) as archive, archive.open(place.member) as file:
            yield file
