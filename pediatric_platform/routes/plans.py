"""Addresses of plans, sessions and doses."""

from django.urls import URLPattern, path

from pediatric_platform.views.plans import begin, calendar, doses, plans, sessions, unrecorded

urlpatterns: list[URLPattern] = [
    # /ninos/<folio>/plan/
    path("ninos/<str:folio>/plan/nuevo/", begin.PlanBegin.as_view(), name="plan-begin"),
    # /planes/
    path("planes/<int:pk>/", plans.PlanDetail.as_view(), name="plan"),
    path("planes/<int:pk>/dosis/", plans.PlanResize.as_view(), name="plan-resize"),
    path("planes/<int:pk>/suspender/", plans.PlanStop.as_view(), name="plan-stop"),
    path("planes/<int:pk>/terminar/", plans.PlanComplete.as_view(), name="plan-complete"),
    # /sesiones/
    path("sesiones/sin-anotar/", unrecorded.UnrecordedSessions.as_view(), name="session-unrecorded"),
    path("sesiones/<int:pk>/", sessions.SessionDetail.as_view(), name="session"),
    path("sesiones/<int:pk>/mover/", sessions.SessionMove.as_view(), name="session-move"),
    path("sesiones/<int:pk>/mover/vista/", sessions.SessionMovePreview.as_view(), name="session-move-preview"),
    path("sesiones/<int:pk>/aplicada/", sessions.SessionGive.as_view(), name="session-give"),
    path("sesiones/<int:pk>/cancelar/", sessions.SessionCancel.as_view(), name="session-cancel"),
    # /dosis/
    path("dosis/<int:pk>/cambiar/", doses.DoseChange.as_view(), name="dose-change"),
    path("dosis/<int:pk>/confirmar/", doses.DoseConfirm.as_view(), name="dose-confirm"),
    path("dosis/<int:pk>/omitir/", doses.DoseOmit.as_view(), name="dose-omit"),
    # /calendario/
    path("calendario/", calendar.Calendar.as_view(), name="calendar"),
]
