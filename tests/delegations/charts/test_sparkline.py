import re
import time

from delegations.charts import sparkline
from delegations.charts.sparkline import line_path


def test_rising_values_run_from_bottom_left_to_top_right():
    assert line_path([0.0, 5.0, 10.0], low=0, high=10, width=100, height=20) == "M0 20L50 10L100 0"


def test_a_gap_lifts_the_pen():
    assert line_path([1.0, 2.0, None, 2.0, 1.0], low=1, high=2, width=4, height=1).count("M") == 2


def test_a_lone_point_between_gaps_is_still_drawn():
    assert "h.1" in line_path([None, 1.0, None, 2.0], low=1, high=2, width=3, height=1)


def test_a_flat_series_runs_through_the_middle():
    assert "10" in re.search(r'd="M0 (\d+)', sparkline([7, 7, 7])).group(1)


def test_nothing_known_draws_nothing():
    assert sparkline([]) == ""
    assert sparkline([None, 3]) == ""


def test_label_makes_it_an_image_and_is_escaped():
    drawn = sparkline([1, 2], label='<b>"x"')
    assert 'role="img"' in drawn
    assert "<b>" not in drawn


def test_without_label_it_is_decoration():
    assert 'aria-hidden="true"' in sparkline([1, 2])


def test_thirty_five_take_a_few_milliseconds():
    values = [float(i % 7) for i in range(52)]
    sparkline(values)
    start = time.process_time()
    for _ in range(35):
        sparkline(values)
    assert time.process_time() - start < 0.05
