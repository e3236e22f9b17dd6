"""The statements that add lines up: the same columns three times over, so they are written once and spelled out here.

Each writes over the rows of one week by their key and removes those that no longer have anything under them, in one
statement: done or not done, never half.
"""

from __future__ import annotations

from collections.abc import Sequence

from supply.models._sums import CATEGORIES, FLOW_COLUMNS, PAIR_COLUMNS, PRESCRIPTION_COLUMNS, STOCK_COLUMNS

SUMS = (*FLOW_COLUMNS, *STOCK_COLUMNS, *PRESCRIPTION_COLUMNS)
REPORTING = ("units_expected", "units_signed", "units_on_time", "units_validated", "data_as_of")


def _listed(columns: Sequence[str], form: str = "{0}") -> str:
    return ", ".join(form.format(column) for column in columns)


def _overwrite(columns: Sequence[str]) -> str:
    return _listed((*columns, "computed_at"), "{0} = excluded.{0}")


_SUMMED = (*SUMS, *PAIR_COLUMNS)
_REPORTED = REPORTING[:-1]
_COUNTED = ", ".join(f"count(*) FILTER (WHERE l.category = '{name}') AS pairs_{name}" for name in CATEGORIES)

# Every name below is a constant of this code; what comes from outside goes in as a parameter.
DELEGATION_CELLS = f"""
WITH fresh AS MATERIALIZED (
    SELECT l.drug_id, l.place_kind, {_listed(SUMS, "sum(l.{0}) AS {0}")}, {_COUNTED}
      FROM supply_weeklyreport AS r JOIN supply_weeklyline AS l ON l.report_id = r.id
     WHERE r.week = %(week)s AND r.delegation_id = %(delegation)s
     GROUP BY l.drug_id, l.place_kind
), gone AS (
    DELETE FROM supply_weekcell AS c
     WHERE c.week = %(week)s AND c.delegation_id = %(delegation)s
       AND NOT EXISTS (SELECT 1 FROM fresh AS f WHERE f.drug_id = c.drug_id AND f.place_kind = c.place_kind)
)
INSERT INTO supply_weekcell (week, delegation_id, drug_id, place_kind, {_listed(_SUMMED)}, computed_at)
SELECT %(week)s, %(delegation)s, drug_id, place_kind, {_listed(_SUMMED)}, %(now)s
  FROM fresh ORDER BY drug_id, place_kind
    ON CONFLICT (week, delegation_id, drug_id, place_kind) DO UPDATE SET {_overwrite(_SUMMED)}
"""  # noqa: S608

DELEGATION_WEEK = f"""
WITH reporting AS MATERIALIZED (
    SELECT count(*) AS reports,
           count(unit_id) AS units_expected,
           count(unit_id) FILTER (WHERE signed_at IS NOT NULL) AS units_signed,
           count(unit_id) FILTER (WHERE signed_at <= due_at) AS units_on_time,
           count(unit_id) FILTER (WHERE state = 'validated') AS units_validated,
           min(coalesce(signed_at, drafted_at)) AS data_as_of
      FROM supply_weeklyreport WHERE week = %(week)s AND delegation_id = %(delegation)s
), fresh AS MATERIALIZED (
    SELECT k.place_kind, {_listed(_SUMMED, "coalesce(sum(c.{0}), 0) AS {0}")}
      FROM (SELECT 'conjunto' AS place_kind FROM reporting WHERE reports > 0
             UNION
            SELECT place_kind FROM supply_weekcell WHERE week = %(week)s AND delegation_id = %(delegation)s) AS k
      LEFT JOIN supply_weekcell AS c
        ON c.week = %(week)s AND c.delegation_id = %(delegation)s AND c.place_kind = k.place_kind
     GROUP BY k.place_kind
), gone AS (
    DELETE FROM supply_delegationweek AS d
     WHERE d.week = %(week)s AND d.delegation_id = %(delegation)s
       AND NOT EXISTS (SELECT 1 FROM fresh AS f WHERE f.place_kind = d.place_kind)
)
INSERT INTO supply_delegationweek
    (week, delegation_id, place_kind, {_listed(_SUMMED)}, {_listed(REPORTING)}, computed_at)
SELECT %(week)s, %(delegation)s, f.place_kind, {_listed(_SUMMED, "f.{0}")}, {_listed(REPORTING, "r.{0}")}, %(now)s
  FROM fresh AS f CROSS JOIN reporting AS r ORDER BY f.place_kind
    ON CONFLICT (week, delegation_id, place_kind) DO UPDATE SET {_overwrite((*_SUMMED, *REPORTING))}
"""  # noqa: S608

COUNTRY_CELLS = f"""
WITH fresh AS MATERIALIZED (
    SELECT drug_id, place_kind, {_listed(_SUMMED, "sum({0}) AS {0}")}
      FROM supply_weekcell WHERE week = %(week)s GROUP BY drug_id, place_kind
), gone AS (
    DELETE FROM supply_countrycell AS c
     WHERE c.week = %(week)s
       AND NOT EXISTS (SELECT 1 FROM fresh AS f WHERE f.drug_id = c.drug_id AND f.place_kind = c.place_kind)
)
INSERT INTO supply_countrycell (week, drug_id, place_kind, {_listed(_SUMMED)}, computed_at)
SELECT %(week)s, drug_id, place_kind, {_listed(_SUMMED)}, %(now)s FROM fresh ORDER BY drug_id, place_kind
    ON CONFLICT (week, drug_id, place_kind) DO UPDATE SET {_overwrite(_SUMMED)}
"""  # noqa: S608

COUNTRY_WEEK = f"""
WITH fresh AS MATERIALIZED (
    SELECT place_kind, {_listed((*_SUMMED, *_REPORTED), "sum({0}) AS {0}")}, min(data_as_of) AS data_as_of
      FROM supply_delegationweek WHERE week = %(week)s GROUP BY place_kind
), gone AS (
    DELETE FROM supply_countryweek AS c
     WHERE c.week = %(week)s AND NOT EXISTS (SELECT 1 FROM fresh AS f WHERE f.place_kind = c.place_kind)
)
INSERT INTO supply_countryweek (week, place_kind, {_listed(_SUMMED)}, {_listed(REPORTING)}, computed_at)
SELECT %(week)s, place_kind, {_listed(_SUMMED)}, {_listed(REPORTING)}, %(now)s FROM fresh ORDER BY place_kind
    ON CONFLICT (week, place_kind) DO UPDATE SET {_overwrite((*_SUMMED, *REPORTING))}
"""  # noqa: S608
