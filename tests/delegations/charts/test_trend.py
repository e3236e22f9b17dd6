import re

import pytest

from delegations.charts import Series, trend
from delegations.charts.numbers import nice_ceiling, short


def test_series_of_another_length_are_refused():
    with pytest.raises(ValueError, match="3 values for 2 labels"):
        trend(["S1", "S2"], [Series("Almacén", [1, 2, 3])], title="x")


def test_axis_starts_at_zero_and_ends_on_a_round_number():
    drawn = trend(["S1", "S2"], [Series("Almacén", [290_000, 640_122])], title="x", with_table=False)
    ticks = re.findall(r"<li>([^<]+)</li>", drawn.split('class="trend-y"')[1].split("</ul>")[0])
    assert ticks == ["800 k", "600 k", "400 k", "200 k", "0"]


def test_a_fixed_axis_has_round_steps():
    drawn = trend(["S1", "S2"], [Series("Nivel", [70, 80])], title="x", low=50, high=100, with_table=False)
    assert "<li>90</li>" in drawn
    assert "62.5" not in drawn


def test_layers_stack_to_the_total():
    drawn = trend(["S1", "S2"], [Series("A", [1, 2]), Series("B", [3, 2])], title="x", stacked=True)
    assert drawn.count('class="area s') == 4  # two layers, two swatches
    assert '<th scope="row">S2</th><td class="num">2</td><td class="num">2</td><td class="num">4</td>' in drawn


def test_the_newest_week_comes_first_in_the_table_and_gaps_are_dashes():
    drawn = trend(["S1", "S2"], [Series("A", [None, 2])], title="x")
    assert drawn.index('<th scope="row">S2</th>') < drawn.index('<th scope="row">S1</th><td class="num">—</td>')


def test_first_and_last_week_are_always_labelled():
    labels = [f"S{n}" for n in range(1, 53)]
    axis = trend(labels, [Series("A", list(range(52)))], title="x", with_table=False).split('class="trend-x"')[1]
    assert "<li>S1</li>" in axis
    assert "<li>S52</li>" in axis


def test_no_series_and_no_weeks_draw_an_empty_frame():
    assert "trend-plot" in trend([], [], title="x")


def test_text_stays_outside_the_drawing():
    assert "<text" not in trend(["S1", "S2"], [Series("A", [1, 2])], title="x")


@pytest.mark.parametrize(("value", "end"), [(0, 4), (3, 4), (640_122, 800_000), (97, 100), (1_000, 1_000), (0.9, 1)])
def test_axis_ends(value, end):
    assert nice_ceiling(value) == pytest.approx(end)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (950, "950"), (9_500, "9,500"), (150_000, "150 k"), (1_250_000, "1.2 M"), (87.5, "87.5")],
)
def test_axis_labels(value, text):
    assert short(value) == text
