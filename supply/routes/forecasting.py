"""Pages of forecasting."""

from django.urls import URLPattern, path

from supply.views.forecasting import pages, rules

urlpatterns: list[URLPattern] = [
    # pronostico/
    path("pronostico/", pages.ForecastList.as_view(), name="forecast-list"),
    path("pronostico/<slug:clues>/<str:drug>/", pages.ForecastDetail.as_view(), name="forecast"),
    # planeacion/reglas/
    path("planeacion/reglas/", rules.RuleList.as_view(), name="planning-rules"),
    path("planeacion/reglas/nueva/", rules.RuleNew.as_view(), name="planning-rule-new"),
    path("planeacion/reglas/<int:pk>/", rules.RuleEdit.as_view(), name="planning-rule"),
    path("planeacion/reglas/<int:pk>/quitar/", rules.RuleDrop.as_view(), name="planning-rule-drop"),
]
