"""`/acuerdos/`: what is owed, what is broken first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.row_numbers import row_number
from delegations.views.listing import Crumb, Listing
from meetings.agreement_words import condition_sentence, measured_text, owner_text, place_name
from meetings.filters.agreements import AgreementFilter
from meetings.models import Agreement, Meeting
from meetings.selectors.agreements.listing import listed
from meetings.views.agreements.base import Staff


def _condition(row: Agreement) -> Any:
    return getattr(row, "condition", None)


COLUMNS = (
    Column(gettext_lazy("Folio"), "folio"),
    Column(gettext_lazy("Serie"), "meeting.series.name", 28),
    Column(gettext_lazy("Sesión"), "meeting.number"),
    Column(gettext_lazy("Se acordó"), "agreed_at", 18),
    Column(gettext_lazy("Acuerdo"), "text", 60),
    Column(gettext_lazy("Responsable"), owner_text, 40),
    Column(gettext_lazy("Lo ocupa"), lambda row: row.owner.person.full_name if row.owner else "", 28),
    Column(gettext_lazy("Delegación u hospital"), place_name, 32),
    Column(gettext_lazy("Clave"), "drug.code"),
    Column(gettext_lazy("Caso"), "case.folio"),
    Column(gettext_lazy("Fecha límite"), "due_on"),
    Column(gettext_lazy("Fecha que se acordó primero"), "first_due_on"),
    Column(gettext_lazy("Estado"), "get_state_display", 14),
    Column(gettext_lazy("Cumplido el"), "fulfilled_on"),
    Column(gettext_lazy("Qué se hizo o por qué quedó sin efecto"), "closing_note", 40),
    Column(gettext_lazy("Condición"), lambda row: condition_sentence(_condition(row)) if _condition(row) else "", 48),
    Column(gettext_lazy("Última medida"), lambda row: measured_text(_condition(row)) if _condition(row) else "", 18),
    Column(gettext_lazy("Datos al"), lambda row: _condition(row).data_as_of if _condition(row) else None, 18),
    Column(gettext_lazy("Sesiones a las que pasó"), "carried", 10),
    Column(gettext_lazy("Veces reabierto"), "reopenings", 10),
)


class AgreementList(Staff, Listing):
    model = Agreement
    filterset_class = AgreementFilter
    template_name = "meetings/agreement_list.html"
    title = gettext_lazy("Acuerdos")
    export_name = "acuerdos"
    export_columns = COLUMNS

    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting whose agreements are asked for, if one is."""
        number = row_number(self.request.GET.get("sesion", ""))
        rows = Meeting.objects.visible_to(self.person).select_related("series")
        return rows.filter(pk=number).first() if number is not None else None

    def get_queryset(self) -> QuerySet[Agreement]:
        return listed(self.person, timezone.localdate())

    def get_crumbs(self) -> list[Crumb]:
        if self.meeting is None:
            return []
        return [(str(self.meeting), self.meeting.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "meeting": self.meeting,
            "today": timezone.localdate(),
            "board_url": reverse("meetings:agreement-board"),
        }
