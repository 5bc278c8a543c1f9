"""What is measured: units, topics, indicators with their aliases, and series."""

from fractions import Fraction
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import FractionField, one_of
from .named import Named, NaturalKey, NaturalKeyManager
from .places import Jurisdiction


class Unit(NaturalKey):
    """A unit as documents print it. Identity: `symbol`.

    `dimension` says what converts into what (亿元 and 元, never 亿元 and 亿美元);
    `factor` is how many base units one of it is.
    """

    symbol = models.CharField(_("symbol"), max_length=20, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    dimension = models.CharField(_("dimension"), max_length=40)
    factor = FractionField(_("base units in one"))

    objects = NaturalKeyManager.from_fields("symbol")

    class Meta:
        ordering = ["dimension", "symbol"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.symbol

    def to_base(self, value: Any) -> Fraction:
        """`value` of this unit in base units, exactly."""
        return Fraction(value) * self.factor


class Topic(Named):
    """A subject a reader browses by; a tree. Identity: `code`."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = NaturalKeyManager.from_fields("code")

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class QuantityKind(models.TextChoices):
    """How values of an indicator behave within a period (DESIGN, quantity kinds)."""

    FLOW = "flow", _("flow")
    STOCK = "stock", _("stock")
    RATIO = "ratio", _("ratio")
    RATE = "rate", _("rate")
    RANK = "rank", _("rank")
    MILESTONE = "milestone", _("milestone")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    NONE = "none", _("no direction")


class IndicatorForm(models.TextChoices):
    """Whether the indicator states a level, its change, or its growth."""

    LEVEL = "level", _("level")
    CHANGE = "change", _("change")
    GROWTH = "growth", _("growth")


class Basis(models.TextChoices):
    """What a rate is measured in, or how additions are counted."""

    UNSTATED = "", _("not stated")
    REAL = "real", _("real")
    NOMINAL = "nominal", _("nominal")
    GROSS = "gross", _("gross")
    NET = "net", _("net")


class CountedFrom(models.TextChoices):
    """From which end a rank is counted."""

    NOT_A_RANK = "", _("not a rank")
    TOP = "top", _("from the top")
    BOTTOM = "bottom", _("from the bottom")


class Indicator(Named):
    """What is measured, as it is published. Identity: `code`.

    新增高新技术企业 is a flow of its own and 地区生产总值增速 a rate of its own; `change_of` and
    `growth_of` tie them to the level they move, so that either published form can settle a target.
    """

    # Identity
    code = models.SlugField(_("code"), max_length=80, unique=True)
    # Content
    kind = models.CharField(_("kind"), max_length=10, choices=QuantityKind)
    direction = models.CharField(
        _("desired direction"), max_length=4, choices=Direction, default=Direction.NONE
    )
    form = models.CharField(_("form"), max_length=6, choices=IndicatorForm, default=IndicatorForm.LEVEL)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"), help_text=_("The usual one."))
    definition = models.TextField(_("definition"), blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="indicators", verbose_name=_("topic"))
    basis = models.CharField(
        _("basis"),
        max_length=8,
        choices=Basis,
        default=Basis.UNSTATED,
        blank=True,
        help_text=_("Real or nominal for rates, gross or net for additions."),
    )
    counted_from = models.CharField(
        _("counted from"), max_length=6, choices=CountedFrom, default=CountedFrom.NOT_A_RANK, blank=True
    )
    # Ties
    change_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("change of")
    )
    growth_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="growths", verbose_name=_("growth of")
    )

    objects = NaturalKeyManager.from_fields("code")

    class Meta:
        ordering = ["code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            one_of("kind", QuantityKind, "indicator_kind_known", _("The kind must be one of those listed.")),
            one_of(
                "direction",
                Direction,
                "indicator_direction_known",
                _("The direction must be one of those listed."),
            ),
            one_of("form", IndicatorForm, "indicator_form_known", _("The form must be one of those listed.")),
            one_of("basis", Basis, "indicator_basis_known", _("The basis must be one of those listed.")),
            one_of(
                "counted_from",
                CountedFrom,
                "indicator_counted_from_known",
                _("A rank is counted from the top or from the bottom."),
            ),
            models.CheckConstraint(
                condition=(models.Q(kind="rank") & ~models.Q(counted_from=""))
                | (~models.Q(kind="rank") & models.Q(counted_from="")),
                name="indicator_rank_counted_from",
                violation_error_message=_("A rank, and only a rank, says from which end it is counted."),
            ),
            models.CheckConstraint(
                condition=models.Q(change_of__isnull=True) | models.Q(growth_of__isnull=True),
                name="indicator_change_or_growth",
                violation_error_message=_(
                    "An indicator is a change of another or a growth of another, not both."
                ),
            ),
        ]


class Alias(models.Model):
    """Another name a source uses for an indicator. Identity: indicator and name.

    Two indicators may share an alias (跨境电商交易额 in 亿元 and in 亿美元); then the unit must tell
    them apart.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="aliases", verbose_name=_("indicator")
    )
    name = models.CharField(_("name"), max_length=200)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Where it is used, and why it is the same.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "name"],
                name="alias_once_per_indicator",
                violation_error_message=_("The indicator has this alias already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Series(NaturalKey):
    """An indicator in a jurisdiction: what observations belong to. Identity: indicator and jurisdiction.

    `code` joins the two (`410100.gdp-growth`) for addresses and fixtures.
    """

    code = models.CharField(_("code"), max_length=100, unique=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="series", verbose_name=_("indicator")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="series", verbose_name=_("jurisdiction")
    )

    objects = NaturalKeyManager.from_fields("code")

    class Meta:
        ordering = ["code"]
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "jurisdiction"],
                name="series_once_per_indicator_and_jurisdiction",
                violation_error_message=_("This indicator has a series in this jurisdiction already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.jurisdiction}"

    @staticmethod
    def code_for(jurisdiction_code: str, indicator_code: str) -> str:
        """The code a series of these two carries."""
        return f"{jurisdiction_code}.{indicator_code}"
