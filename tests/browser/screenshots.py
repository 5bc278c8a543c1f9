"""Takes the pictures in docs/screenshots, or those named: `python -m tests.browser.screenshots [name ...]`.

Needs Debian's Chromium and no network: the program serves the data of a throw-away demo to itself. Notices
are printed by LibreOffice and pictured by poppler-utils.
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
from typing import Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.browser import at_work, planned, told
from tests.browser.palette import with_palette
from tests.browser.printed import printed

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
SECONDS_TO_START = 60
DESK, TABLET, PHONE = 1280, 820, 390
#: Longer pages are cut off.
LONGEST: Final = 2600


class Taken(NamedTuple):
    """A picture: its name, the page, how wide that is, what is done first, and what is shown of it.

    First a clause is typed (`typed`) or a link followed. Pages of the desk are somebody's of `at_work`.
    """

    name: str
    path: str
    width: int = DESK
    follow: str = ""
    typed: str = ""
    part: str = "body"
    height: int = LONGEST


GROWTH, TURNOVER = "410100-2021-001", "410100-2021-018"
GRID = "admin/entry/?jurisdiction=410100&period=2021"
FORM = "admin/entry/commitment/?plan=410100-2021"
PLANNED = f"commitments/{planned.CODE}/?as_of={planned.DAY}"
TAKEN = (
    Taken("overview", "/", height=1660),
    Taken("overview-phone-en", "/en/", PHONE),
    Taken("overview-then", "/?as_of=2021-09-30"),
    Taken("commitment", f"/commitments/{GROWTH}/"),
    Taken("commitment-phone-en", f"/en/commitments/{TURNOVER}/", PHONE),
    Taken("planned-path", f"/{PLANNED}"),
    Taken("planned-path-phone-en", f"/en/{PLANNED}", PHONE),
    Taken("parts", "/commitments/410100-2021-028/"),
    Taken("verdict", f"/commitments/{GROWTH}/", follow=".citation a"),
    Taken("document", f"/documents/{told.DOCUMENT}/"),
    Taken("text", f"/documents/{told.DOCUMENT}/text/"),
    Taken("text-phone-en", f"/en/documents/{told.DOCUMENT}/text/", PHONE),
    Taken("series", "/series/410100.gdp-growth/"),
    Taken("series-phone-en", "/en/series/410100.gdp-growth/", PHONE),
    Taken("comparison", "/series/410100.gdp-growth/", part="[aria-labelledby=elsewhere]"),
    Taken("department", "/departments/zhengzhou-science-bureau/"),
    Taken("jurisdiction", "/jurisdictions/410100/"),
    Taken("years", "/jurisdictions/410100/years/"),
    Taken("goalposts", "/goalposts/"),
    Taken("unreported", "/unreported/"),
    Taken("conflicts", "/conflicts/"),
    Taken("conflicts-phone-en", "/en/conflicts/", PHONE),
    Taken("methods", "/methods/"),
    Taken("desk", "/admin/"),
    Taken("desk-grid", f"/{GRID}"),
    Taken("desk-grid-tablet-en", f"/en/{GRID}", TABLET),
    Taken("desk-commitment", f"/{FORM}", typed=at_work.CLAUSE),
    Taken("desk-commitment-tablet-en", f"/en/{FORM}", TABLET, typed=at_work.CLAUSE),
    Taken("desk-review", "/admin/tracker/observation/?task=review", follow="#result_list tbody a"),
)


def main(names: list[str]) -> int:
    """Take every picture, or those named; 0 when all are there."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=zh-CN"])
        for picture in TAKEN:
            if not names or picture.name in names:
                keep(picture.name, take(browser, address, picture))
        browser.close()
        for name, picture in printed(address, names):
            keep(name, picture)
    return 0


def keep(name: str, picture: bytes) -> None:
    """Put a picture among those of the documentation, made small."""
    (PICTURES / f"{name}.png").write_bytes(with_palette(picture))
    sys.stdout.write(f"{name}\n")


def take(browser: Browser, address: str, picture: Taken) -> bytes:
    """One picture of a page, or of a part of it, from its top down."""
    page = browser.new_page(viewport={"width": picture.width, "height": 900}, locale="zh-CN")
    page.goto(address + picture.path)
    if "/admin/" in picture.path:
        page.fill("#id_username", at_work.NAME)
        page.fill("#id_password", at_work.PASSWORD)
        page.click("[type=submit]")
    if picture.typed:
        page.fill("[name=quote]", picture.typed)
        page.locator("button.figure").first.wait_for()
    if picture.follow:
        page.locator(picture.follow).first.click()
    place = page.locator(picture.part).bounding_box()
    assert place is not None
    # The body of the desk's pages is as high as the window, whatever stands in it.
    height = (
        page.evaluate("document.documentElement.scrollHeight") if picture.part == "body" else place["height"]
    )
    clip = {**place, "height": min(height, picture.height)}
    shown = page.screenshot(full_page=True, clip=clip)
    page.close()
    return shown


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
        for module in (planned, told, at_work):
            subprocess.run([sys.executable, "-m", module.__name__], env=environment, check=True, cwd=ROOT)
        server = subprocess.Popen(
            manage("runserver", "--noreload", str(port)),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
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
    sys.exit(main(sys.argv[1:]))
