from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from delegations.actions.accounts import close_account, reopen_account
from delegations.actions.invitations import invite_again, send_invitation
from delegations.actions.people import find_or_register
from delegations.admin.base import AuditedAdmin
from delegations.errors import Refusal
from delegations.models import Person, Posting
from delegations.signed_in import person_of


class PersonCreation(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("email", "full_name")


class WithReason(ActionForm):
    """The list's actions are explained."""

    reason = forms.CharField(label=gettext_lazy("Motivo"), max_length=200, required=False)


class PostingInline(admin.TabularInline):
    """The person's postings, to look at; they are given and ended on their own page."""

    model = Posting
    fields = ("role", "holding", "is_national", "delegation", "unit", "starts_on", "ends_on")
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("delegation", "unit")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(AuditedAdmin):
    """Accounts. What a person may do on the site comes from the postings, not from here.

    A new account is invited; nobody sets somebody else's password. The address is changed on the person's page, where
    both addresses are told.
    """

    inlines = (PostingInline,)
    ordering = ("full_name",)
    list_display = ("full_name", "email", "is_active", "joined_at", "is_staff", "is_simulated", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "is_simulated")
    search_fields = ("full_name", "email")
    readonly_fields = ("email", "is_active", "last_login", "date_joined", "joined_at", "is_simulated")
    fieldsets = (
        (None, {"fields": ("email", "full_name", "language")}),
        (gettext_lazy("Acceso"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (gettext_lazy("Fechas"), {"fields": ("date_joined", "joined_at", "last_login", "is_simulated")}),
    )
    action_form = WithReason
    actions = ("close", "reopen", "invite")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else ((None, {"fields": ("email", "full_name")}),)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs) if obj else PersonCreation

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who is a superuser is decided by superusers."""
        if obj is None:
            return ()
        flags = () if person_of(request).is_superuser else ("is_staff", "is_superuser")
        return (*self.readonly_fields, *flags)

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        by = person_of(request)
        person, _is_new = find_or_register(by=by, **form.cleaned_data)
        send_invitation(person=person, by=by)
        obj.pk = person.pk
        obj.refresh_from_db()

    @admin.action(description=gettext_lazy("Cerrar la cuenta (con motivo)"))
    def close(self, request: HttpRequest, chosen: Any) -> None:
        """Those that are titular of a post are refused here: their posts are handed over first."""
        self._each(request, chosen, lambda person, why, by: close_account(person=person, reason=why, by=by))

    @admin.action(description=gettext_lazy("Reabrir la cuenta e invitar (con motivo)"))
    def reopen(self, request: HttpRequest, chosen: Any) -> None:
        self._each(request, chosen, lambda person, why, by: reopen_account(person=person, reason=why, by=by))

    @admin.action(description=gettext_lazy("Enviar otra invitación"))
    def invite(self, request: HttpRequest, chosen: Any) -> None:
        self._each(request, chosen, lambda person, _why, by: invite_again(person=person, by=by))

    def _each(self, request: HttpRequest, chosen: Any, act: Callable[[Person, str, Person], Any]) -> None:
        """One after the other; what is refused is told by name and stops none of the rest."""
        reason, by, done = request.POST.get("reason", ""), person_of(request), 0
        for person in chosen:
            try:
                act(person, reason, by)
                done += 1
            except Refusal as refusal:
                text = f"{refusal.message} {refusal.remedy}".strip()
                named = text if person.full_name in text else f"{person.full_name}: {text}"
                self.message_user(request, named, messages.ERROR)
        if done:
            words = ngettext("Se atendió %(count)d cuenta.", "Se atendieron %(count)d cuentas.", done)
            self.message_user(request, words % {"count": done}, messages.SUCCESS)
