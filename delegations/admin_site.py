"""Who opens the administration."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from delegations.models import Person
from delegations.roles import Role
from delegations.scoping import scope_of


class AdministrationSite(AdminSite):
    """Django's administration, for staff accounts that hold an administrator's posting today.

    The account's flag alone opens nothing: it has no end, a posting does.
    """

    def password_change(  # type: ignore[override]  # no template, a redirection
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """On the page of one's account, which leaves a trace and tells the owner by mail."""
        return redirect("account_change_password")

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("delegations:account")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person may see any of its pages."""
        user = request.user
        return (
            isinstance(user, Person)
            and super().has_permission(request)
            and any(grant.role == Role.ADMINISTRATOR for grant in scope_of(user).grants)
        )
