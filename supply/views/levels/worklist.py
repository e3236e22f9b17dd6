"""`/reabasto/`: what to do today, what harms most first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.navigation import address
from supply.filters.levels import WorkFilter
from supply.models import StockPlan
from supply.selectors.worklist import Line, Worklist, read_worklist
from supply.views.levels.base import Staff
from supply.worklist import Rank

PER_PAGE = 50
RANKS = {
    Rank.DOSE: gettext_lazy("Dosis con fecha sin cubrir"),
    Rank.RECALL: gettext_lazy("Retiros sanitarios"),
    Rank.RUNNING_OUT: gettext_lazy("Lo que se agota"),
    Rank.EXPIRING: gettext_lazy("Lo que caduca"),
    Rank.REST: gettext_lazy("Lo demás"),
}
COLUMNS = (
    Column(gettext_lazy("Orden"), "place"),
    Column(gettext_lazy("Qué es"), "source.label", 28),
    Column(gettext_lazy("Qué hacer"), "item.title", 60),
    Column(gettext_lazy("Por qué"), "item.why", 80),
    Column(gettext_lazy("Dónde"), "item.where", 40),
    Column(gettext_lazy("Medicamento"), "item.drug", 40),
    Column(gettext_lazy("Para cuándo"), "item.due", 18),
    Column(gettext_lazy("Datos al"), "item.as_of", 18),
)


class WorklistPage(Staff, TemplateView):
    template_name = "supply/levels/worklist.html"
    page_kwarg = "pagina"

    @cached_property
    def question(self) -> WorkFilter:
        return WorkFilter(self.request.GET, queryset=StockPlan.objects.none(), request=self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = request.GET.get(EXPORT_PARAM, "")
        if asked in EXPORT_FORMATS:
            lines = self.work.lines
            return export_response(lines, COLUMNS, "que-hacer-hoy", asked, request=request, filterset=self.question)
        return super().get(request, *args, **kwargs)

    @cached_property
    def work(self) -> Worklist:
        desk = self.question.desk()
        if self.question.form.errors:
            return Worklist(desk, [], [], [])
        return read_worklist(desk, self.question.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.work.lines, PER_PAGE).get_page(self.request.GET.get("pagina"))
        return super().get_context_data(
            title=_("Qué hacer hoy"),
            filter=self.question,
            live_target="#results",
            is_filtered=any(self.request.GET.get(name) for name in self.question.filters),
            work=self.work,
            page_obj=page,
            groups=_groups(page.object_list, self.work),
            put_off=self.work.put_off,
            cut=[(source.label, address(source.all_of)) for source in self.work.cut],
            **kwargs,
        )


@dataclass(frozen=True)
class Shown:
    """A line as the page shows it: its limit is a moment or a day, and may have passed."""

    line: Line
    is_late: bool
    due_at: dt.datetime | None = None
    due_on: dt.date | None = None

    @property
    def may_wait(self) -> bool:
        return bool(self.line.item.rank.longest_days)


def _shown(line: Line, work: Worklist) -> Shown:
    due = line.item.due
    if isinstance(due, dt.datetime):
        return Shown(line, due < work.desk.now, due_at=due)
    return Shown(line, due is not None and due < work.desk.today, due_on=due)


def _groups(lines: Any, work: Worklist) -> list[tuple[Any, list[Shown]]]:
    """The lines of a page under the words of their rank."""
    return [
        (RANKS[rank], [_shown(line, work) for line in found])
        for rank, found in groupby(lines, key=lambda line: line.item.rank)
    ]
