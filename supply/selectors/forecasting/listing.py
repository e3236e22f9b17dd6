"""The newest forecasts that a person sees, with how what was forecast a week ahead fared."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, Count, F, FloatField, Max, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Abs, Cast

from delegations.models import Person
from supply.models import Forecast, ForecastScore

# Weeks over which accuracy is told.
MEASURED_WEEKS = 13


def newest_week(person: Person) -> date | None:
    """The Monday through which the newest forecasts count; None before the first."""
    found: date | None = Forecast.objects.visible_to(person).aggregate(newest=Max("through"))["newest"]
    return found


def forecasts_of(person: Person, through: date | None = None) -> QuerySet[Forecast]:
    """One row a pair, of the newest week (or another), with `error` and `bias` (shares of what was asked for, one week
    ahead) and `measured` weeks behind both; weeks out on most days are left out, as the forecast does."""
    week = through or newest_week(person)
    scores = (
        ForecastScore.objects.filter(
            Q(days_out__lt=4), unit=OuterRef("unit"), drug=OuterRef("drug"), ahead=1,
            week__gt=(week or date.min) - timedelta(weeks=MEASURED_WEEKS) if week else date.min,
        )
        .order_by()
        .values("unit")
    )  # fmt: skip
    asked = Cast(Sum("asked"), FloatField())
    error = Case(When(total__gt=0, then=Cast(Sum(Abs(F("expected") - F("asked"))), FloatField()) / asked))
    bias = Case(When(total__gt=0, then=Cast(Sum(F("expected") - F("asked")), FloatField()) / asked))
    totals = scores.annotate(total=Sum("asked"))
    return (
        Forecast.objects.visible_to(person)
        .filter(through=week or date.min)
        .select_related("unit__delegation", "drug")
        .annotate(
            measured=Subquery(scores.annotate(found=Count("pk")).values("found")),
            error=Subquery(totals.annotate(found=error).values("found")),
            bias=Subquery(totals.annotate(found=bias).values("found")),
        )
    )
