"""What the administration's pages share: rows that may only be read, and rows whose every change is audited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from delegations.audit import record
from delegations.signed_in import person_of


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that are appended by actions and corrected by new rows: here they are looked at, never touched."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AuditedAdmin(admin.ModelAdmin):
    """Rows that a person may edit here; what changed is written to the audit in the same transaction.

    Nothing that others refer to is deleted: a unit closes, a drug is retired, a posting ends.
    """

    list_per_page = 50
    show_full_result_count = False
    # Never copied into the audit, whatever the form holds.
    secret_fields: frozenset[str] = frozenset({"password"})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        names = [name for name in form.changed_data if name in form.cleaned_data]
        before = {name: plain(name, form.initial.get(name), self.secret_fields) for name in names} if change else {}
        super().save_model(request, obj, form, change)
        verb = "changed" if change else "created"
        if names or not change:
            record(
                type=f"{obj._meta.model_name}.{verb}",
                by=person_of(request),
                target=obj,
                before=before,
                after={name: plain(name, form.cleaned_data.get(name), self.secret_fields) for name in names},
            )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for row in formset.forms:
            if not row.has_changed() or row.instance.pk is None or row in formset.deleted_forms:
                continue
            names = [name for name in row.changed_data if name in row.cleaned_data]
            is_new = row in formset.extra_forms
            old = {} if is_new else {name: plain(name, row.initial.get(name), self.secret_fields) for name in names}
            record(
                type=f"{row.instance._meta.model_name}.{'created' if is_new else 'changed'}",
                by=person_of(request),
                target=row.instance,
                before=old,
                after={name: plain(name, row.cleaned_data.get(name), self.secret_fields) for name in names},
            )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Search as the site's own pages do, where the queryset knows how."""
        if search_term and hasattr(queryset, "search"):
            return queryset.search(search_term), False
        return super().get_search_results(request, queryset, search_term)


def plain(name: str, value: Any, secret: frozenset[str]) -> Any:
    """A form's value as the audit keeps it: primary keys and plain values, no secrets."""
    if name in secret or name.startswith("password"):
        return "•••"
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple | set):
        return [plain("", item, secret) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
