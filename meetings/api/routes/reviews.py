"""/api/v1/: the review of each delegation."""

from django.urls import URLPattern, path

from meetings.api import reviews

LIST = "meetings/<int:pk>/reviews/"
ONE = "reviews/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # meetings/<n>/reviews/
    path(LIST, reviews.MeetingReviews.as_view(), name="api-meeting-reviews"),
    path(f"{LIST}prepare/", reviews.MeetingReviewsPrepare.as_view(), name="api-meeting-reviews-prepare"),
    path(f"{LIST}order/", reviews.MeetingReviewsOrder.as_view(), name="api-meeting-reviews-order"),
    # reviews/<n>/
    path(ONE, reviews.ReviewOne.as_view(), name="api-review"),
    path(f"{ONE}write/", reviews.ReviewWrite.as_view(), name="api-review-write"),
    path(f"{ONE}mark/", reviews.ReviewMark.as_view(), name="api-review-mark"),
    path(f"{ONE}show/", reviews.ReviewShow.as_view(), name="api-review-show"),
    path(f"{ONE}time/", reviews.ReviewTime.as_view(), name="api-review-time"),
]
