"""A lot's number whatever way it is printed: keys by which two writings of one number meet. Pure.

Boxes, alerts and spreadsheets write the same lot with blanks, dashes, slashes or small letters («HIMH-23020»,
«himh 23020»). A **key** is what is left of a number: its Latin letters, in capitals, and its figures. Two numbers of
one drug are the same lot when they share a key.

An alert may print a lot in two forms, «B 96896 / B9689B098»: each form is a key of its own, beside that of both
together. A piece between slashes only counts as a form when it could be a number by itself, so that «AB12/24» is one
number and not lot «24». `supply_lot_keys` of the database says the same, and a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

# Shorter, or without a figure, a piece between slashes is a part of the number: a year, a line, a plant.
LEAST_FORM = 5
# How alike two keys must be to be shown side by side to whoever decides; nothing is held back for being alike.
ALIKE = 0.8
LEAST_ALIKE = 4

_DROPPED = re.compile(r"[^A-Za-z0-9]")
_BETWEEN_FORMS = re.compile(r"[/\\|;,]| [oyuOYU] ")
# What is read one for the other on a small carton.
_CONFUSED = str.maketrans("OIZSB", "01258")


def lot_key(number: str) -> str:
    """The Latin letters and figures of a number, in capitals: «N7396B05 B3135» → «N7396B05B3135»."""
    return _DROPPED.sub("", number).upper()


def lot_keys(number: str) -> frozenset[str]:
    """Every key that a number answers to: the whole one and, where it is printed in several forms, each of them."""
    forms = {key for part in _BETWEEN_FORMS.split(number) if _is_a_form(key := lot_key(part))}
    return frozenset({lot_key(number), *forms} - {""})


def same_lot(one: str, other: str) -> bool:
    """Whether two writings may be one lot: they share a key."""
    return not lot_keys(one).isdisjoint(lot_keys(other))


def looks_like(number: str, keys: Iterable[str]) -> bool:
    """Whether a number resembles a key without being it: part of it, read wrong on the carton, or a slip in typing.

    For a person to look at. Numbers of one maker run on («B8607H01», «B8607H03»), and being alike proves nothing.
    """
    own = lot_keys(number)
    wanted = frozenset(keys)
    if not own.isdisjoint(wanted):
        return False
    return any(_alike(one, other) for one in own for other in wanted)


def _is_a_form(key: str) -> bool:
    return len(key) >= LEAST_FORM and any(figure.isdigit() for figure in key)


def _alike(one: str, other: str) -> bool:
    if one.translate(_CONFUSED) == other.translate(_CONFUSED):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= LEAST_ALIKE and (long.startswith(short) or long.endswith(short)):
        return True
    if len(short) <= LEAST_FORM:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
