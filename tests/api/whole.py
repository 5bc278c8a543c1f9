"""Whole lists of commitments as CSV: as they are answered, and made of bodies, one after the other."""

from unittest.mock import patch

from django.test import Client

from tracker.api.commitments import Commitments


def whole_list(language="zh", **query):
    """What is answered: on PostgreSQL made by the database, as far as it can be."""
    answer = Client().get(
        "/api/v1/commitments/", {"format": "csv", **query}, headers={"Accept-Language": language}
    )
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def made_of_bodies(language="zh", **query):
    """The slow way, on either engine."""
    with patch.object(Commitments, "copied_lines", lambda view, queryset, keyset: None):
        return whole_list(language, **query)
