"""`/acuerdos/tablero/`: which part of what was agreed was kept on time, and who keeps it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.charts import Series, Tile, tile_map
from delegations.charts.numbers import grouped, percent_text
from delegations.exports import Column, export_response
from delegations.wording import day_text
from meetings.models import Series as MeetingSeries
from meetings.selectors.agreements.board import AgreementBoard as Board
from meetings.selectors.agreements.board import KeptRow, agreement_board
from meetings.views.agreements.base import Staff

WEEKS = (("12", gettext_lazy("12 semanas")), ("26", gettext_lazy("26 semanas")), ("52", gettext_lazy("Un año")))
TABLES = {"delegaciones", "responsables", "sesiones"}
# So many lines of each table at first; the others are a press away, and in the file.
SHORT = 10
MAP_WORDS: dict[str, str | Promise] = {
    "adequate": gettext_lazy("90 % o más a tiempo"),
    "low": gettext_lazy("75 a 89 %"),
    "critical": gettext_lazy("50 a 74 %"),
    "out": gettext_lazy("menos de la mitad"),
}
COLUMNS = [
    Column(gettext_lazy("De quién"), "name", 48),
    Column(gettext_lazy("Vencían en el periodo"), "kept.due"),
    Column(gettext_lazy("Cumplidos a tiempo"), "kept.on_time"),
    Column(gettext_lazy("Cumplidos después"), "kept.later"),
    Column(gettext_lazy("Sin cumplir"), "kept.not_kept"),
    Column(gettext_lazy("A tiempo (%)"), lambda row: None if row.kept.share is None else round(row.kept.share, 1)),
    Column(gettext_lazy("Pendientes hoy"), "pending"),
    Column(gettext_lazy("En riesgo"), "risk"),
]


class Question(forms.Form):
    semanas = forms.ChoiceField(label=gettext_lazy("Periodo"), choices=WEEKS, required=False)
    serie = forms.ModelChoiceField(
        label=gettext_lazy("Serie"),
        queryset=MeetingSeries.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("Todas"),
    )


class AgreementBoard(Staff, TemplateView):
    template_name = "meetings/agreement_board.html"

    @cached_property
    def question(self) -> Question:
        asked = self.request.GET.copy()
        asked.setdefault("semanas", "26")
        form = Question(asked)
        form.fields["serie"].queryset = MeetingSeries.objects.visible_to(self.person)  # type: ignore[attr-defined]
        form.is_valid()
        return form

    @cached_property
    def board(self) -> Board:
        asked = self.question.cleaned_data
        series = asked.get("serie")
        weeks = int(asked.get("semanas") or 26)
        return agreement_board(
            self.person, weeks=weeks, today=timezone.localdate(), series=series.pk if series is not None else None
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        table, form = request.GET.get("tabla", ""), request.GET.get("formato", "")
        if table in TABLES and form:
            return export_response(self.rows(table), COLUMNS, f"acuerdos-{table}", form, request=request)
        return super().get(request, *args, **kwargs)

    def rows(self, table: str) -> list[KeptRow]:
        if table == "delegaciones":
            return [row for _place, row in self.board.delegations]
        return list(self.board.owners if table == "responsables" else self.board.meetings)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board = self.board
        shown = [row for _place, row in board.delegations if row.kept.due or row.pending]
        whole = self.request.GET.get("tabla", "")
        tables = [
            (title, name, _linked(rows if name == whole else rows[:SHORT]), len(rows))
            for title, name, rows in (
                (_("Por delegación"), "delegaciones", sorted(shown, key=_least)),
                (_("Por responsable"), "responsables", board.owners),
                (_("Por sesión"), "sesiones", board.meetings),
            )
        ]
        asked = {name: value for name, value in self.request.GET.items() if name in ("semanas", "serie") and value}
        return super().get_context_data(
            board=board,
            question=self.question,
            figures=figures(board),
            map=board_map(board) if len(board.delegations) > 1 else "",
            tables=tables,
            asked=urlencode(asked),
            week_labels=[day.strftime("%d/%m") for day, _kept in board.weeks],
            week_series=[
                Series(_("A tiempo"), [kept.on_time for _day, kept in board.weeks]),
                Series(_("Después"), [kept.later for _day, kept in board.weeks]),
                Series(_("Sin cumplir"), [kept.not_kept for _day, kept in board.weeks]),
            ],
            crumbs=[(_("Acuerdos"), reverse("meetings:agreement-list")), (_("Cumplimiento"), "")],
            is_empty=not board.kept.due and not board.pending,
            **kwargs,
        )


def figures(board: Board) -> list[dict[str, Any]]:
    """The row above, each from how many."""
    here, today = reverse("meetings:agreement-list"), timezone.localdate()
    kept = board.kept
    return [
        {
            "label": _("Cumplidos a tiempo"),
            "value": percent_text(kept.share) if kept.due else "—",
            "basis": _("%(n)s de %(all)s que vencían del %(first)s al %(last)s")
            % {
                "n": grouped(kept.on_time), "all": grouped(kept.due),
                "first": day_text(board.first, today), "last": day_text(board.last, today),
            },
        },
        {
            "label": _("Cumplidos después"),
            "value": grouped(kept.later),
            "basis": _("y %(n)s siguen sin cumplirse") % {"n": grouped(kept.not_kept)},
        },
        {
            "label": _("Pendientes hoy"),
            "value": grouped(board.pending),
            "basis": _("%(n)s en riesgo") % {"n": grouped(board.risk)},
            "href": here,
        },
        {
            "label": _("Incumplidos hoy"),
            "value": grouped(board.broken),
            "basis": _("pasan de sesión en sesión"),
            "href": f"{here}?estado=broken",
        },
    ]  # fmt: skip


def board_map(board: Board) -> Any:
    """The share kept on time in each delegation."""
    here = reverse("meetings:agreement-list")
    tiles = [
        Tile(
            code=place.code,
            name=place.name,
            row=place.tile_row,
            column=place.tile_column,
            href=f"{here}?{urlencode({'delegacion': place.code})}",
            figure="—" if row.kept.share is None else str(int(row.kept.share)),
            category=row.kept.category,
            note=_("%(n)s de %(all)s a tiempo") % {"n": row.kept.on_time, "all": row.kept.due},
        )
        for place, row in board.delegations
    ]
    return tile_map(tiles, title=_("Acuerdos cumplidos a tiempo por delegación"), unit=" %", labels=MAP_WORDS)


def _linked(rows: Any) -> list[tuple[KeptRow, str]]:
    """Each with its list: whatever became of them."""
    here = reverse("meetings:agreement-list")
    return [(row, f"{here}?{urlencode({'estado': 'todos', **row.href})}" if row.href else "") for row in rows]


def _least(row: KeptRow) -> tuple[bool, float, str]:
    return (row.kept.share is None, row.kept.share or 0, row.name)
