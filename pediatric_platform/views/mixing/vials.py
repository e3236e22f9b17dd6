from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import said
from pediatric_platform.actions.mixing import discard_vial
from pediatric_platform.actions.mixing.rights import may_prepare
from pediatric_platform.forms.mixing import DiscardForm
from pediatric_platform.mixing_rules import amount_text
from pediatric_platform.models import Vial
from pediatric_platform.selectors.mixing.one import open_vials
from pediatric_platform.views.children.base import Clinical


class VialList(Clinical, View):
    """The vials open now, with what is left of each and for how long."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def show(self, **more: Any) -> HttpResponse:
        rows = open_vials(self.person, timezone.now())
        context = {
            "rows": [(row, may_prepare(self.person, row.vial.place)) for row in rows],
            "crumbs": [(_("Mezclas"), reverse("pediatric:mixing-day")), (_("Frascos abiertos"), "")],
        }
        return render(self.request, "pediatric_platform/vial_list.html", context | more)


class VialDiscard(VialList):
    http_method_names = ["post", "options"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kwargs = kwargs

    def allow(self) -> None:
        rows = Vial.objects.visible_to(self.person).select_related("place__unit", "place__delegation", "lot__drug")
        self.vial = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not may_prepare(self.person, self.vial.place):
            raise PermissionDenied(_("Los frascos los desecha la central de mezclas."))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        vial = self.vial
        form = DiscardForm(request.POST)
        if not form.is_valid():
            return self.show(refusal=" ".join(map(str, form.errors["left"])), refused=pk)
        try:
            done = discard_vial(vial=vial, left=form.cleaned_data["left"], by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            return self.show(refusal=said(refusal), refused=pk)
        left = amount_text(done.discarded_amount, done.unit)
        toast(request, _("Frasco del lote %(lot)s desechado con %(left)s.") % {"lot": vial.lot.number, "left": left})
        return HttpResponseRedirect(reverse("pediatric:vial-list"))
