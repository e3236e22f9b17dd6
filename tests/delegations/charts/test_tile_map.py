import csv
from pathlib import Path

import pytest

from delegations.charts import Tile, tile_map

DATA = Path(__file__).resolve().parents[3] / "delegations" / "data" / "delegations.csv"


@pytest.fixture(scope="module")
def cells() -> dict[str, tuple[int, int]]:
    with DATA.open(newline="", encoding="utf-8") as file:
        return {row["code"]: (int(row["tile_row"]), int(row["tile_column"])) for row in csv.DictReader(file)}


def test_thirty_five_delegations_and_no_two_share_a_cell(cells):
    assert len(cells) == 35
    assert len(set(cells.values())) == 35


def test_the_sheet_has_a_class_for_every_row_and_column(cells):
    css = (DATA.parents[2] / "static" / "css" / "tilemap.css").read_text()
    for row, column in cells.values():
        assert f".r{row} {{" in css
        assert f".c{column} {{" in css


@pytest.mark.parametrize("pair", [("DFN", "DFS"), ("MEXO", "MEXP"), ("VERN", "VERS")])
def test_the_halves_of_a_state_touch(cells, pair):
    (row, column), (other_row, other_column) = cells[pair[0]], cells[pair[1]]
    assert abs(row - other_row) + abs(column - other_column) == 1


def test_the_country_has_its_shape(cells):
    assert cells["BC"] == (min(r for r, _ in cells.values()), min(c for _, c in cells.values()))
    assert cells["BCS"][1] == cells["BC"][1], "the peninsula hangs below Baja California"
    easternmost = max(column for _, column in cells.values())
    assert {code for code, (_, column) in cells.items() if column == easternmost} == {"YUC", "QROO"}
    assert cells["CHS"][0] == max(row for row, _ in cells.values())
    assert cells["SON"][1] < cells["CHH"][1] < cells["COA"][1] <= cells["NL"][1] < cells["TAM"][1]


def tile(**changes) -> Tile:
    return Tile(**{"code": "JAL", "name": "Jalisco", "row": 4, "column": 3, "href": "/delegaciones/JAL/"} | changes)


def test_a_tile_is_a_link_in_its_cell_that_says_everything_in_words():
    drawn = tile_map([tile(figure="87.3", category="low", note="2 unidades sin reporte")], with_table=False)
    assert '<li class="tile-cell r4 c3"><a href="/delegaciones/JAL/" class="tile is-low"' in drawn
    assert 'aria-label="Jalisco: 87.3 %, Bajo. 2 unidades sin reporte"' in drawn
    assert "◆" in drawn


def test_a_tile_out_of_reach_is_no_link():
    drawn = tile_map([tile(href="")], with_table=False)
    assert "<a " not in drawn
    assert 'class="tile is-none"' in drawn


def test_every_tile_stands_in_the_table_too():
    drawn = tile_map([tile(figure="87.3", category="low"), tile(code="BC", name="Baja California", row=1, column=1)])
    table = drawn.split("<details", 1)[1]
    assert table.index("Baja California") < table.index("Jalisco")
    assert "87.3 %" in table


def test_names_are_escaped():
    assert "<script>" not in tile_map([tile(name="<script>", code="<i>")])


def test_nothing_is_styled_or_scripted_inline():
    drawn = tile_map([tile(trend=[1, 2, 3])])
    assert "style=" not in drawn
    assert "onclick" not in drawn
