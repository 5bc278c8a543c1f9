"""Where version 1 begins: what there is, and where."""

from rest_framework.request import Request
from rest_framework.response import Response

from . import shapes
from .base import PublicView


class Index(PublicView):
    """Every list of version 1 by its name, with its address."""

    tag = "index"
    summary = "Addresses"
    shape = shapes.Index

    def get(self, request: Request) -> Response:
        """The addresses, as they are reached by whoever asks."""
        here = request.build_absolute_uri(request.path)
        return Response({name: f"{here}{name}/" for name in shapes.ADDRESSES})
