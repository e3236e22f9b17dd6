"""The list of a review: what is done, what is not, in which order; and the wall that shows what is being looked at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.toasts import toast
from delegations.views.network.presses import answered
from meetings.actions.reviews import order_reviews
from meetings.actions.reviews.prepare import prepare_reviews
from meetings.forms.reviews import OrderForm
from meetings.models import MeetingState, Review, ReviewState
from meetings.review_rights import may_review, must_review
from meetings.selectors.reviews import Stop, agreed_in, on_screen, stops_of, version_of, with_agreements
from meetings.views.reviews.base import OfReviews, back, fresh
from meetings.views.reviews.screen import placed, seconds_each, told


class ReviewList(OfReviews, View):
    """Every stop with how it stands; `?pantalla=1` is the wall of the room."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "pantalla" in request.GET:
            return fresh(render(request, "meetings/review_wall.html", wall_context(self)))
        stops = with_agreements(stops_of(self.meeting, self.person))
        keeps = may_review(self.person)
        waiting = [one for one in stops if one.state == ReviewState.PENDING]
        left = [one for one in stops if one.state in (ReviewState.PENDING, ReviewState.SKIPPED)]
        context = {
            "meeting": self.meeting,
            "stops": stops,
            "done": sum(one.is_done for one in stops),
            "reviewed": sum(one.was_reviewed for one in stops),
            "left": left,
            "waiting": waiting,
            "first": None if self.meeting.is_over else first_left(stops),
            "seconds": sum(one.seconds for one in stops),
            "each": seconds_each(self.meeting),
            "keeps": keeps,
            "may_prepare": keeps and self.meeting.series.has_reviews and not self.meeting.is_over,
            "started": self.meeting.state in (MeetingState.RUNNING, MeetingState.ENDED),
            "over": self.meeting.state == MeetingState.ENDED,
            "crumbs": self.crumbs(),
        }
        return fresh(render(request, "meetings/review_list.html", context))


def first_left(stops: list[Stop]) -> Stop | None:
    """Where one goes on: the first that nobody has judged."""
    return next((one for one in stops if not one.is_done), stops[0] if stops else None)


class ReviewsPrepare(OfReviews, View):
    """Freeze the figures and make the list, or renew what was not shown yet."""

    http_method_names = ["post", "options"]

    def permit(self) -> None:
        super().permit()
        must_review(self.person)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: prepare_reviews(meeting=self.meeting, by=self.person),
            _("Cifras congeladas: la revisión está lista."),
            self.list_address(),
        )


class ReviewsOrder(OfReviews, View):
    """By severity or by list."""

    http_method_names = ["post", "options"]

    def permit(self) -> None:
        super().permit()
        must_review(self.person)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = OrderForm(request.POST)
        if not form.is_valid():
            toast(request, _("Elija un orden: por gravedad o por lista."), level=messages.ERROR)
            return back(self.list_address())
        how = form.cleaned_data["how"]
        done = _("Ordenadas por gravedad.") if how == "severity" else _("Ordenadas por lista.")
        return answered(
            request,
            lambda: order_reviews(meeting=self.meeting, how=how, by=self.person),
            done,
            self.list_address(),
        )


class ReviewWall(OfReviews, View):
    """What the wall shows if it changed since version `v`, or nothing (204)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        shown = on_screen(self.meeting)
        if request.GET.get("v") == wall_version(self, shown):
            return fresh(HttpResponse(status=204))
        return fresh(render(request, "meetings/_review_wall.html", wall_context(self, shown)))


def wall_version(page: OfReviews, shown: Review | None) -> str:
    return f"{shown.pk}-{version_of(shown)}" if shown is not None else f"0-{page.meeting.state}"


def wall_context(page: OfReviews, shown: Review | None = None) -> dict[str, Any]:
    """The review on the wall for whoever sees the place; else only that another one is being looked at."""
    shown = shown or on_screen(page.meeting)
    version = wall_version(page, shown)
    context = {"meeting": page.meeting, "wall": True, "keeps": False, "version": version, "crumbs": page.crumbs()}
    if shown is None:
        return context
    shown.meeting = page.meeting
    stops = stops_of(page.meeting, page.person)
    if shown.pk not in {one.pk for one in stops}:
        return context | {"elsewhere": True}
    return context | placed(shown, stops) | told(shown, wall=True) | {"agreed": agreed_in(shown, page.person)}
