"""/api/v1/: performance."""

from django.urls import URLPattern, path

from supply.api.views import performance

urlpatterns: list[URLPattern] = [
    path("purchase-board/", performance.PurchaseBoardView.as_view(), name="api-purchase-board"),
    path("supplier-performance/", performance.SupplierPerformanceList.as_view(), name="api-supplier-performance"),
    path("warning-signs/", performance.WarningSignList.as_view(), name="api-warning-signs"),
    path("warning-signs/<int:pk>/", performance.WarningSignOne.as_view(), name="api-warning-sign"),
    path("warning-signs/<int:pk>/review/", performance.WarningSignReview.as_view(), name="api-warning-sign-review"),
]
