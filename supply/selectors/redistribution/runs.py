"""Questions to the solver as their list and their page show them."""

from __future__ import annotations

from django.db.models import QuerySet

from delegations.models import Person
from supply.models import RedistributionRun


def runs_for(person: Person) -> QuerySet[RedistributionRun]:
    return RedistributionRun.objects.visible_to(person).select_related("delegation", "drug", "requested_by")
