"""Where it hurts most: the worst (unit, drug) pairs and the drugs at zero of the closed week, of every place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection
from django.db.models import F

from meetings.figures.numbers import tenth
from meetings.figures.places import COUNTRY, Places
from meetings.figures.shape import Pair, ZeroDrug
from supply.models import WeekCell
from supply.models._sums import PAIR_COLUMNS
from supply.models.drug import label_of
from supply.models.weekly_line import LineKind
from supply.weeks import IsoWeek

PAIRS_KEPT = 3
ZERO_KEPT = 8

# The three worst of each unit, each delegation and the country, in the order of harm of `boards.pairs.worst_pairs`.
_PAIRS = """
WITH pair AS (
  SELECT report.unit_id, report.delegation_id, line.drug_id, line.category, line.usable, line.days_out, line.denied,
         line.cpm, line.days_of_coverage, drug.code, drug.generic_name, drug.strength, drug.strength_unit, drug.form
    FROM supply_weeklyline AS line
    JOIN supply_weeklyreport AS report ON report.id = line.report_id
    JOIN supply_drug AS drug ON drug.id = line.drug_id
   WHERE report.week = %(week)s AND report.unit_id IS NOT NULL
     AND line.place_kind = 'conjunto' AND line.category IN ('out', 'critical')
), ranked AS (
  SELECT pair.*, row_number() OVER worst AS at_all,
         row_number() OVER (PARTITION BY delegation_id ORDER BY denied DESC, days_out DESC, cpm DESC, generic_name,
                            unit_id, drug_id) AS of_delegation,
         row_number() OVER (PARTITION BY unit_id ORDER BY denied DESC, days_out DESC, cpm DESC, generic_name,
                            drug_id) AS of_unit
    FROM pair WINDOW worst AS (ORDER BY denied DESC, days_out DESC, cpm DESC, generic_name, unit_id, drug_id)
)
SELECT unit_id, delegation_id, code, generic_name, strength, strength_unit, form, category, usable, days_out, denied,
       days_of_coverage, at_all, of_delegation, of_unit
  FROM ranked
 WHERE at_all <= %(kept)s OR of_delegation <= %(kept)s OR of_unit <= %(kept)s AND unit_id = ANY(%(units)s)
 ORDER BY at_all
"""


def worst_pairs(places: Places, week: IsoWeek | None) -> Mapping[str, list[Pair]]:
    """By place, the worst first. One query."""
    found: dict[str, list[Pair]] = defaultdict(list)
    if week is None:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"week": week.monday, "kept": PAIRS_KEPT, "units": list(places.umae)})
        rows = cursor.fetchall()
    for unit_id, delegation_id, code, name, strength, unit, form, *values, at_all, of_delegation, of_unit in rows:
        category, usable, days_out, denied, coverage = values
        pair: Pair = {
            "delegation": places.delegations[delegation_id].code,
            "clues": places.clues(unit_id),
            "unit": places.name(unit_id),
            "drug_code": code or "",
            "drug": label_of(name, strength, unit, form),
            "category": category,
            "usable": usable,
            "days_out": days_out,
            "denied": denied,
            "coverage": tenth(coverage),
        }
        if at_all <= PAIRS_KEPT:
            found[COUNTRY].append(pair)
        if of_delegation <= PAIRS_KEPT:
            found[pair["delegation"]].append(pair)
        if of_unit <= PAIRS_KEPT and unit_id in places.umae:
            found[pair["clues"]].append(pair)
    return found


# Of a unit a drug is one pair: at zero, or not.
_ZERO_OF_UNITS = """
SELECT report.unit_id, drug.code, drug.generic_name, drug.strength, drug.strength_unit, drug.form, line.denied
  FROM supply_weeklyline AS line
  JOIN supply_weeklyreport AS report ON report.id = line.report_id
  JOIN supply_drug AS drug ON drug.id = line.drug_id
 WHERE report.week = %(week)s AND report.unit_id = ANY(%(units)s)
   AND line.place_kind = 'conjunto' AND line.category = 'out'
"""


def zero_drugs(places: Places, week: IsoWeek | None) -> Mapping[str, list[ZeroDrug]]:
    """By place, every drug with some pair at zero: the most pairs first, then the most denied. Two queries."""
    found: dict[str, list[ZeroDrug]] = defaultdict(list)
    if week is None:
        return found
    of_country: dict[tuple[str, str], ZeroDrug] = {}
    cells = WeekCell.objects.filter(week=week.monday, place_kind=LineKind.WHOLE).order_by()
    pairs = sum((F(name) for name in PAIR_COLUMNS[1:]), start=F(PAIR_COLUMNS[0]))
    rows = cells.annotate(carried=pairs).values_list(
        "delegation_id", "drug__code", "drug__generic_name", "drug__strength", "drug__strength_unit", "drug__form",
        "pairs_out", "carried", "denied",
    )  # fmt: skip
    for delegation_id, code, *label, out, carried, denied in rows:
        drug = _zero(code, label, out, carried, denied)
        if out:
            found[places.delegations[delegation_id].code].append(drug)
        known = of_country.setdefault((drug["drug_code"], drug["drug"]), _zero(code, label, 0, 0, 0))
        known["out"] += out
        known["pairs"] += carried
        known["denied"] += denied
    found[COUNTRY] = [drug for drug in of_country.values() if drug["out"]]
    with connection.cursor() as cursor:
        cursor.execute(_ZERO_OF_UNITS, {"week": week.monday, "units": list(places.umae)})
        for unit_id, code, *label, denied in cursor.fetchall():
            found[places.clues(unit_id)].append(_zero(code, label, 1, 1, denied))
    return {key: sorted(drugs, key=_worst_first) for key, drugs in found.items()}


def _zero(code: str | None, label: list[str], out: int, pairs: int, denied: int) -> ZeroDrug:
    return {"drug_code": code or "", "drug": label_of(*label), "out": out, "pairs": pairs, "denied": denied}


def _worst_first(drug: ZeroDrug) -> tuple[int, int, str]:
    return (-drug["out"], -drug["denied"], drug["drug"])
