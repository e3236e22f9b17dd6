"""Log lines: readable by machines, without the rows they are about."""

from __future__ import annotations

import json
import logging
import sys

from config.logs import JsonFormatter


def line(**extra: object) -> dict[str, object]:
    """A formatted record with `extra` attached."""
    record = logging.makeLogRecord(
        {"name": "supply", "levelname": "INFO", "msg": "week %s", "args": ("2026-W46",), **extra}
    )
    parsed: dict[str, object] = json.loads(JsonFormatter().format(record))
    return parsed


def test_a_line_is_json_with_time_level_and_message() -> None:
    entry = line()
    assert entry["message"] == "week 2026-W46"
    assert entry["level"] == "info"
    assert str(entry["time"]).endswith("+00:00")


def test_known_fields_pass_and_others_do_not() -> None:
    entry = line(rows=12, full_name="Ana")
    assert entry["rows"] == 12
    assert "full_name" not in entry


def test_an_exception_is_told_without_its_message() -> None:
    try:
        raise ValueError("Key (email)=(ana@example.org) already exists")
    except ValueError:
        entry = line(exc_info=sys.exc_info())
    assert entry["exception"]["type"] == "builtins.ValueError"  # type: ignore[index]
    assert "ana@example.org" not in json.dumps(entry)
