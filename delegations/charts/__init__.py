"""Charts as SVG and HTML made here: pure functions of plain values, no ORM, no scripts, no inline styles.

Each chart has a text equivalent: a label, or a data table behind `<details>`. Text stands in HTML beside the drawing,
never inside a scaled SVG, so that it keeps its size on a phone.
"""

from delegations.charts.bar import Bar, bars
from delegations.charts.categories import CATEGORIES, Category, category_of
from delegations.charts.coverage_bar import coverage_bar
from delegations.charts.sparkline import sparkline
from delegations.charts.tile_map import Tile, tile_map
from delegations.charts.trend import Series, trend

__all__ = [
    "CATEGORIES",
    "Bar",
    "Category",
    "Series",
    "Tile",
    "bars",
    "category_of",
    "coverage_bar",
    "sparkline",
    "tile_map",
    "trend",
]
