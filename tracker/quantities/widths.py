"""One width for what keyboards, spreadsheets and typesetters write in several."""

from __future__ import annotations

from tracker.exceptions import QuantityError

LONGEST = 120  # characters; a figure with all its hedges needs far fewer, and matching time stays bounded

# Not Unicode NFKC: that would read 10² as 102 and ½ as 1⁄2.
_WIDTHS: dict[int, int | str | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTHS |= dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x0009), " ")
_WIDTHS |= dict.fromkeys((0x2212, 0xFE63, 0x2010, 0x2011), "-")
_WIDTHS |= dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060))
_WIDTHS |= {
    0xFE62: "+",
    0xFE6A: "%",
    0x223C: "~",
    0x301C: "~",
    0x2265: ">=",
    0x2267: ">=",
    0x2264: "<=",
    0x2266: "<=",
}


def plain(text: str) -> str:
    """`text` trimmed, with full-width ASCII, minus signs and comparison signs in their ASCII form.

    Raises QuantityError `empty` for nothing but space, `too_long` beyond `LONGEST` characters.
    """
    if len(text) > LONGEST:
        raise QuantityError("too_long", text)
    result = text.strip() if text.isascii() else text.translate(_WIDTHS).strip()
    if not result:
        raise QuantityError("empty", text)
    return result
