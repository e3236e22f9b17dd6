"""/api/v1/prescriptions/ and /units/{clues}/prescriptions/: what was asked for, and what came of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, require
from delegations.models import Unit
from delegations.roles import Permission
from supply.actions.prescriptions import Tally, record
from supply.api.naming import Names
from supply.api.refusals import Acts
from supply.api.serializers.weekly_acts import TalliesAnswer, TalliesIn
from supply.api.serializers.weeks import PrescriptionSerializer
from supply.errors import FutureDate
from supply.filters.records import PrescriptionFilter
from supply.models import PrescriptionTally


class PrescriptionList(SeenList):
    summary = gettext_lazy("Recetas por unidad, medicamento y día")
    model = PrescriptionTally
    serializer_class = PrescriptionSerializer
    filterset_class = PrescriptionFilter

    def rows(self) -> QuerySet[PrescriptionTally]:
        return PrescriptionTally.objects.visible_to(self.person).select_related("unit", "drug")


class RecordPrescriptions(Acts, Seen):
    model = Unit
    lookup_field = "clues"
    serializer_class = TalliesIn
    summary = gettext_lazy("Registrar las recetas de un día")
    details = gettext_lazy(
        "Sustituye las de los medicamentos nombrados; los demás quedan igual. Dos veces es un solo efecto."
    )
    answers = {200: TalliesAnswer}
    refuses = (422,)

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        unit = self.get_object()
        require(self.person, Permission.POST_LEDGER, delegation_id=unit.delegation_id, unit_id=unit.pk)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        day, lines = asked.validated_data["day"], asked.validated_data["lines"]
        if day > unit.today():
            raise FutureDate(day)
        tallies = self._tallies(lines)
        return Response({"day": day.isoformat(), "drugs": record(unit=unit, day=day, tallies=tallies, by=self.person)})

    def _tallies(self, lines: list[dict[str, Any]]) -> list[Tally]:
        names = Names(lines)
        drugs = names.drugs()
        seen: set[int] = set()
        for index, drug in enumerate(drugs):
            if drug in seen:
                names.refuse(index, "drug", "duplicate_line", _("El mismo medicamento aparece dos veces."))
            if drug is not None:
                seen.add(drug)
        names.check()
        return [
            Tally(drug or 0, line["filled"], line["partly_filled"], line["denied"])
            for drug, line in zip(drugs, lines, strict=True)
        ]
