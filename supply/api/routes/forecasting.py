"""/api/v1/: forecasting."""

from django.urls import URLPattern, path

from supply.api.views import forecasting

urlpatterns: list[URLPattern] = [
    path("forecasts/", forecasting.ForecastList.as_view(), name="api-forecasts"),
    path("planning-rules/", forecasting.PlanningRuleList.as_view(), name="api-planning-rules"),
    path("planning-rules/<int:pk>/", forecasting.PlanningRuleOne.as_view(), name="api-planning-rule"),
    path("planning-rules/<int:pk>/removal/", forecasting.PlanningRuleDrop.as_view(), name="api-planning-rule-drop"),
]
