"""A child's case as its family follows it: who has it, by when, what was done, and a place to answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from delegations.toasts import toast
from pediatric_platform.actions.family_pages import open_page
from pediatric_platform.family.case_acts import act, blank_forms
from pediatric_platform.family.views.base import OwnChild
from pediatric_platform.models import CaseFollower
from pediatric_platform.selectors.family_cases import case_of_child, family_cases, story_of


class FamilyCasePage(OwnChild, TemplateView):
    """`/mi-familia/<child>/caso/<folio>/`; a case that was merged leads to the one it is part of."""

    template_name = "pediatric_platform/family/case.html"
    while_living = True
    follower: CaseFollower

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.found()
        if found is not None:
            return found
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.found()
        if found is not None:
            return found
        words, forms = act(request, self.follower, self.person)
        if not words:
            return self.render_to_response(self.get_context_data(forms=forms))
        toast(request, words)
        return HttpResponseRedirect(self.address())

    def found(self) -> HttpResponse | None:
        """By whom the family follows it; 404 where it does not, and on to where it went."""
        follower = case_of_child(self.child, self.person, self.kwargs["case"])
        if follower is None:
            raise Http404
        self.follower = follower
        return None if follower.case.folio == self.kwargs["case"] else HttpResponseRedirect(self.address())

    def address(self) -> str:
        return reverse("pediatric:family-case", args=[self.child.folio, self.follower.case.folio])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_page(child=self.child, by=self.person, part="case")
        (row,) = family_cases([self.follower])
        forms = kwargs.pop("forms", None) or blank_forms()
        return super().get_context_data(row=row, case=row.case, story=story_of(row, self.person), forms=forms, **kwargs)
