"""A progress bar on a terminal; nothing where nobody watches."""

import shutil
import time
from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from .bilingual import in_both

#: Drawn so often at most, in seconds: a terminal is slower than the work.
OFTEN: Final = 0.1
_WIDEST: Final = 40
_STEPS: Final[dict[str, Callable[[], str]]] = {"read": lambda: _("checked"), "store": lambda: _("stored")}


class Bar:
    """Draws how far a step has come on one line, and wipes it when the step is done.

    `out` is the error stream of a command, so that what is piped elsewhere stays clean; `clock` counts
    seconds.
    """

    def __init__(self, out: Any, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.out = out
        self.clock = clock
        self.watched = out.isatty()
        self.drawn_at: float | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        """Draw `done` of `total` rows of `step`, where it is time to."""
        if not self.watched:
            return
        if done >= total:
            self.wipe()
        elif self.drawn_at is None or self.clock() - self.drawn_at >= OFTEN:
            self.drawn_at = self.clock()
            self._write("\r" + self._line(step, done, total))

    def wiped(self, write: Callable[[str], object]) -> Callable[[str], object]:
        """A `write` that does not begin in the middle of the bar."""

        def after_wiping(text: str) -> object:
            self.wipe()
            return write(text)

        return after_wiping

    def wipe(self) -> None:
        """Leave the line as if nothing had stood there."""
        if self.drawn_at is not None:
            self._write("\r\x1b[K")
            self.drawn_at = None

    def _line(self, step: str, done: int, total: int) -> str:
        words = in_both(_STEPS[step]).replace("\n", " ")
        said = f" {done * 100 // total:3d}% {words} {done:,} / {total:,}"
        wide = min(_WIDEST, shutil.get_terminal_size().columns - 2 * len(said))
        full = max(wide, 0) * done // total
        return "█" * full + "░" * (max(wide, 0) - full) + said

    def _write(self, text: str) -> None:
        self.out.write(text, style_func=str, ending="")
        self.out.flush()
