"""Addresses of coverage boards."""

from django.urls import URLPattern, path

from pediatric_platform.views import coverage

urlpatterns: list[URLPattern] = [
    # /cobertura/
    path("cobertura/", coverage.Coverage.as_view(), name="coverage"),
    path("cobertura/delegacion/<slug:code>/", coverage.CoverageDelegation.as_view(), name="coverage-delegation"),
    path("cobertura/unidad/<slug:clues>/", coverage.CoverageUnit.as_view(), name="coverage-unit"),
    path("cobertura/medicamento/<str:drug>/", coverage.CoverageDrug.as_view(), name="coverage-drug"),
]
