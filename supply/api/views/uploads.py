"""/api/v1/weekly-uploads/: the week of units that keep no ledger here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy, ngettext
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.api.views import require
from delegations.roles import Permission
from delegations.signed_in import person_of
from delegations.tabular import Fault
from supply.actions.import_week import import_week
from supply.api.serializers.weekly_acts import UploadAnswer, UploadIn
from supply.intake.opening import open_bytes
from supply.intake.reporting import as_dict, condensed


class WeekUpload(GenericAPIView):
    """All or nothing: with any fault, every fault is told and nothing is kept."""

    serializer_class = UploadIn
    parser_classes = (MultiPartParser,)
    summary = gettext_lazy("Subir una semana")
    details = gettext_lazy(
        "201 cuando algo se guardó; 200 en un ensayo (`dry_run`) o si el mismo archivo ya estaba. Con cualquier falta, "
        "422 con todas, cada una con su hoja, fila, columna, valor, problema y remedio, y nada se guarda."
    )
    answers = {200: UploadAnswer, 201: UploadAnswer}
    refuses = (422,)

    def post(self, request: Request) -> Response:
        person = person_of(request)
        require(person, Permission.IMPORT_WEEK)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        opened = open_bytes(data["file"].read(), data["file"].name)
        outcome = import_week(week=data["week"], opened=opened, by=person, dry_run=data["dry_run"])
        if not outcome.ok:
            raise RefusedRequest(
                422,
                "upload_refused",
                ngettext(
                    "%(count)d falta; no se guardó nada.", "%(count)d faltas; no se guardó nada.", len(outcome.faults)
                )
                % {"count": len(outcome.faults)},
                faults=[cell_fault(one) for one in outcome.faults],
            )
        body: dict[str, Any] = as_dict(outcome)
        del body["faults"]
        body["warnings"] = [cell_fault(one) for one in condensed(outcome.warnings)]
        stored = not outcome.dry_run and not outcome.already_there
        return Response(body, status=201 if stored else 200)


def cell_fault(found: Fault) -> dict[str, Any]:
    """A fault of a file in the API's shape."""
    return fault(
        "file",
        "cell",
        str(found.problem),
        remedy=str(found.remedy),
        sheet=str(found.sheet),
        row=found.row,
        column=str(found.column),
        value=str(found.value),
    )
