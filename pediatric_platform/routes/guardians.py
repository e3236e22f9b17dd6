"""Addresses of relatives, consents and the census."""

from django.urls import path

from pediatric_platform.views import guardians as g
from pediatric_platform.views.family_consent import FamilyConsent

urlpatterns = [
    # /ninos/<folio>/familiares/
    path("ninos/consentimiento/", g.ConsentSheet.as_view(), name="consent-sheet"),
    path("ninos/<str:folio>/familiares/", g.GuardianHistory.as_view(), name="guardian-history"),
    path("ninos/<str:folio>/familiares/nuevo/", g.GuardianInvite.as_view(), name="guardian-invite"),
    path("ninos/<str:folio>/familiares/<int:pk>/", g.GuardianCorrect.as_view(), name="guardian-correct"),
    path("ninos/<str:folio>/familiares/<int:pk>/firmado/", g.GuardianConsent.as_view(), name="guardian-consent"),
    path("ninos/<str:folio>/familiares/<int:pk>/retirar/", g.GuardianWithdraw.as_view(), name="guardian-withdraw"),
    path("ninos/<str:folio>/familiares/<int:pk>/baja/", g.GuardianEnd.as_view(), name="guardian-end"),
    path("ninos/<str:folio>/familiares/<int:pk>/invitar/", g.GuardianInviteAgain.as_view(), name="guardian-invite-again"),
    path("ninos/<str:folio>/familiares/<int:pk>/correo-equivocado/", g.GuardianRetract.as_view(), name="guardian-retract"),
    # /mi-familia/consentimiento/
    path("mi-familia/consentimiento/<int:pk>/", FamilyConsent.as_view(), name="family-consent"),
]  # fmt: skip
