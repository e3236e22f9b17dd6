"""Requisitions that wait for somebody's decision, the urgent first."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.roles import Permission
from supply.models import Requisition
from supply.work_sources.common import (
    PLACE_COLUMNS,
    claves_text,
    noon_of,
    on_day,
    page_of,
    pieces_text,
    place_text,
    where,
)
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

_DAY = 86400


_ROWS = """
SELECT r.id, r.state, r.is_emergency, r.needed_on, r.note, coalesce(r.sent_at, r.made_at) AS sent_at, {place},
       (SELECT sum(asked) FROM supply_requisitionline WHERE requisition_id = r.id) AS pieces,
       (SELECT count(DISTINCT drug_id) FROM supply_requisitionline WHERE requisition_id = r.id) AS drugs
  FROM supply_requisition AS r
  JOIN delegations_place AS p ON p.id = r.place_id
  LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
 WHERE {waiting} AND {within} AND r.made_by_id IS DISTINCT FROM %(person)s
   AND NOT EXISTS (SELECT FROM supply_step AS s
                    WHERE s.requisition_id = r.id AND s.what = 'changed' AND s.by_id = %(person)s)
 ORDER BY r.is_emergency DESC, r.needed_on, sent_at, r.id LIMIT %(rows)s
"""
_OF_UNITS = "r.state = 'sent' AND p.unit_id IS NOT NULL"
_PASSED_ON = "(r.state = 'escalated' OR r.state = 'sent' AND p.unit_id IS NULL)"
_LINE = "EXISTS (SELECT FROM supply_requisitionline AS l WHERE l.requisition_id = r.id AND l.drug_id {})"


def read(desk: Desk) -> list[WorkItem]:
    """A delegation decides what is sent to it; what was passed on waits for central office. Nobody their own."""
    if not desk.may(Permission.APPROVE_SUPPLY):
        return []
    within = desk.of(Permission.APPROVE_SUPPLY, unit="p.unit_id", delegation="p.delegation_id", drug=_LINE)
    waiting = _PASSED_ON if desk.level == "country" else _OF_UNITS
    return [
        WorkItem(
            key=f"requisitions:{row.id}:{row.state}",
            rank=Rank.REST,
            urgency=-(noon_of(row.needed_on) if row.needed_on else row.sent_at.timestamp())
            + (365 * _DAY if row.is_emergency else 0),
            tell=partial(_told, desk, row),
        )
        for row in desk.rows(_ROWS, waiting=waiting, within=within, place=PLACE_COLUMNS)
    ]


def _told(desk: Desk, row: Any) -> Told:
    asked = _("Pide %(pieces)s de %(drugs)s.") % {
        "pieces": pieces_text(row.pieces),
        "drugs": claves_text(row.drugs),
    }
    told = [asked]
    if row.needed_on:
        told.append(_("Se necesita %(day)s.") % {"day": on_day(row.needed_on, desk)})
    if row.note:
        told.append(row.note)
    title = _("Decidir la requisición urgente %(folio)s") if row.is_emergency else _("Decidir la requisición %(folio)s")
    return Told(
        tone="critical" if row.is_emergency else "low",
        title=title % {"folio": Requisition(pk=row.id).folio},
        why=" ".join(told),
        href=page_of("supply:requisition-decide", row.id),
        action=_("Decidir"),
        page=page_of("supply:requisition", row.id),
        due=row.needed_on,
        as_of=row.sent_at,
        where=place_text(row.place, row.unit),
        **where(row),
    )


SOURCE = WorkSource("requisitions", gettext_lazy("Requisiciones por decidir"), read, all_of="supply:requisition-list")
