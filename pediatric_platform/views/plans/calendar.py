"""The week of a hospital: which children are treated on which day, and whether everything for them is there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from delegations import audit
from delegations.models import Unit
from pediatric_platform.clinical import units_of
from pediatric_platform.models import Child, Dose
from pediatric_platform.reach import COVERED, INCOMING, MISSING, UNKNOWN
from pediatric_platform.selectors.calendar_week import calendar_week
from pediatric_platform.views.children.base import Clinical
from supply.weeks import IsoWeek

# What of the address stands for which answer.
ANSWERS = {"falta": MISSING, "no-se-sabe": UNKNOWN, "en-camino": INCOMING, "completa": COVERED}
BACK, AHEAD = 8, 26


class Calendar(Clinical, TemplateView):
    """For whoever treats children there; opening it is written down."""

    template_name = "pediatric_platform/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = list(units_of(self.person).select_related("delegation").order_by("name"))
        unit = self.unit(units)
        if unit is None:
            return super().get_context_data(unit=None, crumbs=[], **kwargs)
        today = unit.today()
        week = self.week(IsoWeek.of(today))
        asked = self.request.GET
        rank, inn = ANSWERS.get(asked.get("respuesta", "")), asked.get("medicamento", "")[:160]
        shown = calendar_week(self.person, unit, week, rank=rank, inn=inn)
        audit.record_read(
            by=self.person, what="calendar.read", target=unit, rows=shown.sessions, asked={"week": str(week)}
        )
        this = IsoWeek.of(today)
        return super().get_context_data(
            unit=unit,
            units=units,
            week=str(week),
            weeks=[str(this.previous(n)) for n in range(-AHEAD, BACK + 1)],
            is_this_week=week == this,
            calendar=shown,
            opens_on=shown.opens_on(today),
            shows_given=asked.get("aplicadas") == "si",
            with_given=self.with_given(),
            today=today,
            answers=[
                (name, label, asked.get("respuesta", "") == name, shown.counts[code] if code is not None else None)
                for name, label, code in (
                    ("", _("Todas"), None),
                    ("falta", _("Falta algo"), MISSING),
                    ("no-se-sabe", _("No se sabe"), UNKNOWN),
                    ("en-camino", _("Con lo que viene"), INCOMING),
                    ("completa", _("Completa"), COVERED),
                )
            ],
            drugs=self.drugs(unit, week),
            drug=inn,
            is_filtered=rank is not None or bool(inn),
            crumbs=[],
            **kwargs,
        )

    def unit(self, units: list[Unit]) -> Unit | None:
        """The hospital asked for, else the first; one outside the person's reach is not there."""
        if clues := self.request.GET.get("unidad", ""):
            found = next((unit for unit in units if unit.clues == clues), None)
            if found is None:
                raise Http404
            return found
        treating = Child.objects.visible_to(self.person).order_by("unit__name").values_list("unit", flat=True).first()
        return next((unit for unit in units if unit.pk == treating), units[0] if units else None)

    def week(self, this: IsoWeek) -> IsoWeek:
        asked = self.request.GET.get("semana", "")
        if not asked:
            return this
        try:
            return IsoWeek.parse(asked)
        except ValueError:
            raise Http404 from None

    def with_given(self) -> str:
        """The same address with the given sessions unfolded."""
        asked = self.request.GET.copy()
        asked["aplicadas"] = "si"
        return f"?{asked.urlencode()}"

    def drugs(self, unit: Unit, week: IsoWeek) -> list[tuple[str, str]]:
        """What is given that week, to choose one of."""
        names = Dose.objects.visible_to(self.person).filter(
            session__unit=unit, session__on__gte=week.monday, session__on__lte=week.sunday
        )
        return list(names.order_by("name").values_list("inn", "name").distinct())

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store"
        return response
