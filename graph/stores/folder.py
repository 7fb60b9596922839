"""The folder of an Oxigraph store: whose it is, who writes, and what readers may open meanwhile.

RocksDB lets one process in. So the writer leaves, after each revision, a checkpoint (hard links, no
copying) in ``readers/``; a process that only reads opens the newest one and holds a shared lock on it
until it is done, and the writer clears away older ones that nobody holds.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Store

from ontology.errors import StoreUnavailable

FORMAT = 1  #: of the folder; another number is refused, not guessed at
DAMAGE = (OSError, RuntimeError)  #: what the database raises when it can't read or write its files
_MARKER = "loopbaanpad-store.json"
_log = logging.getLogger(__name__)


class StoreFolder:
    """One folder on disk: ``kg`` is the database, ``readers`` holds the checkpoints."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._lock: int | None = None
        self.path = Path(path)
        self.database = self.path / "kg"
        self.readers = self.path / "readers"
        self._pending = self.path / "pending"

    def open_writer(self) -> Store:
        """The database, open for writing and locked; a new or empty folder becomes a store.

        Raises:
            StoreUnavailable: another process writes here, the folder is not a store, or it is damaged.
        """
        if self.path.exists() and not self.path.is_dir():
            raise StoreUnavailable(f"{self.path} is a file, expected the folder of a store")
        state = self._state()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._take_lock()
        except OSError as error:
            raise StoreUnavailable(f"{self.path} can't be written: {error.strerror}; check its rights") from error
        try:
            return self._open_database(state)
        except BaseException:
            self.release()
            raise

    def __del__(self) -> None:
        self.release()

    def release(self) -> None:
        """Let the next writer in, or the checkpoint go; doing it twice is fine."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def announce(self) -> None:
        """Say that a revision is being written, so that a reader knows if it was left without a checkpoint."""
        self._pending.touch()

    def publish(self, store: Store, revision: int) -> None:
        """Leave a checkpoint of this revision for readers, and clear away older ones that nobody holds.

        The revision itself is safe already: when this fails, readers keep the one before until it succeeds.
        """
        name = f"r{revision:010d}"
        try:
            if not (self.readers / name).exists():
                self.readers.mkdir(exist_ok=True)
                part = self.readers / f"{name}.part"
                shutil.rmtree(part, ignore_errors=True)
                store.backup(str(part))
                (self.readers / f"{name}.lock").touch()
                part.rename(self.readers / name)
            self._pending.unlink(missing_ok=True)
        except DAMAGE as error:
            _log.warning("no checkpoint of revision %d for readers: %s", revision, error)
            return
        for folder in self.readers.iterdir():
            if folder.is_dir() and folder.name != name:
                with suppress(OSError):
                    _clear(folder)

    def open_reader(self) -> Store:
        """The newest checkpoint, held until ``release``.

        Raises:
            StoreUnavailable: there is no store here, or nothing to read yet.
        """
        if self._state() != "ready":
            raise StoreUnavailable(f"{self.path} holds no store yet; load something first, such as the starter set")
        for _ in range(50):  # a checkpoint may be cleared away between looking and locking
            for folder in sorted(self._checkpoints(), reverse=True):
                lock = _share(folder)
                if lock is None:
                    continue
                self._lock = lock
                try:
                    return Store.read_only(str(folder))
                except DAMAGE as error:
                    self.release()
                    raise StoreUnavailable(f"{folder} can't be read, it may be damaged: {error}") from error
        raise StoreUnavailable(f"{self.path} has nothing for readers; open it once for writing (any load command)")

    def needs_writer(self) -> bool:
        """True if a writer was stopped before its last checkpoint and none is at work now."""
        if self._state() != "ready" or not (self._pending.exists() or not any(self._checkpoints())):
            return False
        try:
            self._take_lock()
        except (OSError, StoreUnavailable):
            return False
        self.release()
        return True

    def _checkpoints(self) -> list[Path]:
        if not self.readers.is_dir():
            return []
        return [folder for folder in self.readers.iterdir() if folder.is_dir() and folder.suffix != ".part"]

    def _state(self) -> str:
        """``new`` (nothing there), ``creating`` or ``ready``; anything else is refused untouched."""
        marker = self.path / _MARKER
        if not marker.exists():
            if self.path.is_dir() and {entry.name for entry in self.path.iterdir()} - {"writer.lock"}:
                raise StoreUnavailable(
                    f"{self.path} has files in it but is no loopbaanpad store; name an empty or a new folder"
                )
            return "new"
        try:
            said = json.loads(marker.read_text("utf-8"))
            found, state = said["format"], str(said["state"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreUnavailable(f"{marker} is damaged; put a copy of the folder back or load anew") from error
        if found != FORMAT or state not in {"creating", "ready"}:
            raise StoreUnavailable(
                f"{self.path} has format {found}, this version reads format {FORMAT}; use the version that made it"
            )
        return state

    def _mark(self, state: str) -> None:
        part = self.path / (_MARKER + ".part")
        part.write_text(json.dumps({"format": FORMAT, "state": state}), "utf-8")
        part.replace(self.path / _MARKER)

    def _take_lock(self) -> None:
        handle = os.open(self.path / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(handle)
            raise StoreUnavailable(
                f"{self.path} is in use by another process (id {holder}), perhaps the running service: "
                "stop it first, or use a command that only reads"
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        self._lock = handle

    def _open_database(self, state: str) -> Store:
        state = self._state() if state == "new" else state  # another process may have been first
        if state == "ready" and not (self.database / "CURRENT").exists():
            raise StoreUnavailable(f"{self.database} is damaged (no CURRENT file); put a copy back or load anew")
        if state != "ready":
            self._mark("creating")
            shutil.rmtree(self.database, ignore_errors=True)  # left by a start that was cut off: nothing was stored
        try:
            store = Store(str(self.database))
        except DAMAGE as error:
            if re.search(
                r"\block\b", str(error), re.IGNORECASE
            ):  # another program, or an answer of a closed store that is still being read
                raise StoreUnavailable(f"{self.database} is still in use: {error}; close what reads from it") from error
            raise StoreUnavailable(f"{self.database} can't be opened, it may be damaged: {error}") from error
        if state != "ready":
            self._mark("ready")
        return store


def _share(folder: Path) -> int | None:
    """A shared lock on a checkpoint; None when it is being cleared away."""
    try:
        handle = os.open(folder.with_suffix(".lock"), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    if folder.is_dir():
        return handle
    os.close(handle)
    return None


def _clear(folder: Path) -> None:
    """Take a checkpoint away unless a reader holds it; then a later revision will."""
    lock_file = folder.with_suffix(".lock")
    if folder.suffix == ".part":
        shutil.rmtree(folder, ignore_errors=True)
        return
    handle = os.open(lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(FileNotFoundError):
            lock_file.unlink()
    except BlockingIOError:
        pass
    finally:
        os.close(handle)
