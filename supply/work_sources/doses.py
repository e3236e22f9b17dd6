"""Dated doses that nothing covers: by unit and drug, the soonest first."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from supply.horizon import COVERAGE_DAYS
from supply.work_sources.common import DRUG_COLUMNS, board_of, drug_text, on_day, pieces_text, plan_page, where
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

SOON_DAYS = 7
_ROWS = """
SELECT a.*, u.name AS unit, u.clues, u.delegation_id, {drug}
  FROM (SELECT k.unit_id, r.drug_id, count(DISTINCT k.id) AS doses, sum(r.short) AS pieces,
               min(k.needed_on) AS first_on, max(k.computed_at) AS told
          FROM supply_requirementpackage AS k
          JOIN supply_requirement AS r ON r.package_id = k.id AND r.short > 0
         WHERE k.status = 'uncovered' AND k.needed_on BETWEEN %(today)s AND %(last)s AND {within}
         GROUP BY k.unit_id, r.drug_id
         ORDER BY first_on, pieces DESC, k.unit_id, r.drug_id LIMIT %(rows)s) AS a
  JOIN delegations_unit AS u ON u.id = a.unit_id
  JOIN supply_drug AS d ON d.id = a.drug_id
 ORDER BY a.first_on, a.pieces DESC, a.unit_id, a.drug_id
"""
# Read once, where a join would look up the unit of every requirement of the country.
_UNITS = "k.unit_id IN (SELECT id FROM delegations_unit WHERE delegation_id {})"


def read(desk: Desk) -> list[WorkItem]:
    within = desk.of(unit="k.unit_id", delegation=_UNITS, drug="r.drug_id")
    last = desk.today + timedelta(days=COVERAGE_DAYS)
    return [
        WorkItem(
            # A dose nearer than the first one known when it was put off is another line.
            key=f"doses:{row.unit_id}:{row.drug_id}:{row.first_on}",
            rank=Rank.DOSE,
            urgency=-row.first_on.toordinal() + min(row.pieces, 999) / 1000,
            tell=partial(_told, desk, row),
        )
        for row in desk.rows(_ROWS, {"last": last}, within=within, drug=DRUG_COLUMNS)
    ]


def _told(desk: Desk, row: Any) -> Told:
    first, drug = row.first_on, drug_text(row)
    why = _("Sin cubrir: %(pieces)s para %(doses)s con fecha en %(days)d días; la primera, %(day)s.") % {
        "pieces": pieces_text(row.pieces),
        "doses": ngettext("%(n)d dosis", "%(n)d dosis", row.doses) % {"n": row.doses},
        "days": COVERAGE_DAYS,
        "day": on_day(first, desk),
    }
    page = plan_page(row.clues, row.drug_id, row.code)
    return Told(
        tone="out" if (first - desk.today).days <= SOON_DAYS else "critical",
        title=_("Conseguir %(drug)s: hay dosis sin cubrir") % {"drug": drug},
        why=why,
        href=board_of(row.code) or page,
        action=_("Buscar dónde hay") if row.code else _("Ver por qué"),
        page=page,
        due=first,
        as_of=row.told,
        where=row.unit,
        drug=drug,
        **where(row),
        drug_id=row.drug_id,
    )


SOURCE = WorkSource("doses", gettext_lazy("Dosis sin cubrir"), read, all_of="pediatric:coverage")
