"""/api/v1/: regimens."""

from django.urls import URLPattern, path

from pediatric_platform.api import regimens

urlpatterns: list[URLPattern] = [
    path("diagnoses/", regimens.DiagnosisList.as_view(), name="api-diagnoses"),
    path("guards/", regimens.GuardList.as_view(), name="api-guards"),
    path("regimens/", regimens.RegimenList.as_view(), name="api-regimens"),
    path("regimens/<int:pk>/", regimens.RegimenDetail.as_view(), name="api-regimen"),
    path("regimen-deviations/", regimens.DeviationList.as_view(), name="api-regimen-deviations"),
]
