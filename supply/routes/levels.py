"""Pages of levels."""

from django.urls import URLPattern, path

from supply.views.levels import plans, put_off, worklist

urlpatterns: list[URLPattern] = [
    # reabasto/
    path("reabasto/", worklist.WorklistPage.as_view(), name="worklist"),
    path("reabasto/aplazar/", put_off.WorkPutOff.as_view(), name="work-put-off"),
    path("reabasto/regresar/", put_off.WorkBringBack.as_view(), name="work-bring-back"),
    # reabasto/niveles/
    path("reabasto/niveles/", plans.StockPlanList.as_view(), name="stock-plan-list"),
    path("reabasto/niveles/<slug:clues>/<str:drug>/", plans.StockPlanPage.as_view(), name="stock-plan"),
]
