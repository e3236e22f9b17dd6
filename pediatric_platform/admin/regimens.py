from __future__ import annotations

from django.contrib import admin

from delegations.admin import ReadOnlyAdmin
from pediatric_platform.models import Diagnosis, Guard


@admin.register(Diagnosis)
class DiagnosisAdmin(ReadOnlyAdmin):
    """Loaded from a file by `manage.py load_regimens`; here they are looked at."""

    list_display = ("name", "code", "icd10", "is_paediatric")
    list_filter = ("is_paediatric",)
    search_fields = ("name", "code", "icd10")


@admin.register(Guard)
class GuardAdmin(ReadOnlyAdmin):
    """Safety rules: loaded by `manage.py load_guards`, so that each keeps its source."""

    list_display = ("code", "kind", "inn", "route", "limit", "unit", "needs_inn", "factor", "evidence")
    list_filter = ("kind", "evidence")
    search_fields = ("code", "inn", "reason")
