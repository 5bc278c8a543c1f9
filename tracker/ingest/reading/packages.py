"""XLSX files as what they are, zipped XML: opened with care, unpacked a piece at a time, up to a limit."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self
from xml.parsers import expat

from django.conf import settings

from ..problems import FileProblems, Problem, shown

CHUNK = 1 << 18
#: A workbook has some tens of parts; a list of very many is made to fill memory.
MOST_PARTS = 5_000
#: Parts this small are never a bomb; larger ones that shrink further than any table does are.
_SMALL = 16 * 1024 * 1024
_MOST_SHRUNK = 400
#: What the parts that are read as a whole (names, styles) may weigh.
_MOST_INDEX = 32 * 1024 * 1024

_END = struct.Struct("<4s4H2LH")
#: What unpacking can raise over bytes that were made to break it.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    OSError,
)


def broken(what: object, row: int | None = None) -> FileProblems:
    """The refusal of a workbook that is not built as workbooks are."""
    return FileProblems([Problem("broken_workbook", row=row, params={"error": shown(str(what))})])


class Package:
    """The parts of a workbook. A context manager; raises FileProblems for whatever is wrong with them."""

    def __init__(self, path: Path) -> None:
        self._limit = settings.IMPORT_MAX_UNPACKED_MB * 1024 * 1024
        self._file: IO[bytes] = path.open("rb")
        try:
            _check_list(self._file)
            self._zip = zipfile.ZipFile(self._file)
            self._parts = {each.filename.lstrip("/").casefold(): each for each in self._zip.infolist()}
        except _BROKEN as error:
            self._file.close()
            raise broken(error) from error
        except FileProblems:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def size(self, name: str) -> int:
        """How many bytes a part says it holds; 0 where there is no such part."""
        part = self._parts.get(name.casefold())
        return part.file_size if part else 0

    def check_sizes(self) -> None:
        """Refuse what says of itself that it unpacks to too much. Raises FileProblems: `too_much_inside`."""
        parts = self._parts.values()
        swollen = any(
            part.file_size > _SMALL and part.file_size > _MOST_SHRUNK * max(part.compress_size, 1)
            for part in parts
        )
        if swollen or sum(part.file_size for part in parts) > self._limit:
            raise self._too_much()

    def stream(self, name: str) -> Iterator[bytes]:
        """A part piece by piece. Raises FileProblems: `broken_workbook`, `too_much_inside` past the limit."""
        left = self._limit
        try:
            part = self._parts[name.casefold()]
            if part.flag_bits & 1:
                raise FileProblems([Problem("password_protected")])
            with self._zip.open(part) as file:
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise self._too_much()
                    yield chunk
        except _BROKEN as error:
            raise broken(error) from error

    def elements(self, name: str) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Every element of a small part: the name of the one around it, its own, and its attributes.

        Names come without their prefixes. Raises FileProblems: `broken_workbook`, also for a document type
        declaration, which no workbook has and which can make a short text unfold without end.
        """
        found: list[tuple[str, str, dict[str, str]]] = []
        around = [""]

        def start(tag: str, attributes: dict[str, str]) -> None:
            own = {local(key): text for key, text in attributes.items()}
            found.append((around[-1], local(tag), own))
            around.append(local(tag))

        parser = strict_parser()
        parser.StartElementHandler = start
        parser.EndElementHandler = lambda _tag: around.pop()
        weight = 0
        try:
            for chunk in self.stream(name):
                weight += len(chunk)
                if weight > _MOST_INDEX:
                    raise self._too_much()
                parser.Parse(chunk)
                yield from found
                found.clear()
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise broken(error) from error

    def _too_much(self) -> FileProblems:
        params = {"limit": str(settings.IMPORT_MAX_UNPACKED_MB)}
        return FileProblems([Problem("too_much_inside", params=params)])


def local(tag: str) -> str:
    """A name without its prefix."""
    return tag.rpartition(":")[2]


def strict_parser() -> expat.XMLParserType:
    """A parser of UTF-8 that takes no document type declaration, and so no entities but XML's own five."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def refuse(*_declaration: object) -> None:
        raise broken("DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _check_list(file: IO[bytes]) -> None:
    """Refuse a list of parts too long to be held, before anybody reads it.

    Raises FileProblems: `too_much_inside`; `broken_workbook` where there is no list.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise broken("zip")
    _sign, _disk, _first, _here, count, weight, _offset, _comment = _END.unpack_from(tail, place)
    # The larger form of the list is for archives of a size no workbook has, and can overrule these numbers.
    if b"PK\x06\x07" in tail[max(0, place - 64) : place] or count > MOST_PARTS or weight > MOST_PARTS * 512:
        params = {"limit": str(settings.IMPORT_MAX_UNPACKED_MB)}
        raise FileProblems([Problem("too_much_inside", params=params)])
    file.seek(0)
