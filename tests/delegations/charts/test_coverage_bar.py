import re

import pytest

from delegations.charts import Bar, bars, category_of, coverage_bar


def test_widths_fill_the_bar_and_follow_the_counts():
    drawn = coverage_bar({"out": 1, "low": 1, "adequate": 2})
    widths = [float(width) for width in re.findall(r' width="([\d.]+)"', drawn)]
    assert widths == [250, 250, 500]


def test_categories_without_pairs_are_left_out_of_bar_and_words():
    drawn = coverage_bar({"out": 0, "critical": None, "adequate": 1_200})
    assert "En cero" not in drawn
    assert 'aria-label="Adecuado: 1,200"' in drawn


def test_nothing_to_count_says_so():
    assert "Sin claves que contar" in coverage_bar({})


def test_bars_are_relative_to_the_longest_and_never_overflow():
    drawn = bars([Bar("A", 50), Bar("B", 25), Bar("C", None)])
    assert re.findall(r'bar-fill ?[^"]*" width="([\d.]+)"', drawn) == ["100", "50", "0"]
    assert 'width="100"' in bars([Bar("A", 50)], high=10)


@pytest.mark.parametrize(
    ("value", "label"), [("out", "En cero"), (None, "Sin dato"), ("", "Sin dato"), ("other", "Sin dato")]
)
def test_category_words(value, label):
    assert category_of(value).label == label
