"""/api/v1/unmet-demand/ and /unmet-counts/: what was asked for and not given."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList
from supply.api.serializers.unmet import UnmetCountSerializer, UnmetDemandSerializer
from supply.filters.unmet import UnmetCountFilter, UnmetRecordFilter
from supply.models import UnmetDemand
from supply.selectors.unmet import joined


class UnmetDemandList(SeenList):
    summary = _("Demanda no cubierta, una por una, con cómo se supo")
    model = UnmetDemand
    serializer_class = UnmetDemandSerializer
    filterset_class = UnmetRecordFilter

    def rows(self) -> QuerySet[UnmetDemand]:
        return joined(super().rows())


class UnmetCountList(Seen):
    summary = _("Demanda no cubierta por unidad y medicamento")
    details = _("Cada necesidad cuenta una vez, con las recetas negadas de la ventanilla; sin fechas, cuatro semanas.")
    model = UnmetDemand
    is_list = True
    serializer_class = UnmetCountSerializer
    filterset_class = UnmetCountFilter

    def get(self, request: Request) -> Response:
        question = UnmetCountFilter(request.query_params, queryset=UnmetDemand.objects.none(), request=request)
        if not question.is_valid():
            raise ValidationError({name: list(faults) for name, faults in question.errors.items()})
        page = self.paginate_queryset(question.qs)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
