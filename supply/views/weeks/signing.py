from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.roles import Permission
from delegations.toasts import toast
from supply.actions.weeks import observe_week, redraft, sign_week, validate_week
from supply.errors import WeekChanged, WeekRefusal
from supply.models import WeeklyReport
from supply.views.weeks.of_report import OfReport


class OnReport(OfReport, View):
    """One button of the report's page: an action, its words, and back to the page."""

    http_method_names = ["post", "options"]

    def act(self) -> str:
        """Call the action; what to say afterwards."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            toast(request, self.act())
        except WeekRefusal as refusal:
            self.refused(refusal)
            toast(request, f"{refusal} {refusal.remedy}".strip(), level=messages.ERROR)
        return HttpResponseRedirect(self.report.get_absolute_url())

    def refused(self, refusal: WeekRefusal) -> None:
        """What else to do about a refusal. Nothing by default."""


class WeeklyReportSign(OnReport):
    """The unit signs what it has read."""

    permission = Permission.SIGN_WEEK

    def act(self) -> str:
        signed: WeeklyReport = sign_week(report=self.report, by=self.person, seen_at=self.seen())
        if signed.is_on_time:
            return _("Semana firmada. El libro de esos días queda cerrado.")
        return _("Semana firmada, después de su vencimiento. El libro de esos días queda cerrado.")

    def seen(self) -> datetime:
        """When the draft was made that the person read; a form that does not say has read none."""
        try:
            return datetime.fromisoformat(self.request.POST.get("visto", ""))
        except ValueError:
            return datetime.min.replace(tzinfo=timezone.get_default_timezone())

    def refused(self, refusal: WeekRefusal) -> None:
        if isinstance(refusal, WeekChanged):
            redraft(report=self.report, now=timezone.now(), by=self.person)


class WeeklyReportRedraft(OnReport):
    """The draft is made anew from the ledger as it stands."""

    permission = Permission.SIGN_WEEK

    def act(self) -> str:
        redraft(report=self.report, now=timezone.now(), by=self.person)
        return _("El borrador se hizo de nuevo con el libro de ahora.")


class WeeklyReportValidate(OnReport):
    """The delegation accepts the week."""

    permission = Permission.VALIDATE_WEEK

    def act(self) -> str:
        validate_week(report=self.report, by=self.person)
        return _("Semana validada.")


class WeeklyReportObserve(OnReport):
    """The delegation says what it saw."""

    permission = Permission.VALIDATE_WEEK

    def act(self) -> str:
        observe_week(report=self.report, by=self.person, note=self.request.POST.get("note", ""))
        return _("Observación enviada a la unidad.")
