from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.fever import open_episode
from pediatric_platform.errors.fever import RunsElsewhere
from pediatric_platform.forms.fever import OpenForm
from pediatric_platform.models import Child
from pediatric_platform.selectors.fever.at_the_door import Found, at_the_door, child_at_the_door
from pediatric_platform.views.fever.base import OneHospital, key_of


class FeverOpen(OneHospital, View):
    """At triage: who it is, by name or by the folio of the family's card, and the clock runs."""

    stamps = True

    def get(self, request: HttpRequest, clues: str) -> HttpResponse:
        found = at_the_door(self.person, self.unit, request.GET.get("q", ""))
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "pediatric_platform/_fever_found.html", {"found": found, "unit": self.unit})
        chosen = self.chosen(request.GET.get("nino", ""))
        form = OpenForm(unit=self.unit, initial={"child": chosen.child.folio}) if chosen else None
        return self.show(form, chosen, found=found)

    def post(self, request: HttpRequest, clues: str) -> HttpResponseBase:
        chosen = self.chosen(request.POST.get("child", ""))
        if chosen is None:
            raise Http404
        form = OpenForm(request.POST, unit=self.unit)
        if form.is_valid():
            try:
                return self.opened(chosen.child, form.cleaned_data)
            except NotAllowed:
                raise
            except RunsElsewhere as refusal:
                refuse(form, refusal)
                return self.show(form, chosen, elsewhere=refusal.episode)
            except Refusal as refusal:
                refuse(form, refusal)
        return self.show(form, chosen)

    def opened(self, child: Child, facts: dict[str, Any]) -> HttpResponse:
        here = facts["arrived"] == "here"
        episode = open_episode(
            child=child,
            unit=self.unit,
            by=self.person,
            temperature=facts["temperature"],
            fever_at=facts["fever_at"],
            arrived=here,
            arrived_at=facts["arrived_at"] if here else None,
            receive=facts["receive"],
            key=key_of(self.request, f"abrir {child.folio}"),
        )
        text = _("%(folio)s: el reloj corre.") if episode.arrived_at else _("%(folio)s: viene en camino.")
        link = reverse("pediatric:fever-episode", args=[episode.folio])
        toast(self.request, text % {"folio": episode.folio}, link=link)
        return HttpResponseRedirect(self.board())

    def chosen(self, folio: str) -> Found | None:
        return child_at_the_door(self.person, folio) if folio else None

    def show(self, form: OpenForm | None, chosen: Found | None, **more: Any) -> HttpResponse:
        context = {
            "unit": self.unit,
            "form": form,
            "chosen": chosen,
            "runs_here": chosen is not None and chosen.runs_at(self.unit),
            "sought": self.request.GET.get("q", ""),
            "key": self.request.POST.get("clave") or uuid.uuid4().hex,
            "cancel": self.board(),
            "crumbs": [
                (_("Hora dorada"), reverse("pediatric:fever")),
                (self.unit.name, self.board()),
                (_("Abrir un episodio"), ""),
            ],
        }
        return render(self.request, "pediatric_platform/fever_open.html", context | more)
