"""A relative's own permission: read, given and withdrawn by themselves, at any hour."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from delegations import audit
from delegations.errors import NotAllowed, Refusal
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.network.refusals import said
from pediatric_platform.actions.consents import give_consent, withdraw_consent
from pediatric_platform.models import ConsentMethod
from pediatric_platform.selectors.guardians import OwnConsent, own_consents

AGREE, WITHDRAW = "aceptar", "retirar"


class FamilyConsent(LoginRequiredMixin, TemplateView):
    """Only one's own; another person's is not there."""

    template_name = "pediatric_platform/family_consent.html"
    own: OwnConsent

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            mine = [row for row in own_consents(person_of(request)) if row.guardian.pk == kwargs["pk"]]
            if not mine:
                raise Http404
            self.own = mine[0]
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.record_read(by=person_of(self.request), what="family_consent.read", target=self.own.guardian)
        return super().get_context_data(
            own=self.own, guardian=self.own.guardian, child=self.own.guardian.child, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person, guardian = person_of(request), self.own.guardian
        decision = request.POST.get("decision", "")
        here = reverse("pediatric:family-consent", args=[guardian.pk])
        try:
            if decision == AGREE:
                give_consent(
                    guardian=guardian,
                    method=ConsentMethod.SCREEN,
                    given_on=None,
                    version=request.POST.get("version", ""),
                    by=person,
                )
                toast(request, _("Listo: ya puede ver su página."))
                return HttpResponseRedirect("/")
            if decision == WITHDRAW:
                withdraw_consent(guardian=guardian, reason="", by=person)
                toast(request, _("Su permiso quedó retirado. Su página ya no muestra datos."))
            else:
                toast(request, _("No entendimos su respuesta. Elija uno de los dos botones."), level=messages.ERROR)
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, said(refusal), level=messages.ERROR)
        return HttpResponseRedirect(here)
