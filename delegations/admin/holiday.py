from __future__ import annotations

from django.contrib import admin

from delegations.admin.base import ReadOnlyAdmin
from delegations.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(ReadOnlyAdmin):
    """Loaded by `manage.py load_holidays`, so that each keeps the law that it stands on."""

    list_display = ("day", "name", "source")
    search_fields = ("name", "source")
    date_hierarchy = "day"
