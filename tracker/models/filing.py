"""What searches, counts and lists look at: commitments as they are filed. Written by progress only."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from django.db import models
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

from .commitments import Commitment, Evidence
from .fields import loose
from .observations import Observation
from .places import Department


def parts_of(text: str) -> Iterator[str]:
    """Every two characters of a text that stand beside each other, and the last one, in small ASCII letters.

    The same as `tracker_bigrams` makes in PostgreSQL; a character of any text begins one of them.
    """
    small = text.translate(_SMALL)
    yield from (small[place : place + 2] for place in range(len(small)))


_SMALL = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


class SearchText(models.TextField):
    """Text that is searched for words anywhere in it, by an index of every two neighbouring characters."""


@SearchText.register_lookup
class Holds(Lookup):
    """Whether a text holds a word, in capital or small letters; the words of Chinese have no ends to go by.

    The index finds the texts that hold all pairs of the word, and only those are read. A word of a single
    character is the beginning of a pair.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """By the index on `tracker_bigrams`."""
        text, params = self.process_lhs(compiler, connection)
        query = " & ".join(_lexeme(part) for part in self._pairs) + (":*" if len(self.rhs) == 1 else "")
        found = f"(tracker_bigrams({text}) @@ %s::tsquery AND {text} ILIKE %s)"
        return found, [*params, query, *params, self._pattern]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """By the table of words, whose rows have the numbers of the commitments."""
        text, params = self.process_lhs(compiler, connection)
        number, _none = compiler.compile(self.lhs.target.model._meta.pk.get_col(self.lhs.alias))
        query = " AND ".join(f'"{spelled(part)}"' for part in self._pairs)
        if len(self.rhs) == 1:
            query = f"{spelled(self.rhs.translate(_SMALL))}*"
        words = "SELECT rowid FROM tracker_words WHERE tracker_words MATCH %s"
        return f"({number} IN ({words}) AND {text} LIKE %s ESCAPE '\\')", [query, *params, self._pattern]

    @property
    def _pairs(self) -> list[str]:
        """The parts of the word but for the last, which need not end where the word does."""
        found = list(parts_of(self.rhs))
        return found[:-1] or found

    @property
    def _pattern(self) -> str:
        escaped = self.rhs.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"%{escaped}%"


def _lexeme(part: str) -> str:
    """Characters as PostgreSQL reads them in a query."""
    quoted = part.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"


def spelled(part: str) -> str:
    """Characters as SQLite's index of words takes them for one word: by their numbers."""
    return "".join(f"{ord(character):06x}" for character in part)


class Filed(models.Model):
    """A commitment as searches, counts and lists know it. Identity: the commitment.

    `words` are its statement and all names of its indicator, a line each. `counted` says what it is counted
    under (see `progress.filing`), empty where it is not counted. What lists show beside its target stands
    behind these, as it was when the commitment was judged; `departments` counts those that answer for it and
    is null where nothing of this has been told yet. A row named here may be gone: nothing refers to it.
    """

    commitment = models.OneToOneField(
        Commitment, models.CASCADE, primary_key=True, related_name="filed", verbose_name=_("commitment")
    )
    words = SearchText(_("words"))
    counted = models.TextField(_("counted as"), blank=True)
    # Shown in lists
    latest = loose(Observation, _("newest figure"))
    previous = loose(Observation, _("figure of the period before"))
    evidence = loose(Evidence, _("first words"))
    department = loose(Department, _("the only department"))
    departments = models.PositiveSmallIntegerField(_("departments"), null=True)

    class Meta:
        verbose_name = _("filed commitment")
        verbose_name_plural = _("filed commitments")

    def __str__(self) -> str:
        return self.words.partition("\n")[0]


class Grouping(models.IntegerChoices):
    """What commitments are counted by."""

    TOPIC = 1, _("topic")
    PLAN = 2, _("plan")
    DEPARTMENT = 3, _("department")
    JURISDICTION = 4, _("jurisdiction")
    TRAIT = 5, _("trait")


class Trait(IntEnum):
    """What is counted of commitments beside their groups. A number once given stays: rows hold it."""

    METHOD_SENSITIVE = 1
    VINTAGE_SENSITIVE = 2
    HEADLINE = 3
    UNCHECKABLE = 4
    EXPECTED = 5
    BINDING = 6
    STRIVE = 7
    CONTEND = 8


class Tally(models.Model):
    """A difference in a count. Rows are only added, and added up: the counts are the sums of `number`.

    Counted is what belongs to the group `key` of `grouping` and, unless `beside` is 0, to the group `other`
    of a second grouping `beside` as well, and is due in `year`; of two groupings the lesser number stands
    first, of two groups of one the lesser key. A key is the number of a row, of traits theirs; 0 is none, in
    years, too. What stands in several rows is put together now and then. Of two traits nothing is counted.
    """

    grouping = models.PositiveSmallIntegerField(_("counted by"))
    key = models.BigIntegerField(_("group"))
    beside = models.PositiveSmallIntegerField(_("and by"))
    other = models.BigIntegerField(_("second group"))
    year = models.PositiveSmallIntegerField(_("due year"))
    status = models.CharField(_("status"), max_length=12)
    number = models.IntegerField(_("difference"))

    class Meta:
        verbose_name = _("difference in a count")
        verbose_name_plural = _("differences in counts")
        indexes = [
            models.Index(
                fields=["grouping", "beside", "key"],
                include=["year", "status", "number"],
                name="tally_by_first",
            ),
            models.Index(fields=["grouping", "beside", "other"], name="tally_by_second"),
        ]

    def __str__(self) -> str:
        place = f"{self.grouping} {self.key}, {self.beside} {self.other} {self.year} {self.status}"
        return f"{place}: {self.number:+}"
