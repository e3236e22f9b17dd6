"""What the pages of the review ask first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal
from delegations.views.listing import Crumb
from meetings.models import Review
from meetings.review_rights import must_review
from meetings.selectors.reviews import named, reviews_seen
from meetings.views.base import OfMeeting
from pediatric_platform.errors.editing import StaleEdition


class OfReviews(OfMeeting):
    """A page of the whole review of one meeting; each sees the places of their scope."""

    def list_address(self) -> str:
        return reverse("meetings:review-list", args=[self.meeting.pk])

    def crumbs(self, title: object = "") -> list[Crumb]:
        way = super().crumbs(_("Revisión"))
        if title:
            way[-1] = (way[-1][0], self.list_address())
            way.append((str(title), ""))
        return way


class OfReview(OfReviews):
    """A page of one delegation or hospital in it: for who does not see the place, it is not there (404)."""

    review: Review

    def permit(self) -> None:
        seen = reviews_seen(self.person).filter(named(self.kwargs["code"]), meeting=self.meeting)
        self.review = get_object_or_404(seen)
        self.review.meeting = self.meeting

    def address(self) -> str:
        return reverse("meetings:review", args=[self.meeting.pk, self.review.code])


class Kept(OfReview):
    """An act of whoever keeps the minutes."""

    def permit(self) -> None:
        super().permit()
        must_review(self.person)


def asks_for_data(request: HttpRequest) -> bool:
    """Whether the screen's own script asks, not a form without it."""
    return "application/json" in request.headers.get("Accept", "")


def fresh(response: HttpResponse) -> HttpResponse:
    """Never from a cache: two people write here."""
    patch_cache_control(response, no_store=True)
    return response


def refused(refusal: Refusal) -> HttpResponse:
    """The refusal as the screen's script reads it; what may not be done at all is 403, as everywhere."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    status = 409 if isinstance(refusal, StaleEdition) else 422
    told = {"code": refusal.code, "message": refusal.message, "remedy": refusal.remedy}
    return fresh(JsonResponse(told, status=status))


def back(where: str) -> HttpResponse:
    return HttpResponseRedirect(where)
