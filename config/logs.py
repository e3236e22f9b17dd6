"""Log lines for machines (JSON), without personal data: what happened and where, never the row it happened to."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

# What a caller may attach with `extra=`; anything else is dropped rather than trusted.
SAFE_FIELDS = ("status_code", "task", "week", "delegation", "rows", "seconds", "code")


def describe_exception(error: BaseException) -> dict[str, object]:
    """Type and stack. The message is left out: a database's error text quotes the row it refused."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "stack": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        for field in SAFE_FIELDS:
            if hasattr(record, field):
                entry[field] = getattr(record, field)
        if record.exc_info and record.exc_info[1] is not None:
            entry["exception"] = describe_exception(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False, default=str)
