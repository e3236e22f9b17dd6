"""Series: the list, one with its members and its next days, and what is done to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.listing import Crumb
from meetings.actions.meetings.planning import WEEKS_AHEAD, today_in
from meetings.actions.series import SeriesFacts, change_series, make_series, retire_series
from meetings.forms.series import SeriesForm
from meetings.meeting_rights import may_manage, must_manage
from meetings.models import Meeting, Series
from meetings.selectors.meetings import listed as listed_meetings
from meetings.selectors.series import listed, member_rows, not_held
from meetings.views.base import ForStaff, MeetingForm
from pediatric_platform.views.editing import number_in


def _way() -> list[Crumb]:
    return [(_("Sesiones"), reverse("meetings:meeting-list")), (_("Series"), reverse("meetings:series-list"))]


class SeriesList(ForStaff, TemplateView):
    """`/reuniones/series/`: each with its next meeting."""

    template_name = "meetings/series_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = listed(Series.objects.visible_to(self.person), timezone.now())
        crumbs = [*_way()[:1], (_("Series"), "")]
        return super().get_context_data(rows=rows, manages=may_manage(self.person), crumbs=crumbs, **kwargs)


class OfSeries(ForStaff):
    """A page of one series (`slug` in the address): for who does not see it, it is not there (404)."""

    series: Series
    managed = True

    def allow(self) -> None:
        self.series = get_object_or_404(Series.objects.visible_to(self.person), code=self.kwargs["slug"])
        super().allow()
        if self.managed:
            must_manage(self.person)

    def here(self) -> str:
        return reverse("meetings:series", args=[self.series.code])

    def subject(self) -> str:
        return self.series.name

    def edited(self) -> Any:
        return self.series

    def crumbs(self, title: object = "") -> list[Crumb]:
        if not title:
            return [*_way(), (self.series.name, "")]
        return [*_way(), (self.series.name, self.here()), (str(title), "")]


class SeriesDetail(OfSeries, TemplateView):
    template_name = "meetings/series.html"
    managed = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        manages, now, series = may_manage(self.person), timezone.now(), self.series
        groups, seats = member_rows(series, today_in(series, now), whole=manages)
        mine = Meeting.objects.visible_to(self.person).filter(series=series)
        meetings = listed_meetings(mine)
        return super().get_context_data(
            series=series,
            groups=groups,
            people=len(seats.people),
            vacant=seats.vacant,
            coming=listed_meetings(mine.coming(now)).order_by("starts_at", "pk")[:WEEKS_AHEAD],
            past=meetings.filter(starts_at__lt=now, closed_at__isnull=False).order_by("-starts_at", "-pk")[:5],
            not_held=not_held(series, now),
            manages=manages,
            crumbs=self.crumbs(),
            **kwargs,
        )


class SeriesNew(ForStaff, MeetingForm):
    form_class = SeriesForm
    title = gettext_lazy("Nueva serie")
    submit = gettext_lazy("Crear la serie")
    made: Series | None = None

    def allow(self) -> None:
        super().allow()
        must_manage(self.person)

    def get_initial(self) -> dict[str, Any]:
        return {"time_zone": "America/Mexico_City", "rest_rule": "next"}

    def act(self, form: Any) -> str:
        self.made = make_series(facts=_facts(form), by=self.person)
        return _("Serie creada. Diga a quién se convoca.")

    def here(self) -> str:
        return reverse("meetings:series-list")

    def get_success_url(self) -> str:
        return reverse("meetings:series", args=[self.made.code]) if self.made else self.here()

    def crumbs(self, title: object = "") -> list[Crumb]:
        return [*_way(), (str(title), "")]

    def consequences(self) -> list[str]:
        return [
            _("Se programan las sesiones de las próximas %(n)d semanas.") % {"n": WEEKS_AHEAD},
            _("A cada una se le convoca sola siete días antes, y se le recuerda el día anterior."),
        ]


class SeriesChange(OfSeries, MeetingForm):
    form_class = SeriesForm
    title = gettext_lazy("Cambiar la serie")
    submit = gettext_lazy("Guardar")

    def get_initial(self) -> dict[str, Any]:
        told = {name: getattr(self.series, name) for name in SeriesForm.base_fields if name != "edition"}
        return super().get_initial() | told

    def act(self, form: Any) -> str:
        change_series(
            series=self.series, facts=_facts(form), edition=form.cleaned_data["edition"], by=self.person
        )  # fmt: skip
        return _("Guardado.")

    def consequences(self) -> list[str]:
        called = self.series.meetings.filter(called_at__isnull=False, state="planned").count()
        told = [
            _("Las sesiones sin convocar toman la hora, el lugar y la duración nuevos."),
            _("Si cambia la primera sesión o cada cuántas semanas, las que están sin convocar se programan otra vez."),
        ]
        if called:
            told.append(
                ngettext(
                    "%(n)d sesión ya convocada se queda como está: muévala en su página.",
                    "%(n)d sesiones ya convocadas se quedan como están: muévalas en su página.",
                    called,
                )
                % {"n": called}
            )
        return told


class SeriesRetire(OfSeries, View):
    """Out of use, or in use again."""

    http_method_names = ["post"]
    is_active = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = number_in(request, "edition")
        try:
            retire_series(series=self.series, is_active=self.is_active, edition=edition, by=self.person)
            toast(request, _("La serie está en uso.") if self.is_active else _("La serie quedó fuera de uso."))
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, f"{refusal.message} {refusal.remedy}".strip(), level=messages.ERROR)
        return HttpResponseRedirect(self.here())


def _facts(form: Any) -> SeriesFacts:
    return SeriesFacts(**{name: value for name, value in form.cleaned_data.items() if name != "edition"})
