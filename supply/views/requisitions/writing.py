"""Writing a requisition: where first, then what the levels suggest, to be corrected and sent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View
from django.views.generic.base import TemplateResponseMixin

from delegations.errors import NotAllowed, Refusal
from delegations.models import Person, Place
from delegations.roles import Permission
from delegations.row_numbers import row_number
from delegations.scoping import scope_of
from delegations.toasts import toast
from supply.actions.requisitions import change_requisition, draft_requisition
from supply.forms.ledger_choices import arriving_drugs, drug_text
from supply.forms.ledger_lines import lines_of
from supply.forms.requisitions import RequisitionHead, RequisitionRow
from supply.models import Drug, Requisition, RequisitionState
from supply.requisition_rights import must_ask
from supply.selectors.requisitions.givers import default_giver
from supply.selectors.requisitions.limits import emergencies_left
from supply.selectors.requisitions.stands import NOWHERE, Stand, stands_of
from supply.views.at_place import place_or_404
from supply.views.post_lines import faults_of
from supply.views.requisitions.base import OneRequisition, Staff

MOST_SUGGESTED = 60


def places_to_ask_for(person: Person, query: str = "") -> QuerySet[Place]:
    """Where the person may ask for supply."""
    reach = Q(pk__in=[])
    for grant in scope_of(person).grants:
        if Permission.REQUEST_SUPPLY in grant.permissions:
            reach |= Q(delegation_id=grant.delegation_id) if grant.delegation_id else Q(unit_id=grant.unit_id)
    places = Place.objects.active().stock_keeping().search(query).filter(reach)
    return places.select_related("unit", "delegation").order_by("unit__name", "name")


class RequisitionStart(Staff, ListView):
    """Where is it for? With one place only, nothing is asked."""

    template_name = "supply/requisitions/start.html"
    context_object_name = "places"

    def allow(self) -> None:
        if not scope_of(self.person).allows(Permission.REQUEST_SUPPLY):
            raise PermissionDenied(_("Su nombramiento no permite pedir para ningún lugar."))

    def get_queryset(self) -> QuerySet[Place]:
        query = self.request.GET.get("q", "").strip()
        return places_to_ask_for(self.person, query)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        places = list(self.get_queryset()[:2])
        if len(places) == 1 and "q" not in request.GET:
            asked = request.GET.urlencode()
            here = reverse("supply:requisition-new", args=[places[0].code])
            return HttpResponseRedirect(f"{here}?{asked}" if asked else here)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Requisiciones"), reverse("supply:requisition-list")), (_("Nueva"), "")]
        asked = self.request.GET.copy()
        asked.pop("q", None)
        return super().get_context_data(crumbs=crumbs, asked=asked.urlencode(), **kwargs)


class WritesRequisition(TemplateResponseMixin, View):
    """The page with head and lines; nothing typed is lost."""

    template_name = "supply/requisitions/form.html"
    title: Any = ""
    place: Place
    person: Person
    besides: int | None = None

    @cached_property
    def drugs(self) -> Any:
        return arriving_drugs()

    @cached_property
    def stands(self) -> dict[int, Stand]:
        return stands_of(self.place, None, besides=self.besides)

    def first_head(self) -> dict[str, Any]:
        raise NotImplementedError

    def first_lines(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def store(self, head: RequisitionHead, lines: list[Any]) -> Requisition:
        """The one call of the action."""
        raise NotImplementedError

    def make_lines(self, data: Any = None) -> Any:
        initial = self.first_lines() if data is None else ()
        return lines_of(RequisitionRow, data=data, choices=self.drugs, initial=initial, extra=2)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(RequisitionHead(initial=self.first_head()), self.make_lines())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head, lines = RequisitionHead(request.POST), self.make_lines(request.POST)
        if all([head.is_valid(), lines.is_valid()]):
            try:
                row = self.store(head, [form.line() for form in lines.typed])
            except NotAllowed:
                raise
            except Refusal as refusal:
                text = f"{refusal.message} {refusal.remedy}".strip()
                if not lines.refuse(refusal, text):
                    head.refuse(refusal, text)
            else:
                if "enviar" in request.POST:
                    return HttpResponseRedirect(reverse("supply:requisition-send", args=[row.pk]))
                toast(request, _("Borrador %s guardado. Falta enviarlo.") % row.folio)
                return HttpResponseRedirect(row.get_absolute_url())
        return self.show(head, lines, status=422)

    def show(self, head: RequisitionHead, lines: Any, status: int = 200) -> HttpResponse:
        sent, allowed = emergencies_left(self.place)
        shown = {pk: stand for pk, stand in self.stands.items() if stand.suggested or stand.short}
        drugs = Drug.objects.in_bulk(shown)
        suggested = sorted(shown.items(), key=lambda one: (-one[1].short, drugs[one[0]].label))[:MOST_SUGGESTED]
        context = {
            "place": self.place,
            "head": head,
            "lines": lines,
            "faults": faults_of(head, ("", lines)) if head.is_bound else [],
            "title": self.title,
            "suggested": [(drugs[pk], stand) for pk, stand in suggested],
            "emergencies": (sent, allowed),
            "cancel": reverse("supply:requisition-list"),
            "crumbs": [(_("Requisiciones"), reverse("supply:requisition-list")), (str(self.title), "")],
        }
        return self.render_to_response(context, status=status)


class RequisitionNew(Staff, WritesRequisition):
    """`/lugares/<code>/pedir/`: filled with what the levels suggest, or with the drug that one came from."""

    title = gettext_lazy("Nueva requisición")

    def allow(self) -> None:
        self.place = place_or_404(self.person, self.kwargs["code"])
        must_ask(self.person, self.place)

    def first_head(self) -> dict[str, Any]:
        return {"giver": default_giver(self.place), "is_emergency": "urgente" in self.request.GET}

    def first_lines(self) -> list[dict[str, Any]]:
        named = row_number(self.request.GET.get("medicamento", ""))
        wanted = [pk for pk, stand in self.stands.items() if stand.suggested]
        if named is not None:
            wanted = [named]
        found = Drug.objects.active().in_bulk(wanted)
        rows = []
        for drug in sorted(found.values(), key=lambda one: one.label)[:MOST_SUGGESTED]:
            suggested = self.stands.get(drug.pk, NOWHERE).suggested
            rows.append({"drug": drug_text(drug), "asked": suggested or None})
        return rows

    def store(self, head: RequisitionHead, lines: list[Any]) -> Requisition:
        return draft_requisition(place=self.place, lines=lines, by=self.person, **head.told())


class RequisitionEdit(OneRequisition, WritesRequisition):
    title = gettext_lazy("Corregir la requisición")

    def permit(self) -> None:
        self.place, self.besides = self.requisition.place, self.requisition.pk
        must_ask(self.person, self.place)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.requisition.state != RequisitionState.DRAFT:
            return HttpResponseRedirect(self.here())
        return super().get(request, *args, **kwargs)

    def first_head(self) -> dict[str, Any]:
        row = self.requisition
        names = ("edition", "giver", "needed_on", "is_emergency", "note")
        return {name: getattr(row, name) for name in names}

    def first_lines(self) -> list[dict[str, Any]]:
        lines = self.requisition.lines.select_related("drug").order_by("pk")
        return [{"drug": drug_text(line.drug), "asked": line.asked, "explanation": line.explanation} for line in lines]

    def store(self, head: RequisitionHead, lines: list[Any]) -> Requisition:
        edition = head.cleaned_data["edition"]
        return change_requisition(
            requisition=self.requisition, lines=lines, by=self.person, edition=edition, **head.told()
        )
