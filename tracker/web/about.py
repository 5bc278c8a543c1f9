"""What the words mean, and how a status is given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.assessment import DEFAULT_RULES
from tracker.models import Reliability, Status
from tracker.reports.statuses import status_meaning


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Explain words, statuses, measures and totals."""
    context = {
        "statuses": [(status, status_meaning(status)) for status in Status.values],
        "rules": DEFAULT_RULES,
        "reliabilities": Reliability.choices,
        "indexable": True,
    }
    return render(request, "about.html", context)
