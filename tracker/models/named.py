"""What every row with a name in two languages shares, and natural keys for fixtures."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class NaturalKeyManager(models.Manager):
    """A manager that finds rows by the fields which identify them, so that fixtures never name a number.

    `key_fields` may follow relations (`series__code`); `NaturalKeyManager.from_fields` builds one, on top of
    any queryset class.
    """

    key_fields: tuple[str, ...] = ()

    @classmethod
    def from_fields(cls, *fields: str, queryset: type[models.QuerySet] = models.QuerySet) -> Any:
        """Build a manager that knows rows by `fields`."""
        manager = cls.from_queryset(queryset)()
        manager.key_fields = fields
        return manager

    def get_by_natural_key(self, *values: Any) -> Any:
        """Find the row a fixture names."""
        return self.get(**dict(zip(self.key_fields, values, strict=True)))


class NaturalKey(models.Model):
    """Answers `natural_key()` from the manager's `key_fields`."""

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        """The values that name this row in a fixture."""
        return tuple(self._follow(field) for field in type(self)._default_manager.key_fields)

    def _follow(self, path: str) -> Any:
        value: Any = self
        for step in path.split("__"):
            value = getattr(value, step)
        return value


def named(name: str, name_en: str) -> str:
    """The one of two names that is in the language of the moment; the Chinese one where there is no other."""
    return name_en if name_en and in_english() else name


def in_english() -> bool:
    """Whether the language of the moment is English; every other one is written as Chinese."""
    return (get_language() or "").startswith("en")


class Named(NaturalKey):
    """A Chinese name, and an English one that falls back to it."""

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the moment."""
        return named(self.name, self.name_en)
