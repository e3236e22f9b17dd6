"""Doors that the library does not have as we want them."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ConfirmEmailVerificationCodeView, ConfirmLoginCodeView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from django.views.i18n import set_language

from delegations.actions.account import change_language
from delegations.models import Person
from delegations.sign_in import trail


class NoSignUp(TemplateView):
    """Where the library would register people: accounts are given, and this page says by whom."""

    template_name = "account/signup_closed.html"


class ConfirmLoginCode(ConfirmLoginCodeView):
    """The library goes back without a word when the code is too old, or was used."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and not request.user.is_authenticated and not getattr(self, "_process", None):
            messages.error(request, _("El código venció o ya se usó. Pida otro."))
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if isinstance(response, HttpResponseRedirect):
            _guessed_too_often(self.request)
        return response


def _guessed_too_often(request: HttpRequest) -> None:
    """In place of the library's words, which speak of waiting: that code is over, another may be asked for at once."""
    list(messages.get_messages(request))
    messages.error(request, _("Demasiados intentos con ese código, que ya no sirve. Pida otro."))


class ConfirmEmailCode(ConfirmEmailVerificationCodeView):
    """The code for a new address; guessed at too often, it leads back to where another is asked for."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if self._action != "change" and isinstance(response, HttpResponseRedirect):
            _guessed_too_often(self.request)
            if self.request.user.is_authenticated:
                return HttpResponseRedirect(reverse("account_email"))
        return response


class AdministrationDoor(View):
    """The administration has no door of its own: that one would ask for a password only."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        asked = request.GET.get("next", "")
        way_in = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': way_in})}")


def choose_language(request: HttpRequest) -> HttpResponse:
    """Django's language switch; who is signed in keeps the choice on their account, and in their mail."""
    response: HttpResponse = set_language(request)
    if request.method == "POST" and isinstance(request.user, Person):
        change_language(language=request.POST.get("language", ""), by=request.user)
    return response


def too_many_requests(request: HttpRequest, *args: Any) -> HttpResponse:
    """The page of a limit that was reached at a door."""
    trail.locked(request)
    return render(request, "429.html", status=429)
