"""What every page about one report shares: it is found in scope or not at all, and who may act is asked once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from supply.models import WeeklyReport


class OfReport(LoginRequiredMixin):
    """A view of the report named in the address. With `permission`, whoever lacks it there gets a 403."""

    permission: ClassVar[Permission | None] = None
    report: WeeklyReport
    person: Person
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.person = person_of(request)
        reports = WeeklyReport.objects.visible_to(self.person).select_related(
            "delegation", "unit__delegation", "signed_by", "validated_by"
        )
        self.report = get_object_or_404(reports, pk=kwargs["pk"])
        if self.permission is not None and not self.may(self.permission):
            raise PermissionDenied(_("Su nombramiento no permite hacer esto con la semana de esta unidad."))
        return super().dispatch(request, *args, **kwargs)

    def may(self, permission: Permission) -> bool:
        """Whether this person may do it with this report."""
        return has_permission(
            self.person, permission, delegation_id=self.report.delegation_id, unit_id=self.report.unit_id
        )
