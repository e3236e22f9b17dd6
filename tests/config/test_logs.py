"""Log lines: readable by machines, without the rows they are about."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from config.logs import JsonFormatter, scrub


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


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("/red/?q=Guadalupe+Sotomayor failed", "/red/?… failed"),
        ("Internal Server Error: /invitacion/Zk3_xY-9aB7cD1eF5gH2/", "Internal Server Error: /invitacion/…/"),
        ("to <ana@example.org>, again", "to <<e-mail>>, again"),
        ("CURP SOGU100203MJCTRD05.", "CURP <CURP>."),
        ("call +52 33 1234 5678", "call <número>"),
        ("call 33-1234-5678 now", "call <número> now"),
    ],
)
def test_texts_of_others_are_scrubbed(text: str, instead: str) -> None:
    assert scrub(text) == instead


@pytest.mark.parametrize(
    "text",
    [
        "week 2026-W46 of JAL drafted in 0.25s",
        "Task supply.tasks.draft[ca308672-fee5-4dab-8247-816bc694c8cf] received",
        "010.000.1768.00 at 2026-11-22 06:10:29",
        "Is it well? database does not answer",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert scrub(text) == text


def test_of_a_task_only_its_name_and_how_it_ended() -> None:
    context = {"name": "supply.tasks.draft", "id": "1", "runtime": 2, "return_value": "ana@example.org"}
    record = logging.makeLogRecord(
        {
            "name": "celery.app.trace",
            "levelname": "INFO",
            "msg": "Task %(name)s[%(id)s] succeeded in %(runtime)ss: %(return_value)s",
            "args": context,
        }
    )
    assert json.loads(JsonFormatter().format(record))["message"] == "Task supply.tasks.draft[1] succeeded in 2s: …"
    assert context["return_value"] == "ana@example.org"
