"""What the columns of a file hold: suggested, corrected by whoever knows, and saved for next year's file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .access import for_importers


@for_importers
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Show the columns."""
    return redirect("web:import", number)
