"""/api/v1/: recalls."""

from django.urls import URLPattern, path

from supply.api.views import recalls

ONE = "recalls/<int:pk>/"
HOLDING = f"{ONE}holdings/<int:holding>/"

urlpatterns: list[URLPattern] = [
    path("recalls/", recalls.RecallList.as_view(), name="api-recalls"),
    path(ONE, recalls.RecallOne.as_view(), name="api-recall"),
    path(f"{ONE}closing/", recalls.RecallClose.as_view(), name="api-recall-close"),
    path(f"{ONE}lifting/", recalls.RecallLift.as_view(), name="api-recall-lift"),
    path(f"{ONE}holdings/", recalls.HoldingList.as_view(), name="api-recall-holdings"),
    path(f"{HOLDING}answer/", recalls.HoldingAnswer.as_view(), name="api-recall-answer"),
    path(f"{HOLDING}removal/", recalls.HoldingOut.as_view(), name="api-recall-out"),
]
