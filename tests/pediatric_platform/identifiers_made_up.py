"""Identifiers of nobody: right in their structure and check digit, made from parts that a test names."""

from __future__ import annotations

from datetime import date

_CURP_SIGNS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def curp(birth: date, sex: str = "M", *, head: str = "XAXX", tail: str = "XXX", state: str = "JC") -> str:
    """A CURP with its check digit by the published rule: weights 18 to 2 over 0-9 A-N Ñ O-Z, from ten."""
    homonym = "A" if birth.year >= 2000 else "0"
    body = f"{head}{birth:%y%m%d}{sex}{state}{tail}{homonym}"
    total = sum(_CURP_SIGNS.index(sign) * (18 - place) for place, sign in enumerate(body))
    return f"{body}{(10 - total % 10) % 10}"


def nss(body: str = "9998170001") -> str:
    """Ten digits and the Luhn digit that follows from them."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(body)]
    total = sum(number - 9 if number > 9 else number for number in doubled)
    return f"{body}{(10 - total % 10) % 10}"
