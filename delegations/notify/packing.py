"""A notice's context as JSON keeps it. Days and moments come back as what they were; a translated text is refused,
because it would stay in the language of whoever caused the notice.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise

_MOMENT, _DAY = "$moment", "$day"


def pack(value: Any) -> Any:
    """The value for a JSON column. TypeError for what must not be kept: a row, a lazy translation."""
    if isinstance(value, Promise):
        raise TypeError("A notice's context keeps no translated text: pass the value and translate in the template.")
    if isinstance(value, Enum):
        return pack(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, dt.date):
        return {_DAY: value.isoformat()}
    if isinstance(value, dict):
        return {str(key): pack(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [pack(inner) for inner in value]
    raise TypeError(f"A notice's context keeps plain values, not {type(value).__name__}.")


def unpack(value: Any) -> Any:
    """What was packed."""
    if isinstance(value, list):
        return [unpack(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {_MOMENT}:
        return dt.datetime.fromisoformat(value[_MOMENT])
    if value.keys() == {_DAY}:
        return dt.date.fromisoformat(value[_DAY])
    return {key: unpack(inner) for key, inner in value.items()}
