"""Charts as pictures for documents that take no SVG: the same drawing, the same colours, as PNG.

Words are drawn with the fonts of the machine. Without a Chinese one they would be missing from the picture
without a sign, so that none is made: NoChineseFont says what to install.
"""

import logging
import re
from functools import lru_cache
from typing import Final

import resvg_py
from django.conf import settings

from tracker.exceptions import DuixianError

_STYLES: Final = settings.BASE_DIR / "tracker" / "static" / "tracker"
_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)\)")
#: No font holds this character: what is drawn for it is drawn for every character that is missing.
_NOBODY_S: Final = "\U000f0000"

logger = logging.getLogger(__name__)


class NoChineseFont(DuixianError):
    """No font of this machine has Chinese characters: `no_chinese_font`. Debian: fonts-noto-cjk."""


def png(svg: str, *, zoom: float = 2) -> bytes:
    """`svg` as PNG on white, `zoom` pixels to a unit of the drawing.

    For drawings made here only: the renderer would open what a drawing refers to. The same one is made
    once, since pictures are kept by content. Raises NoChineseFont.
    """
    if not has_chinese_font():
        logger.warning("No Chinese font is installed: charts cannot be drawn. Debian: fonts-noto-cjk.")
        raise NoChineseFont("no_chinese_font")
    return _drawn(svg, zoom)


@lru_cache(maxsize=1)
def has_chinese_font() -> bool:
    """Whether a Chinese character looks different from one that no font has. Asked once in a process."""
    return _drawn(_sample("兑"), 1) != _drawn(_sample(_NOBODY_S), 1)


@lru_cache(maxsize=64)
def _drawn(svg: str, zoom: float) -> bytes:
    drawn = resvg_py.svg_to_bytes(svg_string=svg, style_sheet=_style_sheet(), zoom=zoom, background="#fff")
    return bytes(drawn)


@lru_cache(maxsize=1)
def _style_sheet() -> str:
    """The charts' stylesheet with the tokens it refers to filled in, which the renderer cannot look up."""
    tokens = dict(_TOKEN.findall((_STYLES / "tokens.css").read_text(encoding="utf-8")))
    rules = (_STYLES / "charts.css").read_text(encoding="utf-8")
    # The paper of a document is white, whatever the pages are set on.
    return _USE.sub(lambda used: {**tokens, "--paper": "#fff"}[used[1]], rules)


def _sample(text: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 40 40" width="40" height="40">'
        f'<text x="4" y="30" font-size="28">{text}</text></svg>'
    )
