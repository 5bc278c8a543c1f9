"""Where commitments hold and who answers for them: jurisdictions and departments."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import one_of
from .named import Named, NaturalKeyManager


class Level(models.TextChoices):
    """What kind of area a jurisdiction is."""

    STATE = "state", pgettext_lazy("jurisdiction", "state")
    PROVINCE = "province", _("province")
    PREFECTURE = "prefecture", _("prefecture")
    COUNTY = "county", _("county")
    ZONE = "zone", _("development zone")


class Jurisdiction(Named):
    """An area with a government.

    Identity: `code`, the six digits of GB/T 2260 (the State is 100000); development zones, which GB/T 2260
    does not number, carry Z, the code of their city, and a running number.
    """

    # Identity
    code = models.CharField(_("code"), max_length=10, unique=True)
    # Content
    level = models.CharField(pgettext_lazy("jurisdiction", "level"), max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    # Lifecycle
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = NaturalKeyManager.from_fields("code")

    class Meta:
        ordering = ["code"]
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        constraints = [
            one_of("level", Level, "jurisdiction_level_known", _("The level must be one of those listed.")),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^([0-9]{6}|Z[0-9]{6}-[0-9]{2})$"),
                name="jurisdiction_code_form",
                violation_error_message=_(
                    "A jurisdiction's code is six digits, or for a zone Z, six digits, -NN."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="jurisdiction_valid_to_after_from",
                violation_error_message=_("A jurisdiction cannot end before it begins."),
            ),
        ]


class DepartmentKind(models.TextChoices):
    """What kind of body a department is."""

    GOVERNMENT = "government", _("government")
    PARTY = "party", _("party committee")
    ASSEMBLY = "assembly", _("people's congress or consultative conference")
    BUREAU = "bureau", _("bureau or commission")
    COURT = "court", _("court or procuratorate")
    INSTITUTION = "institution", _("public institution")
    ENTERPRISE = "enterprise", _("enterprise")
    PRESS = "press", _("press")


class Department(Named):
    """A body that publishes figures or answers for a commitment. Identity: `code`."""

    # Identity
    code = models.SlugField(_("code"), max_length=60, unique=True)
    # Content
    kind = models.CharField(_("kind"), max_length=12, choices=DepartmentKind, default=DepartmentKind.BUREAU)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departments",
        verbose_name=_("jurisdiction"),
    )

    objects = NaturalKeyManager.from_fields("code")

    class Meta:
        ordering = ["code"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            one_of(
                "kind", DepartmentKind, "department_kind_known", _("The kind must be one of those listed.")
            ),
        ]
