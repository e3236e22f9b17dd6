"""/api/v1/meetings/<n>/reviews/, /api/v1/reviews/: what was looked at and what was said; each act is the page's own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from meetings.actions.reviews import mark, order_reviews, prepare_reviews, show_review, spend, write_review
from meetings.api.review_serializers import (
    ReviewDetailSerializer,
    ReviewMarkIn,
    ReviewOrderIn,
    ReviewSerializer,
    ReviewTimeIn,
    ReviewWriteIn,
    WrittenReviewSerializer,
)
from meetings.models import Meeting, Review
from meetings.review_rights import must_review
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.editing import NothingIn


class Reviews(Seen):
    """For the institute's staff; each sees the places of their scope."""

    tag = "meetings"
    permission = Permission.VIEW_STOCK
    model = Review
    serializer_class: Any = ReviewSerializer

    def rows(self) -> QuerySet[Review]:
        return joined(Review.objects.visible_to(self.person))


def joined(rows: QuerySet[Review]) -> QuerySet[Review]:
    """With what an answer tells of it, the count of its agreements included."""
    rows = rows.select_related("meeting__series", "delegation", "unit__delegation", "reviewed_by")
    return rows.annotate(agreed=Count("agreements")).order_by("position", "pk")


class OfMeeting(Reviews):
    """The reviews of one meeting: 404 where the caller does not see it."""

    @property
    def meeting(self) -> Meeting:
        seen = Meeting.objects.visible_to(self.person).select_related("series")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def rows(self) -> QuerySet[Review]:
        meeting = self.meeting
        require(self.person, Permission.VIEW_STOCK)
        return super().rows().filter(meeting=meeting)


class MeetingReviews(OfMeeting, SeenList):
    summary = _("Revisión de una sesión: delegaciones y hospitales en su orden")


class MeetingReviewsAct(Acts, OfMeeting):
    """One act on the whole review of a meeting; it answers with the list as it then is."""

    answers: ClassVar[dict[int, Any]] = {200: ReviewSerializer(many=True)}

    def act(self, meeting: Meeting, told: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        meeting = self.meeting
        must_review(self.person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(meeting, dict(asked.validated_data))
        return Response(ReviewSerializer(self.rows(), many=True).data)


class MeetingReviewsPrepare(MeetingReviewsAct):
    summary = _("Preparar la revisión: congela las cifras de lo que no se ha mostrado")
    serializer_class = NothingIn

    def act(self, meeting: Meeting, told: dict[str, Any]) -> None:
        prepare_reviews(meeting=meeting, by=self.person)


class MeetingReviewsOrder(MeetingReviewsAct):
    summary = _("Ordenar la revisión: por gravedad, por lista o por códigos")
    serializer_class = ReviewOrderIn

    def act(self, meeting: Meeting, told: dict[str, Any]) -> None:
        order_reviews(meeting=meeting, how=told.get("codes") or told["how"], by=self.person)


class ReviewOne(Reviews, SeenOne):
    summary = _("Una delegación u hospital en la revisión, con sus cifras congeladas")
    serializer_class = ReviewDetailSerializer

    def rows(self) -> QuerySet[Review]:
        return super().rows().select_related("snapshot")


class ReviewAct(Acts, Reviews):
    """One act on a review of the caller's reach: whether they may is asked before what they sent is looked at."""

    answers: ClassVar[dict[int, Any]] = {200: ReviewSerializer}
    serializer_class: type[serializers.Serializer] = NothingIn

    def act(self, row: Review, told: dict[str, Any]) -> Any:
        raise NotImplementedError

    def told(self, row: Review) -> Any:
        return ReviewSerializer(joined(Review.objects.filter(pk=row.pk)).get()).data

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_review(self.person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(self.answered(self.act(row, dict(asked.validated_data))))

    def answered(self, done: Any) -> Any:
        return self.told(done)


class ReviewWrite(ReviewAct):
    summary = _("Anotar comentario y cómo está")
    details = _(
        "Con `read_comment` (lo que se había leído), una edición anterior no se rechaza: los dos textos se juntan y "
        "`merged` lo dice. Sin él, 409 dice quién guardó después."
    )
    serializer_class = ReviewWriteIn
    answers: ClassVar[dict[int, Any]] = {200: WrittenReviewSerializer}

    def act(self, row: Review, told: dict[str, Any]) -> Any:
        return write_review(review=row, by=self.person, **ReviewWriteIn.asked(told))

    def answered(self, done: Any) -> Any:
        return self.told(done.review) | {"merged": done.merged, "clash": done.clash}


class ReviewMark(ReviewAct):
    summary = _("Decir si se revisó, si nadie estaba o si se deja")
    serializer_class = ReviewMarkIn

    def act(self, row: Review, told: dict[str, Any]) -> Review:
        return mark(review=row, by=self.person, **told)


class ReviewShow(ReviewAct):
    summary = _("Ponerla en la pantalla de la sala")

    def act(self, row: Review, told: dict[str, Any]) -> Review:
        return show_review(review=row, by=self.person)


class ReviewTime(ReviewAct):
    summary = _("Sumar segundos en pantalla")
    serializer_class = ReviewTimeIn

    def act(self, row: Review, told: dict[str, Any]) -> Review:
        return spend(review=row, by=self.person, **told)
