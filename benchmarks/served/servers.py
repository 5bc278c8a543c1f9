"""Web servers in processes of their own: the one that `make run` starts, with what it is to serve."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

#: As docs/operating.md starts it, but for the address.
_SERVER = (
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "2",
    "--no-ws",
    "--workers-kill-timeout",
    "2",
    "--log-level",
    "error",
)
_SECONDS_TO_START = 60


@dataclass(frozen=True)
class Server:
    """A server that answers on a port of this machine."""

    port: int
    process: subprocess.Popen

    def megabytes(self) -> float:
        """What it has in memory, with all its processes."""
        own = psutil.Process(self.process.pid)
        return sum(each.memory_info().rss for each in [own, *own.children(recursive=True)]) / 2**20


@contextmanager
def serving(application: str, says: int | None = None, /, **environment: str) -> Iterator[Server]:
    """Serve a WSGI application for the length of the block. Requests are counted; none is too many."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        *_SERVER,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        application,
    ]
    told = {"THROTTLE_ADDRESS": "1000000000/second", "ALLOWED_HOSTS": "127.0.0.1", **environment}
    with running(command, port, told, says=says) as server:
        yield server


@contextmanager
def running(
    command: list[str], port: int, environment: Mapping[str, str] | None = None, *, says: int | None = None
) -> Iterator[Server]:
    """Run a server that listens on a port for the length of the block; `says` is where what it says goes."""
    told = {**os.environ, **(environment or {})}
    process = subprocess.Popen(command, env=told, stdout=says, stderr=says)
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the server did not start") from None
            time.sleep(0.1)
