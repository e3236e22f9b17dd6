"""/api/v1/: coverage boards."""

from django.urls import URLPattern, path

from pediatric_platform.api import coverage

urlpatterns: list[URLPattern] = [
    path("coverage-packages/", coverage.CoveragePackageList.as_view(), name="api-coverage-packages"),
    path("coverage-delegations/", coverage.CoverageDelegationList.as_view(), name="api-coverage-delegations"),
    path("coverage-drugs/", coverage.CoverageDrugList.as_view(), name="api-coverage-drugs"),
    path("promise-hit-rate/", coverage.PromiseHitRate.as_view(), name="api-promise-hit-rate"),
]
