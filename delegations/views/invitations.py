"""The invitations that were sent, and what may still be done with them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations.actions.invitations import resend_invitation, revoke_invitation
from delegations.errors import NotAllowed, Refusal
from delegations.exports import Column
from delegations.filters_invitations import InvitationFilter
from delegations.models import LinkPurpose, LinkState, OneTimeLink
from delegations.roles import Role
from delegations.scoping import scope_of
from delegations.selectors.invitations import may_invite
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.listing import Listing
from delegations.views.network.refusals import said


class InvitationList(Listing):
    """The invitations of one's own places: waiting, accepted, out of date, withdrawn."""

    model = OneTimeLink
    filterset_class = InvitationFilter
    template_name = "delegations/invitation_list.html"
    title = gettext_lazy("Invitaciones")
    export_name = "invitaciones"
    export_columns = (
        Column(gettext_lazy("Persona"), "person.full_name", 32),
        Column(gettext_lazy("Correo"), "sent_to", 32),
        Column(gettext_lazy("Función"), "posting.get_role_display", 32),
        Column(gettext_lazy("Lugar"), "posting.where", 32),
        Column(gettext_lazy("Estado"), lambda row: LinkState(row.invitation_state).label),
        Column(gettext_lazy("Enviada"), "created_at", 20),
        Column(gettext_lazy("Vence"), "expires_at", 20),
        Column(gettext_lazy("Invitó"), "created_by.full_name", 32),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not scope_of(person_of(request)).appointable:
            raise PermissionDenied(_("Las invitaciones las ve quien nombra."))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[OneTimeLink]:
        rows = OneTimeLink.objects.visible_to(person_of(self.request)).filter(purpose=LinkPurpose.INVITATION)
        return (
            rows.newest()
            .with_state(timezone.now())
            .select_related("person", "created_by", "posting__unit__delegation", "posting__delegation")
        )

    def get_crumbs(self) -> Any:
        return ((_("Red de responsables"), reverse("delegations:network-gaps")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        person = person_of(self.request)
        given = scope_of(person).appointable
        context["invites_families"], context["appoints"] = Role.FAMILY in given, bool(given - {Role.FAMILY})
        for row in context["object_list"]:
            row.may_invite = may_invite(person, row.posting)
            row.dialog = f"revoke-{row.pk}"
        return context


class InvitationAct(LoginRequiredMixin, View):
    """Something done with one invitation that the person sees; who may, the action says."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = OneTimeLink.objects.visible_to(person_of(request)).filter(purpose=LinkPurpose.INVITATION)
        related = ("person", "posting__unit__delegation", "posting__delegation")
        link = get_object_or_404(rows.select_related(*related), pk=pk)
        try:
            toast(request, self.act(link))
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, said(refusal), level=messages.ERROR)
        return HttpResponseRedirect(reverse("delegations:invitation-list"))

    def act(self, link: OneTimeLink) -> str:
        """Do it; the words of the toast."""
        raise NotImplementedError


class InvitationResend(InvitationAct):
    """A new link to the same address; the old one stops working."""

    def act(self, link: OneTimeLink) -> str:
        sent = resend_invitation(link=link, by=person_of(self.request))
        return _("Se envió una invitación nueva a %(email)s.") % {"email": sent.sent_to}


class InvitationRevoke(InvitationAct):
    """The link opens nothing any more."""

    def act(self, link: OneTimeLink) -> str:
        if revoke_invitation(link=link, by=person_of(self.request)):
            if link.posting is not None and link.posting.role == Role.FAMILY:
                return _("Se anuló la invitación de %(name)s.") % {"name": link.person.full_name}
            return _("Se anuló la invitación de %(name)s. Su nombramiento sigue: termínelo si ya no procede.") % {
                "name": link.person.full_name
            }
        return _("Esa invitación ya no servía.")
