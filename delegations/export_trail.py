"""Who took which file away: one read event for each export, written before the first row leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.http import HttpRequest

from delegations import audit
from delegations.models import AuditEvent, Person

EXPORTED = "data.exported"
# Of the address, what is no filter; and what people type freely, which may be somebody's name.
NO_FILTERS = {"formato", "pagina", "orden", "tabla"}
FREE_TEXT = {"q", "buscar", "persona", "nombre", "texto"}
CODE = re.compile(r"[\w.:/-]{1,40}")
HIDDEN = "…"


def filters_asked(request: HttpRequest, filterset: Any = None) -> dict[str, str]:
    """The filters in the address: codes and dates as they are, free text as the sign that there was some."""
    asked: dict[str, str] = {}
    for name, value in request.GET.dict().items():
        if not value or name in NO_FILTERS or len(name) > 40:
            continue
        declared = filterset.filters.get(name) if filterset is not None else None
        typed = isinstance(declared, django_filters.CharFilter) or name in FREE_TEXT
        asked[name] = HIDDEN if typed or not CODE.fullmatch(value) else value
    return asked


def how_many(rows: Any) -> int:
    """The number of rows, without reading a queryset's."""
    count: int = Paginator(rows, 1).count
    return count


def note_export(
    request: HttpRequest, *, name: str, format: str, rows: Iterable[Any], filterset: Any = None
) -> AuditEvent | None:
    """Write the event. What anybody may read without signing in is taken away without one."""
    if not isinstance(request.user, Person):
        return None
    match = request.resolver_match
    return audit.record_read(
        by=request.user,
        what=EXPORTED,
        rows=how_many(rows),
        asked={
            "page": match.view_name if match else "",
            "path": request.path,
            "table": name,
            "format": format,
            "filters": filters_asked(request, filterset),
        },
    )
