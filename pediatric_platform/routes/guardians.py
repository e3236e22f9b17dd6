"""Addresses of relatives, consents and the census."""

from django.urls import path

from pediatric_platform.views import census
from pediatric_platform.views import guardians as g
from pediatric_platform.views.family_consent import FamilyConsent

HERE = "ninos/<str:folio>/familiares/"
ONE = f"{HERE}<int:pk>/"

urlpatterns = [
    # /ninos/censo/
    path("ninos/censo/", census.CensusImport.as_view(), name="census-import"),
    path("ninos/censo/plantilla/", census.CensusTemplateFile.as_view(), name="census-template"),
    path("ninos/censo/faltas/<str:token>/", census.CensusFaults.as_view(), name="census-faults"),
    # /ninos/<folio>/familiares/
    path("ninos/consentimiento/", g.ConsentSheet.as_view(), name="consent-sheet"),
    path(HERE, g.GuardianHistory.as_view(), name="guardian-history"),
    path(f"{HERE}nuevo/", g.GuardianInvite.as_view(), name="guardian-invite"),
    path(ONE, g.GuardianCorrect.as_view(), name="guardian-correct"),
    path(f"{ONE}firmado/", g.GuardianConsent.as_view(), name="guardian-consent"),
    path(f"{ONE}retirar/", g.GuardianWithdraw.as_view(), name="guardian-withdraw"),
    path(f"{ONE}baja/", g.GuardianEnd.as_view(), name="guardian-end"),
    path(f"{ONE}invitar/", g.GuardianInviteAgain.as_view(), name="guardian-invite-again"),
    path(f"{ONE}correo-equivocado/", g.GuardianRetract.as_view(), name="guardian-retract"),
    # /mi-familia/consentimiento/
    path("mi-familia/consentimiento/<int:pk>/", FamilyConsent.as_view(), name="family-consent"),
]
