"""/api/v1/: levels."""

from django.urls import URLPattern, path

from supply.api.views import levels

urlpatterns: list[URLPattern] = [
    path("stock-plans/", levels.StockPlanList.as_view(), name="api-stock-plans"),
    path("stock-plans/<slug:clues>/<str:drug>/", levels.StockPlanOne.as_view(), name="api-stock-plan"),
    path("worklist/", levels.WorkList.as_view(), name="api-worklist"),
    path("worklist/put-off/", levels.WorkPutOff.as_view(), name="api-work-put-off"),
    path("worklist/bring-back/", levels.WorkBringBack.as_view(), name="api-work-bring-back"),
]
