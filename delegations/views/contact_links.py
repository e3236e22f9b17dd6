"""The contact mail's page: opened is confirmed; or it is not correct; or one is no longer the holder."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView, View

from delegations.actions.contact_links import confirm_by_link, disown_by_link, renew_contact_link
from delegations.errors import LinkRefused, Refusal, UsedLink
from delegations.models import LinkPurpose
from delegations.selectors.contact_links import readable_contact_link
from delegations.views.link_door import LinkDoor, LinkPage


class ContactPlace:
    purpose = LinkPurpose.CONFIRM_CONTACT
    here = "delegations:contact"
    renews_at = "delegations:contact-renew"


class ContactDoor(ContactPlace, LinkDoor):
    """The address in the mail."""


class ContactConfirm(ContactPlace, LinkPage, TemplateView):
    """GET shows the contact and, by script, sends the confirmation that the click in the mail meant; a button without
    scripts. Programs that only look at links confirm nothing.
    """

    template_name = "delegations/contact_confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        link = readable_contact_link(token=self.token)
        return super().get_context_data(link=link, posting=link.posting, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            confirm_by_link(token=self.token)
        except UsedLink:
            pass  # sent twice: it is confirmed
        except LinkRefused:
            raise
        except Refusal as refusal:
            return render(request, "delegations/link_refused.html", {"refusal": refusal, "purpose": self.purpose})
        return HttpResponseRedirect(reverse(self.here))


class ContactDisown(ContactPlace, LinkPage, View):
    """Whoever reads that mail is not the holder any more."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        link = disown_by_link(token=self.token)
        response = render(request, "delegations/contact_disowned.html", {"posting": link.posting})
        self.forget(response)
        return response


class ContactRenew(ContactPlace, LinkPage, View):
    """A link out of date is sent anew to where the post's mail goes. The answer is always the same."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        with suppress(LinkRefused):
            renew_contact_link(token=self.token)
        return render(request, "delegations/link_renewed.html", {})
