"""What a scanner reads off a carton: the GS1 element string of a DataMatrix (or of a bar code), taken apart. Pure.

    read_scan("(01)07501234567893(17)270831(10)HIMH23020")  →  Scan(gtin="07501234567893", number="HIMH23020", …)

A scanner sends the group separator (ASCII 29) after a field of free length; some are set up to drop it, and people type
the text printed beside the symbol, with its parentheses. Both are read; where a dropped separator leaves room for doubt
about where the lot's number ends, `is_sure` is False and a person looks at the carton.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

SEPARATOR = "\x1d"
# How scanners announce the symbol, and how they or a form may write the separator.
_ANNOUNCED = re.compile(r"^\](?:d2|C1|Q3|e0|J1)")
_WRITTEN_SEPARATORS = ("\u241d", "<GS>", "{GS}", "^]", "\\x1d", "\\u001d")
_PRINTED = re.compile(r"\((\d{2,4})\)([^(]*)")

# Application identifiers that cartons of medicines carry: digits of the field, or None for free length.
_FIXED = {"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2}
_FREE = {"10": 20, "21": 20, "22": 20, "30": 8, "37": 8, "240": 30, "241": 30, "250": 30, "251": 30, "400": 30,
         "710": 20, "711": 20, "712": 20, "713": 20, "714": 20, "715": 20, "716": 20, "90": 30, "91": 90}  # fmt: skip
GTIN, NUMBER, EXPIRY, SERIAL = "01", "10", "17", "21"


@dataclass(frozen=True, slots=True)
class Scan:
    """What of a carton was read; what it does not say is blank or None."""

    gtin: str = ""
    number: str = ""
    expires_on: date | None = None
    serial: str = ""
    is_sure: bool = True


class NotAScan(ValueError):
    """The text is no GS1 element string."""


def read_scan(text: str) -> Scan:
    """The carton of a scanned or printed element string; `NotAScan` for any other text."""
    text = _ANNOUNCED.sub("", text.strip(" \r\n\t"))
    for written in _WRITTEN_SEPARATORS:
        text = text.replace(written, SEPARATOR)
    printed = text.startswith("(")
    fields, is_sure = (_printed(text), True) if printed else _element_string(text.lstrip(SEPARATOR))
    gtin = fields.get(GTIN, "")
    if gtin and not is_gtin(gtin):
        raise NotAScan(text)
    if not gtin and NUMBER not in fields:
        raise NotAScan(text)
    expires_on = _day(fields[EXPIRY]) if EXPIRY in fields else None
    return Scan(gtin, fields.get(NUMBER, ""), expires_on, fields.get(SERIAL, ""), is_sure)


def looks_scanned(text: str) -> bool:
    """Whether the text is such a string, and not a lot's number that somebody typed."""
    try:
        found = read_scan(text)
    except NotAScan:
        return False
    return bool(found.gtin) or text.lstrip().startswith(("(", "]"))


def is_gtin(digits: str) -> bool:
    """Fourteen digits, the last of which checks the others."""
    if not re.fullmatch(r"[0-9]{14}", digits):
        return False
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(digits[:13]))
    return (10 - weighed % 10) % 10 == int(digits[13])


def _printed(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    at = 0
    for found in _PRINTED.finditer(text):
        if found.start() != at or found[1] in fields:
            raise NotAScan(text)
        fields[found[1]] = _within(found[1], found[2].strip(), text)
        at = found.end()
    if at != len(text) or not fields:
        raise NotAScan(text)
    return fields


def _element_string(text: str) -> tuple[dict[str, str], bool]:
    fields: dict[str, str] = {}
    is_sure, rest = True, text
    while rest:
        name = next((rest[:size] for size in (2, 3) if rest[:size] in _FIXED or rest[:size] in _FREE), "")
        if not name or name in fields:
            raise NotAScan(text)
        rest = rest[len(name) :]
        if (size := _FIXED.get(name)) is not None:
            value, rest = rest[:size], rest[size:].lstrip(SEPARATOR)
        else:
            value, separator, rest = rest.partition(SEPARATOR)
            # Nothing behind the number and no separator in the whole text: it may have swallowed another field.
            if name == NUMBER and not separator and SEPARATOR not in text and _may_hide_a_field(value):
                is_sure = False
        fields[name] = _within(name, value, text)
    return fields, is_sure


def _may_hide_a_field(value: str) -> bool:
    return len(value) > _FREE[NUMBER] or re.search(r".(?:21.{4}|17\d{6}|240.|71[0-6].)", value) is not None


def _within(name: str, value: str, text: str) -> str:
    """The value, if a field of this name may hold it."""
    if (size := _FIXED.get(name)) is not None:
        if not re.fullmatch(rf"[0-9]{{{size}}}", value):
            raise NotAScan(text)
    elif not value or len(value) > _FREE.get(name, 90) * 2:
        raise NotAScan(text)
    return value


def _day(digits: str) -> date:
    """`YYMMDD`; day 00 is the month's last. Years run from 2000 to 2099 on a medicine."""
    year, month, day = 2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError as error:  # calendar's own complaint is a ValueError too
        raise NotAScan(digits) from error
