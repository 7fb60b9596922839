"""A line to a graph server that tests can cut: a TCP proxy that knows Bolt's commit message when it sees one."""

from __future__ import annotations

import contextlib
import socket
import threading
from enum import Enum

from tests.kit.servers.running import free_port

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  #: one chunk of two bytes: a structure without fields, signature COMMIT


class Cut(Enum):
    """When the line breaks."""

    NEVER = "never"
    IN_BATCH = "after some bytes of a batch"
    BEFORE_COMMIT = "before the commit reaches the server"
    WITH_COMMIT = "as soon as the commit was sent"
    AFTER_COMMIT = "after the commit, before its answer"
    ALWAYS = "nobody gets through"


class Proxy:
    """Passes everything on until it is told to cut; after one cut it passes everything again, or nothing."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self.cuts = 0
        self.committing = threading.Event()  #: set when a commit passes; the tests clear it
        self._target = target
        self._cut = Cut.NEVER
        self._after = Cut.NEVER
        self._bytes = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self, moment: Cut, *, bytes: int = 0, then: Cut = Cut.NEVER) -> None:
        """Break the next line at this moment, and go on as ``then`` says."""
        with self._lock:
            self._cut, self._after, self._bytes = moment, then, bytes
        if moment is Cut.ALWAYS:
            self._hang_up(*self._open)

    def close(self) -> None:
        self._listener.close()
        self._hang_up(*self._open)

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._cut is Cut.ALWAYS:
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            self._open |= {client, server}
            dropped = threading.Event()
            for work in (self._to_server, self._to_client):
                threading.Thread(target=work, args=(client, server, dropped), daemon=True).start()

    def _to_server(self, client: socket.socket, server: socket.socket, dropped: threading.Event) -> None:
        seen = b""
        with contextlib.suppress(OSError):
            while data := client.recv(65_536):
                seen = seen[-len(COMMIT) + 1 :] + data
                if COMMIT in seen:
                    self.committing.set()
                moment = self._due(COMMIT in seen, len(data))
                if moment in (Cut.IN_BATCH, Cut.BEFORE_COMMIT):
                    server.sendall(data[: len(data) // 2] if moment is Cut.IN_BATCH else b"")
                    break
                if moment is Cut.AFTER_COMMIT:
                    dropped.set()
                    server.sendall(data)
                    return  # the other direction hangs up once the server has answered
                server.sendall(data)
                if moment is Cut.WITH_COMMIT:
                    break
        self._hang_up(client, server)

    def _to_client(self, client: socket.socket, server: socket.socket, dropped: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65_536):
                if dropped.is_set():
                    break
                client.sendall(data)
        self._hang_up(client, server)

    def _due(self, commit: bool, size: int) -> Cut | None:
        """The cut to make now, if any; it is made once."""
        with self._lock:
            moment = self._cut
            if moment is Cut.IN_BATCH:
                self._bytes -= size
                due = self._bytes <= 0
            else:
                due = commit and moment in (Cut.BEFORE_COMMIT, Cut.WITH_COMMIT, Cut.AFTER_COMMIT)
            if not due:
                return None
            self._cut = self._after
            self.cuts += 1
            return moment

    def _hang_up(self, *ends: socket.socket) -> None:
        for end in ends:
            self._open.discard(end)
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
