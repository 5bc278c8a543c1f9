"""Text of a workbook's XML: cut into elements while it is unpacked, and its escapes undone."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from .packages import broken, local, strict_parser

#: No element that is read at a stroke (a row, a string) is longer than this.
_LONGEST = 32 * 1024 * 1024
#: What may stand before the rows: views, widths of columns.
_LONGEST_BEFORE = 4 * 1024 * 1024
_ENTITY = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|amp|lt|gt|quot|apos);")
_ESCAPE = re.compile(r"_x([0-9a-fA-F]{4})_")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(frozen=True)
class Block:
    """Whole elements of one name, one after the other; `start` is how each begins."""

    text: str
    start: str

    def pieces(self) -> list[str]:
        """The elements, each without its `start`."""
        return self.text.split(self.start)[1:]

    def count(self) -> int:
        """How many elements there are."""
        return self.text.count(self.start)


def blocks(stream: Iterator[bytes], tag: str, inside: str) -> Iterator[Block]:
    """The elements `tag` within the element `inside`, as many at a time as have come in.

    `tag` is taken with the prefix the part gives its names. Raises FileProblems: `broken_workbook`.
    """
    decode = codecs.getincrementaldecoder("utf-8-sig")("strict").decode
    try:
        text, prefix, closed = _entered(map(decode, stream), inside)
        start, end = f"<{prefix}{tag}", f"</{prefix}{inside}"
        while not closed:
            stop = text.find(end)
            if stop >= 0:
                yield _block(text[:stop], prefix, tag)
                return
            if (cut := text.rfind(start)) > 0:
                yield _block(text[:cut], prefix, tag)
                text = text[cut:]
            if len(text) > _LONGEST:
                raise broken(tag)
            text += decode(next(stream))
    except UnicodeDecodeError as error:
        raise broken(error) from error
    except StopIteration:
        raise broken(inside) from None


def _block(text: str, prefix: str, tag: str) -> Block:
    """Elements without the prefix of their names; with it where somebody could have written it as text."""
    if prefix and "<![" not in text:
        text, prefix = text.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</"), ""
    return Block(text, f"<{prefix}{tag}")


def _entered(texts: Iterator[str], inside: str) -> tuple[str, str, bool]:
    """What follows the start of an element, its prefix, and whether it is empty or not there at all."""
    text = ""
    for more in texts:
        text += more
        if opened := re.search(rf"<(\w+:)?{inside}(?=[\s/>])[^>]*>", text):
            return text[opened.end() :], opened[1] or "", opened[0].endswith("/>")
        if len(text) > _LONGEST_BEFORE:
            raise broken(inside)
    return "", "", True


def plain(text: str) -> str:
    """Character data without its escapes: &amp;, and _x000D_ as Excel writes control characters."""
    if "&" in text:
        parts = _ENTITY.split(text)
        parts[1::2] = map(_entity, parts[1::2])
        text = "".join(parts)
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: _character(int(match[1], 16), pairs=True), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def plains(texts: Iterable[str]) -> list[str]:
    """The same of many texts, at a stroke."""
    whole = list(texts)
    # No text of a sheet holds a zero: neither XML nor an escape can.
    found = plain("\0".join(whole)).split("\0")
    return found if len(found) == len(whole) else list(map(plain, whole))


@lru_cache(maxsize=8192)
def _entity(name: str) -> str:
    """What stands between & and ;."""
    if named := _NAMED.get(name):
        return named
    digits, base = (name[2:], 16) if name.startswith("#x") else (name[1:], 10)
    return _character(int(digits, base) if len(digits) < 8 else -1, pairs=False)


def _character(number: int, *, pairs: bool) -> str:
    """The character of this number; a mark where there is none, or none that text can hold."""
    if number <= 0 or number > 0x10FFFF or (0xD800 <= number < 0xE000 and not pairs):
        return "\ufffd"
    return chr(number)


def parsed(piece: str, tag: str, heard: Callable[[str, dict[str, str], str], None]) -> None:
    """Go through one element the slow and sure way, for markup written in an unusual form.

    `heard` gets the name, attributes and text of every element at its end, innermost first, how characters
    are pronounced (rPh) left out. Only & stays escaped, so that `plain` has its place.
    Raises FileProblems: `broken_workbook`.
    """
    open_: list[tuple[str, dict[str, str], list[str]]] = []
    aside = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal aside
        aside += local(name) == "rPh"
        open_.append((local(name), {local(key): text for key, text in attributes.items()}, []))

    def end(name: str) -> None:
        nonlocal aside
        own, attributes, texts = open_.pop()
        if not aside:
            heard(own, attributes, "".join(texts).replace("&", "&amp;"))
        aside -= local(name) == "rPh"

    closing = re.search(rf"</(\w+:){tag}\s*>\s*$", piece)
    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: open_[-1][2].append(text)
    try:
        parser.Parse(f"<{closing[1] if closing else ''}{tag}{piece}", True)
    except expat.ExpatError as error:
        raise broken(error) from error
