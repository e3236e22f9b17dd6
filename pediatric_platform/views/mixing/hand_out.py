from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.models import Place
from delegations.toasts import toast
from delegations.views.network.refusals import refuse, said
from pediatric_platform.actions.mixing import hand_out, take_back
from pediatric_platform.actions.mixing.rights import may_hand_out
from pediatric_platform.forms.mixing import HandOutForm
from pediatric_platform.models import Dose
from pediatric_platform.selectors.mixing.session import pharmacies_of
from pediatric_platform.views.children.base import Clinical


class OneDose(Clinical):
    """A dose whose child the person treats; only the pharmacy of its hospital hands it out."""

    dose: Dose

    def allow(self) -> None:
        related = ("session__unit__delegation", "session__plan__child", "document__place")
        rows = Dose.objects.visible_to(self.person).select_related(*related).prefetch_related("pieces__drug")
        self.dose = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.places = [place for place in pharmacies_of(self.dose.session) if may_hand_out(self.person, place)]
        if not self.places:
            raise PermissionDenied(_("Lo surte la farmacia del hospital."))

    def back(self) -> str:
        return reverse("pediatric:mixing-request", args=[self.dose.session_id])


class DoseHandOut(OneDose, View):
    """A dose that is not mixed: its pieces leave the pharmacy, first to expire first."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(HandOutForm(places=self.choices(), initial={"place": self.places[0].code}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = HandOutForm(request.POST, places=self.choices())
        if form.is_valid():
            try:
                given = hand_out(dose=self.dose, place=form.cleaned_data["place"], by=self.person)
            except NotAllowed:
                raise
            except Refusal as refusal:
                refuse(form, refusal)
                return self.show(form)
            toast(request, _("%(drug)s entregado.") % {"drug": given.name})
            return HttpResponseRedirect(self.back())
        return self.show(form)

    def choices(self) -> Any:
        return Place.objects.filter(pk__in=[place.pk for place in self.places]).order_by("-kind")

    def show(self, form: HandOutForm, **more: Any) -> HttpResponse:
        context = {
            "dose": self.dose,
            "child": self.dose.session.plan.child,
            "form": form,
            "cancel": self.back(),
            "crumbs": [
                (_("Mezclas"), reverse("pediatric:mixing-day")),
                (_("Sesión"), self.back()),
                (_("Entregar"), ""),
            ],
        }
        return render(self.request, "pediatric_platform/dose_hand_out.html", context | more)


class DoseTakeBack(DoseHandOut):
    """It was written down and did not happen."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            take_back(dose=self.dose, reason=request.POST.get("note", ""), by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            return self.show(HandOutForm(places=self.choices()), refusal=said(refusal))
        toast(request, _("Se deshizo la entrega: las piezas volvieron a la existencia."))
        return HttpResponseRedirect(self.back())
