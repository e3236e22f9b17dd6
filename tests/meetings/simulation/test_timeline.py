"""Acts are told in the order of time, whoever adds them."""

from datetime import UTC, datetime, timedelta

from meetings.simulation.timeline import Timeline

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_acts_are_told_in_order_and_what_lies_ahead_is_not():
    line, told, heard = Timeline(NOW), [], []
    line.add(NOW - HOUR, lambda at: told.append("second"))
    line.add(NOW - 3 * HOUR, lambda at: told.append("first"))
    line.add(NOW, lambda at: told.append("never"))
    line.run(after=heard.append)
    assert told == ["first", "second"]
    assert heard == [NOW - 3 * HOUR, NOW - HOUR]


def test_an_act_added_too_late_is_told_at_once_and_time_never_goes_back():
    line, told = Timeline(NOW), []
    line.add(NOW - 2 * HOUR, lambda at: line.add(NOW - 5 * HOUR, told.append))
    line.run()
    assert told == [NOW - 2 * HOUR]
