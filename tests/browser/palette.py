"""Makes pictures of pages small: 256 colours are enough for type, rules and a few inks."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

_COLOURS: Final = 256
#: How far apart the parts of a colour are that is an ink and no grey, and for how many there is room.
_VIVID, _INKS = 40, 96
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
#: Kinds of colour as PNG numbers them.
_TRUE, _BY_PALETTE = 2, 3


def _palette(times: Counter[bytes]) -> list[bytes]:
    """The most frequent colours, with room kept for inks: print has more greys than a palette holds."""
    inks = Counter({colour: number for colour, number in times.items() if max(colour) - min(colour) > _VIVID})
    chosen = [colour for colour, _number in inks.most_common(_INKS)]
    others = (colour for colour, _number in times.most_common() if colour not in chosen)
    return [*chosen, *islice(others, _COLOURS - len(chosen))]


def with_palette(picture: bytes) -> bytes:
    """A PNG in true colours, as the browser takes it, as one of its 256 most frequent colours and inks.

    Every other colour becomes the nearest of these.
    """
    chunks = list(_chunks(picture))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    if (depth, kind) != (8, _TRUE):
        raise ValueError(f"not a picture in true colours of eight bits: {depth}, {kind}")
    lines = _lines(zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT")), width * 3)
    rows = [[line[at : at + 3] for at in range(0, len(line), 3)] for line in lines]
    palette = _palette(Counter(each for row in rows for each in row))
    number = _nearest_in(palette)
    packed = b"".join(b"\0" + bytes(map(number, row)) for row in rows)
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _BY_PALETTE, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(palette)),
            _chunk(b"IDAT", zlib.compress(packed, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _nearest_in(palette: list[bytes]):
    @cache
    def number(colour: bytes) -> int:
        return min(
            range(len(palette)),
            key=lambda at: sum((a - b) ** 2 for a, b in zip(palette[at], colour, strict=True)),
        )

    return number


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(picture):
        size, name = struct.unpack(">I4s", picture[place : place + 8])
        yield name, picture[place + 8 : place + 8 + size]
        place += size + 12


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _lines(data: bytes, size: int) -> Iterator[bytes]:
    """The lines of a picture, freed of the filters they were packed with."""
    before = bytes(size)
    for start in range(0, len(data), size + 1):
        before = _unfiltered(data[start], bytearray(data[start + 1 : start + 1 + size]), before)
        yield before


def _unfiltered(kind: int, line: bytearray, above: bytes) -> bytes:
    for at in range(len(line)):
        left, corner = (line[at - 3], above[at - 3]) if at > 2 else (0, 0)
        line[at] = (line[at] + _FILTERS[kind](left, above[at], corner)) & 255
    return bytes(line)


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))


_FILTERS: Final = (
    lambda _left, _above, _corner: 0,
    lambda left, _above, _corner: left,
    lambda _left, above, _corner: above,
    lambda left, above, _corner: (left + above) // 2,
    _paeth,
)
