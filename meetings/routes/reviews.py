"""Addresses of the review of each delegation."""

from django.urls import URLPattern, path

from meetings.views.reviews import acts, listing, screen

LIST = "reuniones/<int:pk>/revision/"
ONE = LIST + "<slug:code>/"

urlpatterns: list[URLPattern] = [
    # reuniones/<n>/revision/
    path(LIST, listing.ReviewList.as_view(), name="review-list"),
    path(f"{LIST}preparar/", listing.ReviewsPrepare.as_view(), name="review-prepare"),
    path(f"{LIST}orden/", listing.ReviewsOrder.as_view(), name="review-order"),
    path(f"{LIST}pantalla/", listing.ReviewWall.as_view(), name="review-wall"),
    # reuniones/<n>/revision/<code>/
    path(ONE, screen.ReviewScreen.as_view(), name="review"),
    path(f"{ONE}vivo/", screen.ReviewLive.as_view(), name="review-live"),
    path(f"{ONE}anotar/", acts.ReviewWrite.as_view(), name="review-write"),
    path(f"{ONE}marcar/", acts.ReviewMark.as_view(), name="review-mark"),
    path(f"{ONE}mostrar/", acts.ReviewShow.as_view(), name="review-show"),
    path(f"{ONE}tiempo/", acts.ReviewTime.as_view(), name="review-time"),
]
