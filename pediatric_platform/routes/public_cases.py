"""Addresses of cases of people without account."""

from django.urls import path

from pediatric_platform.views.public_cases.code import CasePublicCode
from pediatric_platform.views.public_cases.follow import CasePublicCase, CasePublicFollow
from pediatric_platform.views.public_cases.tell import CasePublic

urlpatterns = [
    # /avisar/: open to everybody
    path("avisar/", CasePublic.as_view(), name="case-public"),
    path("avisar/codigo/<uuid:draft>/", CasePublicCode.as_view(), name="case-public-code"),
    path("avisar/seguir/<str:token>/", CasePublicFollow.as_view(), name="case-public-follow"),
    path("avisar/mi-aviso/", CasePublicCase.as_view(), name="case-public-case"),
]
