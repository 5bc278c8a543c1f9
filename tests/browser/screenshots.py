"""Takes the pictures in docs/screenshots from a throw-away demo: `python -m tests.browser.screenshots`.

Needs Debian's Chromium and no network: the program serves the demo's data to itself.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import planned

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
SECONDS_TO_START = 60
#: Address, width, height and file of each picture.
TAKEN = (
    ("/", 1280, 1500, "overview.png"),
    ("/commitments/410100-2021-001/", 1280, 1750, "commitment.png"),
    ("/", 390, 1400, "overview-phone.png"),
    ("/en/commitments/410100-2021-017/", 390, 1400, "commitment-phone-en.png"),
    ("/goalposts/", 1280, 1500, "goalposts.png"),
    ("/methods/", 1280, 1500, "methods.png"),
    ("/commitments/410100-2021-028/", 1280, 1400, "parts.png"),
    (f"/commitments/{planned.CODE}/?as_of={planned.DAY}", 1280, 2300, "planned-path.png"),
    (f"/en/commitments/{planned.CODE}/?as_of={planned.DAY}", 390, 2600, "planned-path-phone-en.png"),
)


def main() -> int:
    """Take every picture; 0 when all are there."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=zh-CN"])
        for path, width, height, name in TAKEN:
            take(browser, address + path, width, height, PICTURES / name)
            sys.stdout.write(f"{(PICTURES / name).relative_to(ROOT)}\n")
        browser.close()
    return 0


def take(browser: Browser, url: str, width: int, height: int, file: Path) -> None:
    """One picture of the top of a page."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.goto(url)
    page.screenshot(path=file)
    page.close()


@contextmanager
def demo() -> Iterator[str]:
    """Serve the demo's data from a database of its own for the length of the block; yield its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="duixian-pictures-") as home:
        settings = {
            "DATABASE_URL": f"sqlite:///{home}/demo.sqlite3",
            "SECRET_KEY": "pictures-only",
            "LOG_LEVEL": "WARNING",
        }
        environment = {**os.environ, **settings}
        for command in (["migrate", "-v0"], ["seed"]):
            subprocess.run(manage(*command), env=environment, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, "-m", planned.__name__], env=environment, check=True, cwd=ROOT)
        server = subprocess.Popen(
            manage("runserver", "--noreload", str(port)), env=environment, stdout=subprocess.DEVNULL
        )
        try:
            wait_for(f"{address}/healthz")
            yield address
        finally:
            server.terminate()
            server.wait()


def manage(*arguments: str) -> list[str]:
    """The command line of one of the program's own commands."""
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str) -> None:
    """Return when `url` answers; TimeoutError when it does not in time."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"{url} does not answer")


if __name__ == "__main__":
    sys.exit(main())
