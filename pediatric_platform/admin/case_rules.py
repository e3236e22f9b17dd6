from __future__ import annotations

from django.contrib import admin

from delegations.admin import ReadOnlyAdmin
from pediatric_platform.models import CaseClock, SeverityRule


@admin.register(SeverityRule)
class SeverityRuleAdmin(ReadOnlyAdmin):
    """How grave a case is: loaded by `manage.py load_case_rules`, so that each line keeps what it stands on."""

    list_display = ("severity", "dose_within_days", "contact_minutes", "counted", "source")


@admin.register(CaseClock)
class CaseClockAdmin(ReadOnlyAdmin):
    """How long each level has for a case: loaded by `manage.py load_case_rules`."""

    list_display = ("severity", "level", "minutes", "remind_minutes", "counted", "source")
    list_filter = ("severity", "level")
