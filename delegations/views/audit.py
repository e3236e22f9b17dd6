"""The audit's pages: what was done, read or tried; one event in full; and rows that nobody said they would change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from delegations import audit_fields, audit_words
from delegations.exports import Column
from delegations.filters_audit import EventFilter, RowChangeFilter
from delegations.models import AuditEvent, Delegation, Posting, RowChange, Unit
from delegations.roles import Permission, Role
from delegations.row_numbers import row_number
from delegations.scoping import scope_of
from delegations.selectors.audit import NEWEST_FIRST, differences, older_than, rows_of, siblings_of
from delegations.signed_in import person_of
from delegations.views.listing import Listing

PER_PAGE = 50
# A load writes hundreds at once: a page of them all would weigh more than a phone should carry.
ROWS_SHOWN = 50
ONE_DAY = timedelta(days=1)
AFTER = "antes"


class SeesAudit(LoginRequiredMixin):
    """Whoever audits the whole country; anybody else gets a 403."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not scope_of(person_of(request)).allows_everywhere(Permission.VIEW_AUDIT):
            raise PermissionDenied(_("La auditoría es para quien audita o administra todo el país."))
        return super().dispatch(request, *args, **kwargs)


class Trail(SeesAudit, Listing):
    """A list that is read from the newest row on: each page begins after the last row of the one before, uncounted."""

    paginate_by = None  # type: ignore[assignment]

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().order_by(*NEWEST_FIRST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = kwargs.pop("object_list", self.object_list)  # type: ignore[has-type]
        mark = row_number(self.request.GET.get(AFTER, ""))
        start = self.model._default_manager.filter(pk=mark).first() if mark is not None else None
        shown = list((older_than(rows, start) if start else rows)[: PER_PAGE + 1])
        self.object_list = shown[:PER_PAGE]
        context = super().get_context_data(object_list=self.object_list, **kwargs)
        query = self.request.GET.copy()
        query.pop(AFTER, None)
        newest = query.urlencode()
        if len(shown) > PER_PAGE:
            query[AFTER] = str(self.object_list[-1].pk)
            context["older"] = f"?{query.urlencode()}"
        context["newer"] = f"?{newest}" if start else ""
        context["rows"] = [self.told(row) for row in self.object_list]
        return context

    def told(self, row: Any) -> Any:
        """A row as the table shows it."""
        return row


class EventList(Trail):
    """Who did what to what, newest first; the last seven days unless asked otherwise."""

    model = AuditEvent
    template_name = "delegations/audit_list.html"
    filterset_class = EventFilter
    title = gettext_lazy("Auditoría")
    export_name = "auditoria"
    export_columns = (
        Column(gettext_lazy("Cuándo"), "at", 20),
        Column(gettext_lazy("Quién"), audit_words.who_of, 32),
        Column(gettext_lazy("Qué"), lambda event: audit_words.title_of(event.type), 40),
        Column(gettext_lazy("Clase"), "get_kind_display"),
        Column(gettext_lazy("Objeto"), audit_words.object_of),
        Column(gettext_lazy("Número"), "target_id"),
        Column(gettext_lazy("Descripción"), "target_label", 48),
        Column(gettext_lazy("Antes"), lambda event: audit_fields.text_of(event.before), 40),
        Column(gettext_lazy("Después"), lambda event: audit_fields.text_of(event.after), 40),
        Column(gettext_lazy("Tipo"), "type", 28),
        Column(gettext_lazy("Transacción"), "transaction"),
    )

    def told(self, row: AuditEvent) -> dict[str, Any]:
        return {"event": row, "who": audit_words.who_of(row), "sentence": audit_words.sentence_of(row)}


class EventDetail(SeesAudit, DetailView):
    """One event: before and after side by side, and every row that its transaction wrote."""

    model = AuditEvent
    template_name = "delegations/audit_detail.html"
    context_object_name = "event"

    def get_queryset(self) -> QuerySet[AuditEvent]:
        return AuditEvent.objects.visible_to(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event: AuditEvent = self.object
        model = audit_words.model_named(event.target_model)
        rows = list(rows_of(event)[: ROWS_SHOWN + 1]) if event.transaction is not None else []
        title = audit_words.title_of(event.type)
        return {
            **super().get_context_data(**kwargs),
            "title": title,
            "crumbs": [(_("Auditoría"), reverse("delegations:audit-list")), (title, "")],
            "who": audit_words.who_of(event),
            "object_name": audit_words.object_of(event),
            "object_href": address_of(model, event.target_id),
            "delegation": Delegation.objects.filter(pk=event.delegation_id).first() if event.delegation_id else None,
            "unit": Unit.objects.filter(pk=event.unit_id).first() if event.unit_id else None,
            "differences": differences(model, event.before, event.after),
            "has_before": bool(event.before),
            "rows": [told_change(row) for row in rows[:ROWS_SHOWN]],
            "rows_hidden": len(rows) > ROWS_SHOWN,
            "all_rows": all_rows_of(event),
            "siblings": [
                {"event": other, "sentence": audit_words.sentence_of(other)}
                for other in siblings_of(event)[:ROWS_SHOWN]
            ],
        }


def all_rows_of(event: AuditEvent) -> str:
    """The list of the rows that were written with the event, on its day and the two beside it."""
    day = timezone.localtime(event.at).date()
    asked = {"origen": "todos", "transaccion": event.transaction, "desde": day - ONE_DAY, "hasta": day + ONE_DAY}
    return f"{reverse('delegations:row-change-list')}?{urlencode(asked)}"


def address_of(model: type[Model] | None, key: str) -> str:
    """The page of what an event is about, where it still is there and has one."""
    if model is Posting and Posting.objects.exclude(role=Role.FAMILY).filter(pk=key).exists():
        return reverse("delegations:posting", args=[key])
    if model is None or not hasattr(model, "get_absolute_url") or not key.isdigit():
        return ""
    found = model._default_manager.filter(pk=key).first()
    return str(found.get_absolute_url()) if found is not None else ""


class RowChangeList(Trail):
    """Rows that were changed without an action saying so: to be looked into."""

    model = RowChange
    template_name = "delegations/row_change_list.html"
    filterset_class = RowChangeFilter
    title = gettext_lazy("Cambios por fila")
    export_name = "cambios-por-fila"
    export_columns = (
        Column(gettext_lazy("Cuándo"), "at", 20),
        Column(gettext_lazy("Usuario de la base"), "database_user", 24),
        Column(gettext_lazy("Tabla"), "table", 28),
        Column(gettext_lazy("Fila"), "row_id"),
        Column(gettext_lazy("Operación"), "get_operation_display"),
        Column(gettext_lazy("Antes"), lambda row: audit_fields.text_of(row.before), 48),
        Column(gettext_lazy("Después"), lambda row: audit_fields.text_of(row.after), 48),
        Column(gettext_lazy("Con acción registrada"), "has_event"),
        Column(gettext_lazy("Transacción"), "transaction"),
    )

    def get_crumbs(self) -> list[tuple[Any, str]]:
        return [(gettext_lazy("Auditoría"), reverse("delegations:audit-list"))]

    def told(self, row: RowChange) -> dict[str, Any]:
        return told_change(row)


def told_change(row: RowChange) -> dict[str, Any]:
    """A change of a row with its names."""
    model = audit_words.model_of_table(row.table)
    return {
        "change": row,
        "table": audit_words.name_of_model(model, row.table),
        "differences": differences(model, row.before, row.after),
    }
