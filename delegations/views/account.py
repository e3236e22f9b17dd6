"""A person's own account. What changes how it is entered asks again who one is."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from delegations.actions.account import change_language, end_session
from delegations.actions.notice_preferences import set_mobile_phone
from delegations.actions.people import change_name
from delegations.actions.tokens import give_token, revoke_token
from delegations.errors import Refusal
from delegations.forms_account import OwnDataForm
from delegations.selectors.account import entrance_of, own_postings, works_here
from delegations.sign_in.adapter import set_language_cookie
from delegations.signed_in import person_of


class Account(LoginRequiredMixin, FormView):
    """`/cuenta/`: own data, how one enters, and where one answers. Everybody's own."""

    template_name = "delegations/account.html"
    form_class = OwnDataForm
    success_url = reverse_lazy("delegations:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": person_of(self.request)}

    def form_valid(self, form: OwnDataForm) -> HttpResponse:
        person, given = person_of(self.request), form.cleaned_data
        try:
            with transaction.atomic():
                change_name(person=person, full_name=given["full_name"], by=person)
                set_mobile_phone(number=given["mobile_phone"], by=person)
                change_language(language=given["language"], by=person)
        except Refusal as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, f"{refusal.message} {refusal.remedy}".strip())
            return self.form_invalid(form)
        with override(person.language):
            messages.success(self.request, _("Datos guardados."))
        response = super().form_valid(form)
        set_language_cookie(response, person.language)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = person_of(self.request)
        return super().get_context_data(
            person=person,
            entrance=entrance_of(person),
            postings=own_postings(person),
            works_here=works_here(person),
            **kwargs,
        )


@method_decorator([never_cache, reauthentication_required(app="allauth.mfa")], name="post")
class ApiKeyNew(LoginRequiredMixin, View):
    """Makes the key and shows it this once."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            key = give_token(by=person_of(request))
        except Refusal as refusal:
            messages.error(request, f"{refusal.message} {refusal.remedy}")
            return redirect("mfa_index")
        account = reverse("delegations:account")
        crumbs = [(_("Mi cuenta"), account), (_("Clave de la API"), "")]
        return render(request, "delegations/account_key.html", {"key": key, "crumbs": crumbs})


class ApiKeyRevoke(LoginRequiredMixin, View):
    """Takes the key back at once: whoever fears for it must not be asked anything."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if revoke_token(by=person_of(request)):
            messages.success(request, _("Clave revocada."))
        return redirect("delegations:account")


class SessionEnd(LoginRequiredMixin, View):
    """Closes one of one's own sessions; another's does not exist."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = person_of(request)
        end_session(session=get_object_or_404(UserSession, pk=pk, user=person), by=person)
        messages.success(request, _("Sesión cerrada."))
        return redirect("usersessions_list")
