"""Sends requests to one address over kept connections: a process that imports next to nothing.

``python -m bench.load_generator PORT PATH SECONDS CONNECTIONS`` takes bodies, one a line, and
prints how many answers came, how many were no success, and over how many seconds.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time


class Connection:
    """One kept connection; one request at a time."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        self._socket.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        data = self._rest
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        lines = data[:end].lower().split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
        parts, have = [data[end + 4 :]], len(data) - end - 4
        while have < length:
            parts.append(self._more())
            have += len(parts[-1])
        whole = b"".join(parts)
        self._rest = whole[length:]
        return int(lines[0].split()[1]), whole[:length]

    def close(self) -> None:
        self._socket.close()

    def _more(self) -> bytes:
        got = self._socket.recv(1 << 18)
        if not got:
            raise ConnectionError("the service closed the connection")
        return got


def main() -> None:
    port, path, seconds, connections = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    bodies = [line.encode() for line in sys.stdin.read().splitlines()]
    stop = time.monotonic() + seconds
    counts = [[0, 0] for _ in range(connections)]

    def work(place: int) -> None:
        connection = Connection(port)
        for body in bodies[place::connections]:
            if time.monotonic() >= stop:
                break
            status, _ = connection.post(path, body)
            counts[place][0] += 1
            counts[place][1] += status != 200
        connection.close()

    begin = time.monotonic()
    threads = [threading.Thread(target=work, args=(place,)) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        json.dumps(
            {
                "answers": sum(done for done, _ in counts),
                "failures": sum(bad for _, bad in counts),
                "seconds": time.monotonic() - begin,
                "cpu": time.process_time(),
            }
        )
    )


if __name__ == "__main__":
    main()
