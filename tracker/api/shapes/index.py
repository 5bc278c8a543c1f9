"""The shape of the index: the lists of version 1."""

from typing import Final

from rest_framework import serializers
from rest_framework.fields import Field

from .fields import Shape

#: What is at each address without a code or a number in it, under version 1; nothing else is answered there.
ADDRESSES: Final = {
    "commitments": "Commitments, each with how it stands.",
    "progress/summary": "Commitments counted by status.",
    "changes": "Changes of verdicts.",
    "goalposts": "Targets that moved, and silence.",
    "observations": "Published figures.",
    "series": "Indicators in jurisdictions.",
    "conflicts": "Figures that cannot both hold.",
    "desk/observations": "Figures in work; with a token.",
    "desk/commitments": "Commitments in work; with a token.",
    "desk/targets": "Targets in work; with a token.",
    "desk/plans": "Plans in work; with a token.",
    "desk/revisions": "New versions of public rows; with a token.",
    "desk/remarks": "Remarks in work; with a token.",
    "imports": "Files brought in; with a token.",
    "documents": "Documents.",
    "plans": "Plans.",
    "indicators": "Indicators.",
    "jurisdictions": "Jurisdictions.",
    "topics": "Topics.",
    "departments": "Departments.",
}


class Index(Shape):
    """The lists of version 1, each with its address."""

    def get_fields(self) -> dict[str, Field]:
        """One for each."""
        return {name: serializers.URLField(help_text=says) for name, says in ADDRESSES.items()}
