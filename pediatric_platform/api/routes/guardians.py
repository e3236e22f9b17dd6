"""/api/v1/: relatives and consents, under their child."""

from django.urls import URLPattern, path

from pediatric_platform.api import guardians

HERE = "children/<slug:folio>/guardians/"

urlpatterns: list[URLPattern] = [
    path(HERE, guardians.GuardianList.as_view(), name="api-guardians"),
    path(f"{HERE}<int:pk>/consents/", guardians.GuardianConsents.as_view(), name="api-consents"),
    path(f"{HERE}<int:pk>/withdraw/", guardians.GuardianWithdraw.as_view(), name="api-consent-withdraw"),
    path(f"{HERE}<int:pk>/end/", guardians.GuardianEnd.as_view(), name="api-guardian-end"),
]
