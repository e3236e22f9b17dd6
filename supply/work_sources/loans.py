"""Loans between institutions that are due back, or will be within days."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.navigation import address
from delegations.roles import Permission
from supply.models import Loan, LoanDirection
from supply.work_sources.common import noon_of, on_day, pieces_text, place_ids, place_text
from supply.worklist import Desk, Rank, WorkItem, WorkSource

AHEAD = 7


def read(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.LEND):
        return []
    rows = desk.of(
        Loan.objects.open().filter(due_on__lte=desk.today + timedelta(days=AHEAD)),
        Permission.LEND,
        unit="place__unit",
        delegation="place__delegation",
        drug="lines__lot__drug",
    )
    told = Loan.objects.filter(pk__in=rows.values("pk")).annotate(owed=Sum(F("lines__pieces") - F("lines__returned")))
    joined = told.select_related("place__unit", "partner").order_by("due_on", "pk")
    return [_item(desk, row) for row in joined[: desk.limit + 1]]


def _item(desk: Desk, row: Loan) -> WorkItem:
    given = row.direction == LoanDirection.GIVEN
    late = row.due_on < desk.today
    title = _("Pedir la devolución de %(partner)s") if given else _("Devolver el préstamo de %(partner)s")
    why = (
        _("%(folio)s: nos deben %(pieces)s; se acordó para %(day)s.")
        if given
        else _("%(folio)s: debemos %(pieces)s; se acordó para %(day)s.")
    )
    return WorkItem(
        key=f"loans:{row.pk}:{'late' if late else 'due'}",
        rank=Rank.REST,
        urgency=-noon_of(row.due_on),
        tone="critical" if late else "low",
        title=title % {"partner": row.partner.name},
        why=why
        % {
            "folio": row.folio,
            "pieces": pieces_text(row.owed or 0),  # type: ignore[attr-defined]  # annotated
            "day": on_day(row.due_on, desk),
        },
        href=address("supply:loan", row.pk),
        action=_("Ver el préstamo"),
        due=row.due_on,
        where=place_text(row.place),
        **place_ids(row.place),
    )


SOURCE = WorkSource("loans", gettext_lazy("Préstamos por devolver"), read, all_of="supply:loan-list")
