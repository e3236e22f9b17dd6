from __future__ import annotations

from django.contrib import admin

from delegations.admin import ReadOnlyAdmin
from pediatric_platform.models import FeverRule


@admin.register(FeverRule)
class FeverRuleAdmin(ReadOnlyAdmin):
    """Numbers of the golden hour: loaded by `manage.py load_fever_rules`, so that each keeps its source."""

    list_display = ("code", "name", "value", "unit", "source", "standing")
