from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from delegations.models import Place, PlaceKind
from delegations.roles import Permission
from supply.actions.prescriptions import Tally, record
from supply.forms.ledger_choices import arriving_drugs, drug_text
from supply.forms.ledger_fields import DayField
from supply.forms.ledger_lines import Lines, TallyRow, lines_of
from supply.models import PrescriptionTally
from supply.views.at_place import AtPlace
from supply.views.post_lines import faults_of

PREFIX = "recetas"


class TallyDay(forms.Form):
    """The day whose prescriptions are told."""

    day = DayField(label=gettext_lazy("Día de las recetas"))


def tally_lines(place: Place, day: date, data: Any = None) -> Lines:
    """The day's tallies as rows, and blank ones."""
    told = PrescriptionTally.objects.filter(unit=place.unit_id, day=day).select_related("drug").order_by("drug")
    initial = [
        {
            "drug": drug_text(tally.drug),
            "filled": tally.filled,
            "partly_filled": tally.partly_filled,
            "denied": tally.denied,
        }
        for tally in (told if data is None else ())
    ]
    choices = arriving_drugs() if data is not None else None
    lines: Lines = lines_of(TallyRow, data=data, choices=choices, initial=initial, prefix=PREFIX, extra=3)
    return lines


def takes_prescriptions(place: Place) -> bool:
    """Prescriptions are presented at a unit's pharmacy."""
    return place.kind == PlaceKind.PHARMACY and place.unit_id is not None


def tallies_context(place: Place) -> dict[str, Any]:
    """What the dispensing page shows below its form; nothing where no prescriptions are presented."""
    if not takes_prescriptions(place):
        return {}
    today = place.today()
    return {
        "tallies": tally_lines(place, today),
        "tally_day": TallyDay(initial={"day": today}, auto_id="id_recetas_%s"),
    }


class Prescriptions(AtPlace, TemplateResponseMixin, View):
    """Prescriptions of a day by outcome; sent again they replace what the day had for the same drugs."""

    permission = Permission.POST_LEDGER
    template_name = "supply/dispense_prescriptions.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not takes_prescriptions(self.place):
            raise Http404
        asked = TallyDay({"day": request.GET.get("dia") or self.place.today()})
        day = asked.cleaned_data["day"] if asked.is_valid() else self.place.today()
        return self.show(TallyDay(initial={"day": day}, auto_id="id_recetas_%s"), tally_lines(self.place, day))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not takes_prescriptions(self.place):
            raise Http404
        head = TallyDay(request.POST, auto_id="id_recetas_%s")
        lines = tally_lines(self.place, self.place.today(), request.POST)
        if all([head.is_valid(), lines.is_valid()]):
            day = head.cleaned_data["day"]
            if day > self.place.today():
                head.add_error("day", _("Ese día aún no llega."))
            elif not lines.typed:
                head.add_error(None, _("Capture al menos un renglón."))
            else:
                self.keep(day, lines)
                return HttpResponseRedirect(reverse("supply:dispense", args=[self.place.code]))
        return self.show(head, lines)

    def keep(self, day: date, lines: Lines) -> None:
        """Record the tallies and say so."""
        tallies = [
            Tally(
                form.cleaned_data["drug"].target.drug.pk,
                form.cleaned_data["filled"] or 0,
                form.cleaned_data["partly_filled"] or 0,
                form.cleaned_data["denied"] or 0,
            )
            for form in lines.typed
        ]
        assert self.place.unit is not None
        record(unit=self.place.unit, day=day, tallies=tallies, by=self.person)
        total = sum(tally.filled + tally.partly_filled + tally.denied for tally in tallies)
        denied = sum(tally.denied for tally in tallies)
        text = ngettext(
            "Quedó registrada %(total)d receta del %(day)s, %(denied)d negadas.",
            "Quedaron registradas %(total)d recetas del %(day)s, %(denied)d negadas.",
            total,
        ) % {"total": total, "day": f"{day:%d/%m/%Y}", "denied": denied}
        messages.success(self.request, text)

    def show(self, head: TallyDay, lines: Lines) -> HttpResponse:
        return self.render_to_response(
            {
                "place": self.place,
                "tally_day": head,
                "tallies": lines,
                "faults": faults_of(head, ("", lines)) if head.is_bound else [],
                "crumbs": self.trail((_("Recetas del día"), "")),
            }
        )
