"""A clinician gives a family its place at the hospital, and with it the invitation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from delegations.actions.families import invite_family
from delegations.errors import NotAllowed, Refusal
from delegations.forms_people import FamilyInviteForm
from delegations.selectors.invitations import family_units
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.network.refusals import refuse


class FamilyInvite(LoginRequiredMixin, FormView):
    """For whoever treats children at a hospital: who, and at which address."""

    form_class = FamilyInviteForm
    template_name = "delegations/family_invite.html"
    success_url = reverse_lazy("delegations:invitation-list")
    consequences = (
        gettext_lazy("Le llega un correo con un enlace que sirve una sola vez, durante 30 días."),
        gettext_lazy("Con él elige cómo entrar, desde su celular; no hace falta instalar nada."),
        gettext_lazy("Nadie fuera de usted ve en este sitio su nombre ni su correo."),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not family_units(person_of(request)):
            raise PermissionDenied(_("A las familias las invita quien atiende a los niños en su hospital."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "units": family_units(person_of(self.request))}

    def form_valid(self, form: FamilyInviteForm) -> HttpResponse:
        try:
            _posting, invited = invite_family(
                email=form.cleaned_data["email"],
                full_name=form.cleaned_data["full_name"],
                unit=form.unit,
                by=person_of(self.request),
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        said = (
            _("Se envió la invitación a %(mail)s.")
            if invited
            else _("%(mail)s ya tenía cuenta: se le avisó por correo.")
        )
        toast(self.request, said % {"mail": form.cleaned_data["email"]})
        return HttpResponseRedirect(str(self.success_url))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            consequences=self.consequences,
            cancel=self.success_url,
            crumbs=[
                (_("Red de responsables"), reverse("delegations:network-gaps")),
                (_("Invitaciones"), reverse("delegations:invitation-list")),
                (_("Invitar a una familia"), ""),
            ],
            **kwargs,
        )
