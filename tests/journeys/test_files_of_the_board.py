"""What central office downloads from the board is what the database holds, in either kind of file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from supply.models import DelegationWeek, WeeklyLine
from tests.factories.two_sides import build_two_sides

pytestmark = pytest.mark.django_db(transaction=True)


def rows_of(path: Path, name: str) -> list[dict[str, str]]:
    """The file's rows by heading, numbers as text alike in both kinds."""
    if name.endswith(".csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [
        {str(k): f"{v:g}" if isinstance(v, float) else str(v) for k, v in zip(head, row, strict=True)} for row in rows
    ]


def test_pairs_and_delegations_in_both_kinds_of_file(live_browser) -> None:
    world = build_two_sides()
    week = world.here.week.monday
    lines = WeeklyLine.objects.filter(report__week=week, report__unit__isnull=False, place_kind="conjunto")
    lines = lines.filter(category__in=["out", "critical"]).select_related("report__unit", "drug")
    pairs = {(line.report.unit.clues, line.drug.code): (str(line.usable), str(line.denied)) for line in lines}
    sums = DelegationWeek.objects.filter(week=week, place_kind="conjunto").select_related("delegation")
    usable = {row.delegation.name: str(row.usable) for row in sums}
    assert len(pairs) >= 2
    assert len(usable) == 2

    page = live_browser.page(world.olga, path="/")
    for kind in ("CSV", "XLSX"):
        files = {}
        for table in ("peores", "delegaciones"):
            with page.expect_download() as download:
                page.locator(f"#{table}").get_by_role("link", name=kind).click()
            name = download.value.suggested_filename
            assert str(world.here.week).lower() in name
            files[table] = rows_of(download.value.path(), name)
        told = {
            (row["CLUES"], row["Clave"]): (row["Piezas utilizables"], row["Recetas negadas"]) for row in files["peores"]
        }
        assert told == pairs, kind
        assert {row["Delegación"]: row["Piezas utilizables"] for row in files["delegaciones"]} == usable, kind
