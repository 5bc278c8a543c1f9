"""Pictures of the notices as LibreOffice prints them. Needs LibreOffice and poppler-utils, and no network."""

import shutil
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

PLAN: Final = "410100-2021"
#: Dots to an inch: small print can just be read.
FINE: Final = 75


class Sheet(NamedTuple):
    """A picture of a page: its name, the form of the notice and the page's number."""

    name: str
    form: str
    number: int


SHEETS: Final = (
    Sheet("notice", "docx", 1),
    Sheet("notice-charts", "docx", 2),
    Sheet("notice-table", "docx", 5),
    Sheet("notice-workbook", "xlsx", 1),
    Sheet("notice-workbook-table", "xlsx", 2),
)


def printed(address: str, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """The name and picture of each sheet, or of those named, of the notice a server gives out."""
    wanted = [sheet for sheet in SHEETS if not names or sheet.name in names]
    if not wanted:
        return
    with tempfile.TemporaryDirectory(prefix="duixian-notices-") as folder:
        home = Path(folder)
        for form in {sheet.form for sheet in wanted}:
            _print(home, form, f"{address}/plans/{PLAN}/notice.{form}")
        for sheet in wanted:
            yield sheet.name, _picture(home / f"{sheet.form}.pdf", sheet.number)


def _print(home: Path, form: str, url: str) -> None:
    """Fetch a notice, and print it to a PDF file named for its form."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        (home / f"{form}.{form}").write_bytes(answer.read())
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", home, home / f"{form}.{form}")


def _picture(file: Path, number: int) -> bytes:
    page = ["-f", number, "-l", number, "-singlefile"]
    _run("pdftoppm", "-png", "-r", FINE, *page, file, file.with_suffix(""))
    return file.with_suffix(".png").read_bytes()


def _run(program: str, *words: object) -> None:
    """Run a program to its end. Raises FileNotFoundError where it is not there, CalledProcessError."""
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(f"{program} is not installed")
    subprocess.run([found, *map(str, words)], check=True, capture_output=True, timeout=180)
