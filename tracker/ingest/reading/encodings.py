"""In which encoding a text is: found out by reading all of it strictly, never guessed from its beginning."""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ..layouts import ENCODINGS
from ..problems import FileProblems, Problem

CHUNK = 1 << 20
#: A line longer than this belongs to no table; holding it would take memory without end.
LONGEST_LINE = 4 * CHUNK
_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_UNWRITTEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class Survey:
    """What going once through a file tells: its hash and encoding, and how many line breaks it has."""

    sha256: str
    encoding: str
    breaks: int


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file piece by piece. Raises FileProblems: `too_large`, past the limit."""
    left = settings.IMPORT_MAX_MB * 1024 * 1024
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise FileProblems([Problem("too_large", params={"limit": str(settings.IMPORT_MAX_MB)})])
            yield chunk


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file within the limit. Raises FileProblems: `too_large`."""
    digest = hashlib.sha256()
    for chunk in chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def survey(path: Path, encoding: str = "") -> Survey:
    """Read a text through: strictly in `encoding`, or else by its mark, as UTF-8, and as GB18030.

    Raises FileProblems: `empty_file`, `too_large`, `not_text` (zero bytes), `line_too_long`, `cut_off` (the
    file ends inside a character), `mixed_encodings`, `wrong_encoding` (it is not in the one asked for).
    """
    marked = encoding or _marked(path)
    wide = marked.startswith("utf-16")
    digest, breaks = _weigh(path, wide=wide)
    if not encoding and not wide:
        return Survey(digest, _utf8_or_gb18030(path), breaks)
    fault = _first_fault(path, marked)
    if fault is None:
        return Survey(digest, marked, breaks)
    if fault.cut:
        raise _cut_off(fault.line)
    params = {"encoding": marked, "line": str(fault.line)}
    raise FileProblems([Problem("wrong_encoding", row=fault.line, params=params)])


def possible_encodings(path: Path) -> list[str]:
    """The encodings the beginning of a file can be in, for somebody to choose from."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    marked = sample.startswith(codecs.BOM_UTF8)
    wide = b"\x00" in sample
    return [
        encoding
        for encoding in ENCODINGS
        if encoding.startswith("utf-16") == wide
        and marked <= (encoding != "utf-8")
        and (marked or encoding != "utf-8-sig")
        and _begins_in(sample, encoding)
    ]


def _begins_in(sample: bytes, encoding: str) -> bool:
    """Whether these first bytes of a file, the last character perhaps cut, are in the encoding."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _cut_off(line: int) -> FileProblems:
    return FileProblems([Problem("cut_off", row=line, params={"line": str(line)})])


def _mixed(line: int) -> FileProblems:
    return FileProblems([Problem("mixed_encodings", row=line, params={"line": str(line)})])


def _marked(path: Path) -> str:
    """The encoding a byte order mark names, or that zero bytes beside ASCII give away; else empty."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if b"\x00" not in sample:
        return ""
    found = [encoding for encoding in ("utf-16-le", "utf-16-be") if _unmistakable(sample, encoding)]
    return found[0] if len(found) == 1 else ""


def _unmistakable(sample: bytes, encoding: str) -> bool:
    """Whether text without a mark is UTF-16 beyond doubt: lines of writing, cells apart, nothing else."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    return not _UNWRITTEN.search(text) and "\n" in text and any(mark in text for mark in ",\t;")


def _weigh(path: Path, *, wide: bool) -> tuple[str, int]:
    """The hash and the number of line breaks of a file that is text and not too large."""
    digest, breaks, unbroken, blank = hashlib.sha256(), 0, 0, True
    for chunk in chunks(path):
        digest.update(chunk)
        if not wide and b"\x00" in chunk:
            raise FileProblems([Problem("not_text")])
        found = chunk.count(b"\n") or chunk.count(b"\r")
        unbroken = 0 if found else unbroken + len(chunk)
        if unbroken > LONGEST_LINE:
            params = {"line": str(breaks + 1)}
            raise FileProblems([Problem("line_too_long", row=breaks + 1, params=params)])
        breaks += found
        blank = blank and not chunk.strip(b" \t\r\n\x0b\x0c\x00\xff\xfe\xef\xbb\xbf")
    if blank:
        raise FileProblems([Problem("empty_file")])
    return digest.hexdigest(), breaks


@dataclass(frozen=True)
class _Fault:
    """Where strict decoding fails: the line, whether only because the file ends there, and what came before.

    `foreign` says that characters beyond ASCII had been read before the fault.
    """

    line: int
    cut: bool
    foreign: bool


def _first_fault(path: Path, encoding: str) -> _Fault | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line, foreign, text = 1, False, ""
    try:
        for chunk in chunks(path):
            text = decoder.decode(chunk)
            line += text.count("\n") or text.count("\r")
            foreign = foreign or not text.isascii()
            if "\x00" in text:
                raise FileProblems([Problem("not_text", row=line)])
    except UnicodeDecodeError as error:
        before = bytes(error.object[: error.start]).decode(encoding, "replace")
        found = before.count("\n") or before.count("\r")
        return _Fault(line + found, False, foreign or not before.isascii())
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _Fault(line, True, foreign)
    return None


def _utf8_or_gb18030(path: Path) -> str:
    """The encoding of a text without zero bytes: strict UTF-8, or strict GB18030 with no UTF-8 in it."""
    with path.open("rb") as file:
        marked = file.read(3) == codecs.BOM_UTF8
    fault = _first_fault(path, "utf-8")
    if fault is None:
        return "utf-8-sig" if marked else "utf-8"
    if fault.cut and fault.foreign:
        raise _cut_off(fault.line)
    other = _first_fault(path, "gb18030")
    if other is None:
        _refuse_mixture(path)
        return "gb18030"
    if other.cut and not _mixed_before(path):
        raise _cut_off(other.line)
    raise _mixed(_first_odd_line(path))


def _mixed_before(path: Path) -> bool:
    try:
        _refuse_mixture(path)
    except FileProblems:
        return True
    return False


def _refuse_mixture(path: Path) -> None:
    """Refuse a file that as a whole only GB18030 can read, although some line of it is Chinese in UTF-8.

    Two UTF-8 characters often pass as three of GB18030, so such a file decodes, and into nonsense. Named is
    the first line in the other encoding than the Chinese above it.
    """
    utf8 = other = 0
    for number, line in enumerate(_byte_lines(path), start=1):
        if line.isascii():
            continue
        if not utf8 and (line.startswith(codecs.BOM_UTF8) or _chinese_in_utf8(line)):
            utf8 = number
        elif not other and not _readable(line, "utf-8-sig"):
            other = number
        if utf8 and other:
            raise _mixed(number)


def _byte_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file in an encoding that holds line breaks as ASCII does, without their ends."""
    rest = b""
    for chunk in chunks(path):
        lines = (rest + chunk).splitlines(keepends=True)
        rest = lines.pop()
        yield from (line.rstrip(b"\r\n") for line in lines)
    if rest:
        yield rest.rstrip(b"\r\n")


def _chinese_in_utf8(line: bytes) -> bool:
    try:
        words = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return _CHINESE.search(words) is not None


def _first_odd_line(path: Path) -> int:
    """The first line neither encoding can read, or that differs from the lines before it."""
    possible = {"utf-8-sig", "gb18030"}
    for number, line in enumerate(_byte_lines(path), start=1):
        readable = {encoding for encoding in possible if _readable(line, encoding)}
        if not readable:
            return number
        possible = readable
    return 1


def _readable(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
