"""/api/v1/: plans, sessions and doses."""

from django.urls import URLPattern, path

from pediatric_platform.api import plans

urlpatterns: list[URLPattern] = [
    # plans/
    path("plans/", plans.PlanList.as_view(), name="api-plans"),
    path("plans/<int:pk>/", plans.PlanDetail.as_view(), name="api-plan"),
    path("plans/<int:pk>/resize/", plans.PlanResize.as_view(), name="api-plan-resize"),
    path("plans/<int:pk>/stop/", plans.PlanStop.as_view(), name="api-plan-stop"),
    path("plans/<int:pk>/complete/", plans.PlanComplete.as_view(), name="api-plan-complete"),
    # sessions/
    path("sessions/", plans.SessionList.as_view(), name="api-sessions"),
    path("sessions/<int:pk>/", plans.SessionDetail.as_view(), name="api-session"),
    path("sessions/<int:pk>/move/", plans.SessionMove.as_view(), name="api-session-move"),
    path("sessions/<int:pk>/give/", plans.SessionGive.as_view(), name="api-session-give"),
    path("sessions/<int:pk>/cancel/", plans.SessionCancel.as_view(), name="api-session-cancel"),
    # doses/
    path("doses/<int:pk>/change/", plans.DoseChange.as_view(), name="api-dose-change"),
    path("doses/<int:pk>/confirm/", plans.DoseConfirm.as_view(), name="api-dose-confirm"),
    path("doses/<int:pk>/omit/", plans.DoseOmit.as_view(), name="api-dose-omit"),
]
