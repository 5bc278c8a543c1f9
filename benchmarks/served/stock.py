"""A peer: the same commitments as Django REST framework serves them out of the box.

A ModelSerializer that nests what our rows nest, filters of django-filter, pages by number with their count;
what is shown is joined beforehand, as every guide says.
"""

from typing import Any

from django.urls import path
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.serializers import ModelSerializer

from tracker.models import Commitment, Target, Verdict


class _Page(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"


class _Targets(ModelSerializer):
    class Meta:
        model = Target
        fields = "__all__"


class _Verdicts(ModelSerializer):
    class Meta:
        model = Verdict
        fields = "__all__"
        depth = 1


class _Commitments(ModelSerializer):
    targets = _Targets(many=True)
    current_verdict = _Verdicts()

    class Meta:
        model = Commitment
        depth = 2
        fields = (
            *("code", "statement", "plan", "jurisdiction", "topic", "departments", "binding", "series"),
            *("targets", "current_verdict", "evidence"),
        )


_JOINED = (
    *("plan__document", "plan__jurisdiction", "jurisdiction", "topic", "series__indicator__unit"),
    *("series__indicator__topic", "series__jurisdiction", "current_verdict__latest__unit"),
    *("current_verdict__target__unit", "current_verdict__rule_set"),
)
_SHOWN = (
    Commitment.objects.published()
    .select_related(*_JOINED)
    .prefetch_related("departments", "evidence__document", "targets__unit")
)


class _List(ListAPIView):
    queryset = _SHOWN.order_by("place")
    serializer_class = _Commitments
    pagination_class = _Page
    filter_backends = (DjangoFilterBackend,)
    filterset_fields = {"jurisdiction__code": ["exact"], "status": ["exact"]}
    permission_classes: Any = ()


class _Detail(RetrieveAPIView):
    queryset = _SHOWN
    serializer_class = _Commitments
    lookup_field = "code"
    permission_classes: Any = ()


urlpatterns = [
    path("commitments/", _List.as_view()),
    path("commitments/<slug:code>/", _Detail.as_view()),
]
