"""What commitments may have beside their groups, such as a flag, and which filters ask for it.

Of each kind there is one that most have, or none: nothing is counted of it, it is what the others leave.
"""

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Concat

from tracker.models import Binding, Modality, Trait

#: Traits by the words of the filters that ask for them; None for what most have.
TRAITS: Final[Mapping[str, Mapping[str, Trait | None]]] = {
    "method_sensitive": {"false": None, "true": Trait.METHOD_SENSITIVE},
    "vintage_sensitive": {"false": None, "true": Trait.VINTAGE_SENSITIVE},
    "headline": {"false": None, "true": Trait.HEADLINE},
    "checkable": {"true": None, "false": Trait.UNCHECKABLE},
    "binding": {Binding.EXPECTED: Trait.EXPECTED, Binding.BINDING: Trait.BINDING},
    "modality": {
        Modality.PLAIN: None,
        Modality.STRIVE: Trait.STRIVE,
        Modality.CONTEND: Trait.CONTEND,
    },
}
_HAS: Final = {
    Trait.METHOD_SENSITIVE: Q(current_verdict__method_sensitive=True),
    Trait.VINTAGE_SENSITIVE: Q(current_verdict__vintage_sensitive=True),
    Trait.HEADLINE: Q(headline=True),
    Trait.UNCHECKABLE: Q(checkable=False),
    Trait.EXPECTED: Q(binding=Binding.EXPECTED),
    Trait.BINDING: Q(binding=Binding.BINDING),
    Trait.STRIVE: Q(modality=Modality.STRIVE),
    Trait.CONTEND: Q(modality=Modality.CONTEND),
}


class Asked(NamedTuple):
    """Commitments that have one of these traits, of which each has one at most; or those that have none."""

    numbers: list[int]
    without: bool


def asked_of(name: str, words: Collection[str]) -> Asked:
    """What a filter asks for with these words."""
    told = TRAITS[name]
    without = any(told[word] is None for word in told.keys() & set(words))
    numbers = [int(trait) for word, trait in told.items() if trait and (word in words) != without]
    return Asked(numbers, without)


def told_traits() -> Concat:
    """The numbers of a commitment's traits, a space before each."""
    return Concat(
        *(Case(When(has, then=Value(f" {trait}")), default=Value("")) for trait, has in _HAS.items())
    )
