"""Log lines for machines (JSON), without personal data: what happened and where, never the row it happened to."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

# What a caller may attach with `extra=`; anything else is dropped rather than trusted.
SAFE_FIELDS = (
    "status_code", "task", "week", "delegation", "rows", "seconds", "code", "method", "route", "milliseconds",
)  # fmt: skip

# The last net under texts that others wrote (a library's, a server's): no rule of ours lets these in at all.
PERSONAL = (
    # An address's question, and whatever stands in one place of a path that is as long as a token.
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>]*=[^\s\"'<>]*"), "?…"),
    (re.compile(r"(?<=/)[\w-]{20,}(?=[/\s\"'?.,)]|$)"), "…"),
    (re.compile(r"[^\s\"'<>()=,;:@]+@[\w-]+(?:\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"\b[A-ZÑ]{4}\d{6}[HMX][A-ZÑ]{5}[0-9A-ZÑ]\d\b", re.IGNORECASE), "<CURP>"),
    (re.compile(r"(?<![\w.:-])\+?(?:\d[ -]?){9,12}\d(?![\w.:-])"), "<número>"),
)
# What Celery puts into its texts of what a task was given, gave back or failed with.
OF_THE_TASK = ("exc", "traceback", "return_value", "args", "kwargs")


def describe_exception(error: BaseException) -> dict[str, object]:
    """Type and stack. The message is left out: a database's error text quotes the row it refused."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "stack": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def scrub(text: str) -> str:
    """The text without what looks like an e-mail, a CURP, a telephone, a token or an address's question."""
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return text


def message_of(record: logging.LogRecord) -> str:
    """The record's text, scrubbed; of a task only its name and how it ended."""
    arguments: Any = record.args
    if record.name.startswith("celery") and isinstance(arguments, dict):
        hidden = {name: "…" for name in OF_THE_TASK if name in arguments}
        record = logging.makeLogRecord(record.__dict__ | {"args": arguments | hidden})
    return scrub(record.getMessage())


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
        }
        for field in SAFE_FIELDS:
            if hasattr(record, field):
                entry[field] = getattr(record, field)
        if record.exc_info and record.exc_info[1] is not None:
            entry["exception"] = describe_exception(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False, default=str)


def configuration(*, local: bool, level: str, tasks: str) -> dict[str, Any]:
    """Every logger's levels and the one way out: plain words on a laptop, JSON lines in production."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "config.logs.JsonFormatter"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain" if local else "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            # A page that was not found is no event; one that failed is.
            "django.request": {"level": "ERROR"},
            "celery": {"handlers": ["console"], "level": tasks, "propagate": False},
        },
    }
