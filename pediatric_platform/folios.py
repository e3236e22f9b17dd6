"""Folios: short, told by telephone without mistakes, and saying nothing about the row behind them."""

from __future__ import annotations

import secrets

# Without vowels and signs that are mistaken for one another.
ALPHABET = "23456789CFGHJKMPQRTVWX"
CHILD, ORDER, REPORT, CASE, FEVER, CERTIFICATE = "N", "M", "A", "C", "F", "K"


def new_folio(prefix: str, length: int = 6) -> str:
    """`N-7K3QF2`: a prefix and random signs; the caller's unique column tells the rare double."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(length))}"


def folio_from(prefix: str, digest: bytes, length: int) -> str:
    """Always the same for the same digest; of a keyed one (HMAC), it says nothing of what went in."""
    number, signs = int.from_bytes(digest, "big"), ""
    for _sign in range(length):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return f"{prefix}-{signs}"
