from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.models import Place
from delegations.roles import Permission
from delegations.row_numbers import row_number
from delegations.scoping import has_permission
from delegations.toasts import toast
from delegations.views.network.refusals import said
from pediatric_platform.actions.mixing import prepare
from pediatric_platform.actions.mixing.rights import may_prepare, may_validate
from pediatric_platform.models import Mixture, MixtureState
from pediatric_platform.selectors.mixing.day import DayRow, MixingDay, mixing_day, places_for
from pediatric_platform.selectors.mixing.one import mixtures_for
from pediatric_platform.views.children.base import Clinical
from pediatric_platform.views.mixing.steps import Step, steps_for

# The sections of the day, in the order of the work.
SECTIONS = (
    ("revisar", gettext_lazy("Por validar"), (MixtureState.REQUESTED,)),
    ("preparar", gettext_lazy("Por preparar"), (MixtureState.VALIDATED,)),
    ("enviar", gettext_lazy("Por enviar"), (MixtureState.PREPARED,)),
    ("piso", gettext_lazy("En camino y en piso"), (MixtureState.DISPATCHED, MixtureState.RECEIVED)),
    ("aplicadas", gettext_lazy("Aplicadas"), (MixtureState.ADMINISTERED,)),
    (
        "no", gettext_lazy("Rechazadas, devueltas y canceladas"),
        (MixtureState.REJECTED, MixtureState.RETURNED, MixtureState.CANCELLED),
    ),
)  # fmt: skip
COLUMNS = (
    Column(gettext_lazy("Orden"), "mixture.order.folio"),
    Column(gettext_lazy("Folio"), "child.folio"),
    Column(gettext_lazy("Hospital"), "mixture.order.session.unit.name", 32),
    Column(gettext_lazy("Medicamento"), "mixture.dose.name", 28),
    Column(gettext_lazy("Dosis"), "mixture.amount"),
    Column(gettext_lazy("Unidad"), "mixture.unit", 8),
    Column(gettext_lazy("Vía"), "mixture.get_route_display"),
    Column(gettext_lazy("Estado"), "mixture.get_state_display"),
    Column(gettext_lazy("Usar antes de"), "mixture.use_before", 18),
    Column(gettext_lazy("No usar"), lambda row: "; ".join(str(hold) for hold in row.holds), 40),
)


class DayPage(Clinical):
    """A day of one mixing centre, as the address names them; else today, where there is work."""

    request: HttpRequest

    def day(self, place: Place | None) -> date:
        asked = self.request.GET.get("dia") or self.request.POST.get("dia") or ""
        try:
            found = parse_date(asked)
        except ValueError:
            found = None
        if asked and found is None:
            raise Http404
        return found or (place.today() if place is not None else timezone.localdate())

    def place(self) -> tuple[Place | None, list[Place]]:
        """The centre asked for (404 when it is not one of the person's), else the first of theirs."""
        code = self.request.GET.get("lugar") or self.request.POST.get("lugar") or ""
        places = places_for(self.person, self.day(None))
        if not code:
            return (places[0] if places else None), places
        found = next((place for place in places if place.code == code), None)
        if found is None:
            raise Http404
        return found, places


class MixingDayPage(DayPage, View):
    """What a mixing centre has to do on a day, and which vials its mixtures should share."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.show()

    def show(self, **more: Any) -> HttpResponseBase:
        place, places = self.place()
        day = self.day(place)
        found = mixing_day(self.person, place, day, timezone.now()) if place is not None else None
        if found is not None and self.request.GET.get(EXPORT_PARAM) in EXPORT_FORMATS:
            name = f"mezclas-{found.place.code}-{day.isoformat()}"
            return export_response(
                list(found.rows), COLUMNS, name, self.request.GET[EXPORT_PARAM], request=self.request
            )
        return render(self.request, "pediatric_platform/mixing_day.html", self.context(found, places, day) | more)

    def context(self, found: MixingDay | None, places: list[Place], day: date) -> dict[str, Any]:
        here = found.place if found is not None else None
        today = here.today() if here is not None else timezone.localdate()
        return {
            "found": found,
            "place": here,
            "places": places,
            "day": day,
            "is_today": day == today,
            "earlier": _address(here, day - timedelta(days=1)),
            "later": _address(here, day + timedelta(days=1)),
            "today_href": _address(here, today),
            "sections": self.sections(found) if found is not None else [],
            "may_prepare": here is not None and may_prepare(self.person, here),
            "may_validate": here is not None and may_validate(self.person, here),
            "to_make": sum(len(group.rows) for group in found.groups) if found is not None else 0,
            "saved_pieces": sum(n for group in found.groups for _drug, n in group.saved_pieces) if found else 0,
            "covered": len({(one.folio, one.on) for group in found.groups for one in group.covers}) if found else 0,
            "held": [row for row in found.rows if row.has_held_lots] if found is not None else [],
        }

    def sections(self, found: MixingDay) -> list[tuple[str, Any, list[tuple[DayRow, Step | None]]]]:
        """Each part of the day with its rows and the one next step of each; empty parts are left out."""
        made = []
        for slug, label, states in SECTIONS:
            rows = found.of(*states)
            if rows:
                made.append((slug, label, [(row, self.next_of(row)) for row in rows]))
        return made

    def next_of(self, row: DayRow) -> Step | None:
        offered = steps_for(self.person, row.mixture, held=bool(row.holds))
        return offered[0] if offered else None


class MixturesPrepare(MixingDayPage):
    """A batch, on one press: all of it or nothing, and what is missing by name."""

    http_method_names = ["post", "options"]

    def allow(self) -> None:
        if not has_permission(self.person, Permission.PREPARE_MIXTURE):
            raise PermissionDenied(_("Las mezclas las prepara la central de mezclas."))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        ids = [pk for typed in request.POST.getlist("mezcla") if (pk := row_number(typed)) is not None]
        mixtures = list(mixtures_for(self.person).filter(pk__in=ids))
        if ids and len(mixtures) != len(set(ids)):
            raise Http404
        if not all(may_prepare(self.person, mixture.order.place) for mixture in mixtures):
            raise PermissionDenied(_("Las mezclas las prepara la central de mezclas."))
        if not mixtures:
            return self.show(refusal=_("Marque al menos una mezcla por preparar."), chosen=set())
        try:
            done = prepare(mixtures=mixtures, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            return self.show(refusal=said(refusal), chosen=set(ids))
        self.tell(mixtures, done.opened, replayed=done.replayed)
        order = mixtures[0].order
        return HttpResponseRedirect(_address(order.place, order.for_day))

    def tell(self, mixtures: list[Mixture], opened: int, *, replayed: bool) -> None:
        if replayed:
            toast(self.request, _("Ya estaban preparadas: no se repitió."))
            return
        made = ngettext("%(n)d mezcla preparada", "%(n)d mezclas preparadas", len(mixtures)) % {"n": len(mixtures)}
        vials = ngettext("se abrió %(n)d frasco", "se abrieron %(n)d frascos", opened) % {"n": opened}
        toast(self.request, f"{made}: {vials}.")


def _address(place: Place | None, day: date) -> str:
    code = f"&lugar={place.code}" if place is not None else ""
    return f"{reverse('pediatric:mixing-day')}?dia={day.isoformat()}{code}"
