"""A child's page as its family reads it: what comes, what was, and whom to call."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView

from pediatric_platform.actions.family_mail import wants_mail
from pediatric_platform.actions.family_pages import open_page
from pediatric_platform.family.below import lines
from pediatric_platform.family.borrowed import is_borrowed
from pediatric_platform.family.views.base import OwnChild
from pediatric_platform.models import ChildState, FamilyReport, Guardian, SessionState
from pediatric_platform.selectors.family import contacts_of, days_of, family_page, sessions_of
from pediatric_platform.selectors.family_cases import cases_of_child

REPORTS_SHOWN = 3
PER_PAGE = 30


class FamilyChild(OwnChild, TemplateView):
    """The next session first. What is shown is kept in the ledger of promises before it is shown."""

    template_name = "pediatric_platform/family/child.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        cases = cases_of_child(self.child, self.person, now=now)
        page = family_page(self.child, now=now, cases=cases)
        open_page(child=self.child, by=self.person, shown=page.shown, now=page.now)
        told = FamilyReport.objects.filter(child=self.child, told_by=self.person, follower__isnull=True)[:REPORTS_SHOWN]
        is_over = page.state == ChildState.DECEASED
        return self.render_to_response(
            self.get_context_data(
                page=page,
                cases=[] if is_over else cases,
                reports=[] if is_over else told,
                wants_mail=wants_mail(self.person),
                is_borrowed=is_borrowed(request),
                below=lines(),
                guardian=Guardian.objects.current().filter(child=self.child, person=self.person).first(),
            )
        )


class FamilyHistory(OwnChild, TemplateView):
    """Sessions that were given, called off, or went by."""

    template_name = "pediatric_platform/family/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = self.child.unit.today()
        went_by = Q(on__lt=today)
        if self.child.state != ChildState.ACTIVE:  # what was planned for later was not to be given, and did not go by
            went_by &= Q(on__lte=self.child.state_on)
        past = sessions_of(self.child).filter(~Q(state=SessionState.PLANNED) | went_by).order_by("-on", "-pk")
        shown = Paginator(past, PER_PAGE).get_page(self.request.GET.get("pagina"))
        open_page(child=self.child, by=self.person, part="history")
        solver = contacts_of(self.child.unit).solver
        days = days_of(list(shown), solver=solver, now=timezone.localtime())
        return super().get_context_data(page_obj=shown, days=days, **kwargs)


class FamilyContacts(OwnChild, TemplateView):
    """Everybody whom the family may call, and for what."""

    template_name = "pediatric_platform/family/contacts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(contacts=contacts_of(self.child.unit), **kwargs)
