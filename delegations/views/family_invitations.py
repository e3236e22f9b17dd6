"""A family is invited from its child's page, where its consent is written down first: this address leads there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.navigation import address
from delegations.selectors.invitations import family_units
from delegations.signed_in import person_of
from delegations.toasts import toast


class FamilyInvite(LoginRequiredMixin, View):
    """For whoever treats children at a hospital: choose the child first."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest) -> HttpResponse:
        if not family_units(person_of(request)):
            raise PermissionDenied(_("A las familias las invita quien atiende a los niños en su hospital."))
        toast(
            request,
            _("Elija a la niña o al niño: su familia se invita desde su ficha, con su consentimiento."),
            level=messages.INFO,
        )
        return HttpResponseRedirect(address("pediatric:child-list") or "/")
