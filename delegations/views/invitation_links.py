"""An invitation opened from the mail: accepted, or asked for anew when it is out of date."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.generic import FormView, View

from delegations.actions.invitations import accept_invitation, renew_invitation
from delegations.errors import LinkRefused, NoName, WeakPassword
from delegations.forms_people import AcceptForm
from delegations.models import LinkPurpose, OneTimeLink
from delegations.roles import Role
from delegations.selectors.invitations import open_invitation
from delegations.sign_in.adapter import set_language_cookie
from delegations.toasts import toast
from delegations.views.link_door import LinkDoor, LinkPage
from delegations.views.network.refusals import refuse


class InvitationPlace:
    purpose = LinkPurpose.INVITATION
    here = "delegations:invitation-accept"
    renews_at = "delegations:invitation-renew"


class InvitationDoor(InvitationPlace, LinkDoor):
    """The address in the mail."""


class InvitationAccept(InvitationPlace, LinkPage, FormView):
    """Who invites and to what; one's name, language and way in; then one is in."""

    template_name = "delegations/invitation_accept.html"
    form_class = AcceptForm
    link: OneTimeLink

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.link = open_invitation(token=self.token)
        except LinkRefused as refusal:
            return self.refused(refusal)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.link.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posting = self.link.posting
        return super().get_context_data(
            link=self.link,
            posting=posting,
            sender=self.link.created_by,
            is_family=posting is not None and posting.role == Role.FAMILY,
            **kwargs,
        )

    def form_valid(self, form: AcceptForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            person = accept_invitation(
                token=self.token,
                full_name=data["full_name"],
                password=form.chosen_password,
                language=data["language"],
            )
        except WeakPassword as weak:
            form.add_error("password", weak.faults)
            return self.form_invalid(form)
        except NoName as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        if self.request.user.is_authenticated:  # as somebody else, on a shared computer
            get_adapter().logout(self.request)
        record_authentication(self.request, person, method="invitation")
        response: HttpResponse = perform_login(self.request, person, redirect_url=reverse("home"))
        if self.request.user.is_authenticated:
            with override(person.language):
                toast(self.request, _("Su cuenta está lista. Ya está dentro."))
        set_language_cookie(response, person.language)
        self.forget(response)
        return response


class InvitationRenew(InvitationPlace, LinkPage, View):
    """A link out of date is sent anew to the same mailbox. The answer is the same whether it was or not."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        with suppress(LinkRefused):
            renew_invitation(token=self.token)
        return render(request, "delegations/link_renewed.html", {})
