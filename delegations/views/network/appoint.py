"""Give a post to somebody by name and e-mail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from delegations.actions import network
from delegations.actions.network.rules import may_appoint
from delegations.errors import NotAllowed, Refusal
from delegations.forms_network import AppointForm
from delegations.models import Holding
from delegations.network_choices import roles_for
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from delegations.views.network.rights import NetworkPage
from delegations.views.network.wording import appoint_consequences


class PostingAppoint(NetworkPage, FormView):
    """For whoever appoints anywhere: who, as what, where, from when. What is asked for comes in the address."""

    form_class = AppointForm
    template_name = "delegations/posting_appoint.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not roles_for(self.person):
            raise PermissionDenied(_("Su nombramiento no permite nombrar a otras personas."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.person}

    def get_initial(self) -> dict[str, Any]:
        """`?funcion=…&lugar=u-CLUES&caracter=substitute`: a gap leads here with its own."""
        asked = self.request.GET
        return {
            "role": asked.get("funcion", ""),
            "place": asked.get("lugar", ""),
            "holding": asked.get("caracter") or Holding.TITULAR,
            "starts_on": timezone.localdate(),
        }

    def form_valid(self, form: AppointForm) -> HttpResponse:
        data = {name: value for name, value in form.cleaned_data.items() if name != "place"}
        if not may_appoint(self.person, role=data["role"], delegation=form.delegation, unit=form.unit):
            form.add_error("role", _("Su nombramiento no permite dar esta función en ese lugar."))
            return self.form_invalid(form)
        try:
            posting, invited = network.appoint_by_email(
                **data, delegation=form.delegation, unit=form.unit, by=self.person
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        who, mail = posting.person.full_name, data["email"]
        said = (
            _("Se nombró a %(who)s y se envió la invitación a %(mail)s.")
            if invited
            else _("Se nombró a %(who)s; ya tenía cuenta y recibe un aviso.")
        )
        toast(self.request, said % {"who": who, "mail": mail})
        return HttpResponseRedirect(reverse("delegations:posting", args=[posting.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            consequences=appoint_consequences(),
            cancel=reverse("delegations:posting-list"),
            crumbs=[
                (_("Red de responsables"), reverse("delegations:network-gaps")),
                (_("Nombramientos"), reverse("delegations:posting-list")),
                (_("Nombrar"), ""),
            ],
            **kwargs,
        )
