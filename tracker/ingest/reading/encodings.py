"""In which encoding a text is: found out by reading all of it strictly, never guessed from its beginning."""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ..layout.layouts import ENCODINGS
from ..problems import FileProblems, Problem

CHUNK = 1 << 20
#: A line longer than this belongs to no table; holding it would take memory without end.
LONGEST_LINE = 4 * CHUNK
_ASCII = rb"[\x00-\x09\x0b-\x7f]"
_BEYOND = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
#: A whole line in UTF-8 that is not all ASCII.
_UTF8_LINE = re.compile(rb"^%b*+(?:%b++%b*+)++$" % (_ASCII, _BEYOND, _ASCII), re.MULTILINE)
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
    """The encoding of a text without zero bytes: strict UTF-8, or strict GB18030 with no UTF-8 in it.

    Two UTF-8 characters often pass as three of GB18030, so a file of both decodes, and into nonsense: it is
    refused where some line is Chinese in UTF-8. Named is the first line unlike the Chinese above it.
    """
    with path.open("rb") as file:
        marked = file.read(3) == codecs.BOM_UTF8
    fault = _first_fault(path, "utf-8")
    if fault is None:
        return "utf-8-sig" if marked else "utf-8"
    if fault.cut and fault.foreign:
        raise _cut_off(fault.line)
    other = _first_fault(path, "gb18030")
    if other is None or other.cut:
        chinese = 1 if marked else _first_chinese_in_utf8(path)
        if chinese:
            raise _mixed(max(chinese, fault.line))
        if other is None:
            return "gb18030"
        raise _cut_off(other.line)
    raise _mixed(_first_odd_line(path))


def _first_chinese_in_utf8(path: Path) -> int:
    """The number of the first line that is Chinese in UTF-8; 0 where none is."""
    before = 1
    for lines in _whole_lines(path):
        for match in _UTF8_LINE.finditer(lines):
            if _CHINESE.search(match[0].decode("utf-8", "replace")):
                return before + lines.count(b"\n", 0, match.start())
        before += lines.count(b"\n")
    return 0


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, many at a time, each ending with a line feed however it ended before.

    For encodings that write line breaks as ASCII does.
    """
    rest = b""
    for chunk in chunks(path):
        text = rest + chunk
        rest = b"\r" if text.endswith(b"\r") else b""
        text = text[: len(text) - len(rest)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines, end, begun = text.rpartition(b"\n")
        rest = begun + rest
        yield lines + end
    yield rest


def _first_odd_line(path: Path) -> int:
    """The first line neither encoding can read, or that differs from the lines before it."""
    possible = {"utf-8-sig", "gb18030"}
    for number, line in enumerate(_lines(path), start=1):
        readable = {encoding for encoding in possible if _readable(line, encoding)}
        if not readable:
            return number
        possible = readable
    return 1


def _lines(path: Path) -> Iterator[bytes]:
    for lines in _whole_lines(path):
        yield from lines.splitlines()


def _readable(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
