"""`/reabasto/`: what to do today, what harms most first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.navigation import address
from delegations.wording import day_text, elapsed, moment_text, weekday_text
from supply.filters.levels import WorkFilter
from supply.models import StockPlan, WorkSnooze
from supply.selectors.worklist import Line, Worklist, read_worklist
from supply.views.levels.base import Staff
from supply.worklist import Rank, Told, sources

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
    Column(gettext_lazy("Qué hacer"), "item.told.title", 60),
    Column(gettext_lazy("Por qué"), "item.told.why", 80),
    Column(gettext_lazy("Dónde"), "item.told.where", 40),
    Column(gettext_lazy("Medicamento"), "item.told.drug", 40),
    Column(gettext_lazy("Para cuándo"), "item.told.due", 18),
    Column(gettext_lazy("Datos al"), "item.told.as_of", 18),
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
            # A kind alone is chosen, and left, over the list.
            is_narrowed=any(self.request.GET.get(name) for name in self.question.filters if name != "tipo"),
            is_filtered=any(self.request.GET.get(name) for name in self.question.filters),
            work=self.work,
            kinds=[] if self.question.kind else _kinds(self.work, self.request),
            page_obj=page,
            groups=_groups(page.object_list, self.work),
            put_off=self.work.put_off,
            cut=[(source.label, address(source.all_of)) for source in self.work.cut],
            **kwargs,
        )


# A category's mark beside its hue.
MARKS = {"out": "■", "critical": "▲", "low": "◆"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it; all in words here, because a template takes longer over fifty of them.

    `put_off_url` is empty where it is answered and not put off.
    """

    place: int
    told: Told
    mark: str
    is_late: bool
    due: str
    as_of: str
    put_off_url: str
    put_off_label: str
    elsewhere: Sequence[WorkSnooze]


class _Showing:
    """What the lines of one page share: its day, and words already found."""

    def __init__(self, work: Worklist) -> None:
        self.now, self.today = work.desk.now, work.desk.today
        self.put_off_url = reverse("supply:work-put-off")
        self.ages: dict[Any, str] = {}

    def line(self, line: Line) -> Shown:
        told = line.item.told
        is_late, due = self.due(told.due)
        may_wait = bool(line.item.rank.longest_days)
        return Shown(
            line.place,
            told,
            MARKS.get(told.tone, "●"),
            is_late,
            due,
            self.age(told.as_of),
            f"{self.put_off_url}?linea={line.item.key}" if may_wait else "",
            _("Aplazar: %(what)s") % {"what": told.title} if may_wait else "",
            line.elsewhere,
        )

    def due(self, due: dt.datetime | dt.date | None) -> tuple[bool, str]:
        """Whether its limit, a moment or a day, has passed; and the limit in words."""
        if due is None:
            return False, ""
        if isinstance(due, dt.datetime):
            late = due < self.now
            return late, (_("venció %(age)s") if late else _("vence %(age)s")) % {"age": self.age(due)}
        late = due < self.today
        day = weekday_text(due)
        return late, (_("era para el %(day)s") if late else _("para el %(day)s")) % {"day": day}

    def age(self, moment: dt.datetime | dt.date | None) -> str:
        """`hace 2 h · 15 nov, 18:00`; most lines are of the same computation."""
        if moment is None:
            return ""
        if moment not in self.ages:
            self.ages[moment] = self._age(moment)
        return self.ages[moment]

    def _age(self, moment: dt.datetime | dt.date) -> str:
        if isinstance(moment, dt.datetime):
            return f"{elapsed((self.now - moment).total_seconds())} · {moment_text(moment)}"
        return day_text(moment, self.today)


def _groups(lines: Any, work: Worklist) -> list[tuple[Any, list[Shown]]]:
    """The lines of a page under the words of their rank."""
    showing = _Showing(work)
    return [
        (RANKS[rank], [showing.line(line) for line in found])
        for rank, found in groupby(lines, key=lambda line: line.item.rank)
    ]


@dataclass(frozen=True, slots=True)
class Kind:
    """How much there is of a kind, and where to see it alone; `more`: there is more than was counted."""

    label: Any
    count: int
    more: bool
    href: str


def _kinds(work: Worklist, request: HttpRequest) -> list[Kind]:
    """What the day holds, in one glance."""
    query = request.GET.copy()
    query.pop(WorklistPage.page_kwarg, None)
    found = []
    for source in sources():
        if count := work.counts.get(source.name, 0):
            query["tipo"] = source.name
            found.append(Kind(source.label, count, source in work.cut, f"?{query.urlencode()}"))
    return found
