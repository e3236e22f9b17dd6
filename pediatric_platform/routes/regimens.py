"""Addresses of regimens."""

from django.urls import URLPattern, path

from pediatric_platform.views.regimens import drafting, reading, writing

urlpatterns: list[URLPattern] = [
    # esquemas/
    path("esquemas/", reading.RegimenList.as_view(), name="regimen-list"),
    path("esquemas/comparar/", reading.RegimenCompare.as_view(), name="regimen-compare"),
    path("esquemas/desviaciones/", reading.RegimenDeviations.as_view(), name="regimen-deviations"),
    path("esquemas/reglas/", reading.RegimenGuards.as_view(), name="regimen-guards"),
    # esquemas/<protocolo>/
    path("esquemas/<slug:code>/", reading.ProtocolDetail.as_view(), name="protocol"),
    path("esquemas/<slug:code>/criterio/", writing.ProtocolStandard.as_view(), name="protocol-standard"),
    # esquemas/<protocolo>/v/<versión>/
    path("esquemas/<slug:code>/v/<int:version>/", reading.RegimenDetail.as_view(), name="regimen"),
    path("esquemas/<slug:code>/v/<int:version>/version-nueva/", writing.RegimenDraft.as_view(), name="regimen-draft"),
    path("esquemas/<slug:code>/v/<int:version>/aprobar/", writing.RegimenApprove.as_view(), name="regimen-approve"),
    path("esquemas/<slug:code>/v/<int:version>/retirar/", writing.RegimenWithdraw.as_view(), name="regimen-withdraw"),
    path("esquemas/<slug:code>/v/<int:version>/fases/nueva/", drafting.PhaseAdd.as_view(), name="regimen-phase-add"),
    path(
        "esquemas/<slug:code>/v/<int:version>/fases/<int:position>/",
        drafting.PhaseChange.as_view(),
        name="regimen-phase",
    ),
    path(
        "esquemas/<slug:code>/v/<int:version>/fases/<int:position>/renglon-nuevo/",
        drafting.LineAdd.as_view(),
        name="regimen-line-add",
    ),
    path(
        "esquemas/<slug:code>/v/<int:version>/renglones/<int:pk>/",
        drafting.LineChange.as_view(),
        name="regimen-line",
    ),
]
