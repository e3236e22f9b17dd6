"""Addresses of a case's checklist and files, below the case's own."""

from django.urls import URLPattern, path

from pediatric_platform.views.cases import evidence

urlpatterns: list[URLPattern] = [
    # /casos/<folio>/
    path("casos/<slug:folio>/revisar/", evidence.CaseCheckAgain.as_view(), name="case-check"),
    path("casos/<slug:folio>/archivos/", evidence.CaseAttach.as_view(), name="case-attach"),
    path("casos/<slug:folio>/archivos/<int:pk>/", evidence.CaseFile.as_view(), name="case-attachment"),
    path("casos/<slug:folio>/archivos/<int:pk>/quitar/", evidence.CaseDetach.as_view(), name="case-detach"),
]
