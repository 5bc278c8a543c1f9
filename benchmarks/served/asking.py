"""Who asks: wrk, from eight connections at once, or this process, one request after the other."""

import http.client
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Event, Thread

from .servers import Server

#: Connections at once, and how long each turn lasts: short ones, so that all meet the machine as quick as it
#: is just then.
CONNECTIONS, SECONDS = 8, 2
_SCRIPT = """
local paths = {%s}
local next = 0
request = function()
    next = next %% #paths + 1
    return wrk.format("GET", paths[next])
end
done = function(summary, latency)
    local e = summary.errors
    print(string.format("FOUND %%d %%d %%d %%d", summary.requests, summary.duration, latency:percentile(95),
        e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What a server bore: requests a second, and the seconds within which 95 of 100 were answered."""

    rate: float
    p95: float


def has_wrk() -> bool:
    """Whether there is what asks."""
    return shutil.which("wrk") is not None


def load(server: Server, paths: Sequence[str], seconds: int = SECONDS) -> Load:
    """Ask the paths in turn for some seconds. Raises RuntimeError where any answer is an error."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % ", ".join(f'"{path}"' for path in paths))
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", script.name]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{server.port}/"], check=True, capture_output=True, text=True
        )
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("FOUND"))
    requests, microseconds, p95, errors = map(int, line.split()[1:])
    if errors:
        raise RuntimeError(f"{errors} of {requests} answers are errors: {paths[0]}")
    # Of a server too slow to answer once, no more can be said than that.
    return Load(max(requests, 1) / microseconds * 1e6, p95 / 1e6 if requests else seconds)


def median_load(found: Iterable[Load]) -> Load:
    """The medians of several turns."""
    rates, p95s = zip(*((each.rate, each.p95) for each in found), strict=True)
    return Load(statistics.median(rates), statistics.median(p95s))


def warm(server: Server, paths: Sequence[str], rounds: int = 7) -> float:
    """The median seconds of an answer, one after the other on one connection, the second time on."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for path in [*paths, *paths]:
        _ask(connection, path)
    return statistics.median(_ask(connection, path) for _round in range(rounds) for path in paths)


def _ask(connection: http.client.HTTPConnection, path: str) -> float:
    start = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return time.perf_counter() - start


@dataclass(frozen=True)
class Stream:
    """A list that was streamed: lines, seconds in all, until the first byte and the first line of a row,
    and by how many megabytes the server grew at most meanwhile."""

    lines: int
    seconds: float
    first_byte: float
    first_row: float
    megabytes: float


def stream(server: Server, path: str) -> Stream:
    """Read a list to its end."""
    before, most, done = server.megabytes(), [0.0], Event()

    def watch() -> None:
        while not done.wait(0.2):
            most[0] = max(most[0], server.megabytes())

    watching = Thread(target=watch)
    watching.start()
    try:
        start, lines, first_byte, first_row = time.perf_counter(), 0, 0.0, 0.0
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request("GET", path)
        answer = connection.getresponse()
        while block := answer.read1(2**20):
            now = time.perf_counter() - start
            lines += block.count(b"\n")
            first_byte = first_byte or now
            first_row = first_row or (now if lines > 1 else 0.0)
        return Stream(lines - 1, time.perf_counter() - start, first_byte, first_row, max(most[0] - before, 0))
    finally:
        done.set()
        watching.join()
