"""Addresses and numbers as a page or a log may show them."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:]+@[^\s<>()\[\]\",;:]+")


def masked_address(address: str) -> str:
    """`ana@example.org` as `a…@example.org`."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}…{at}{host}" if at else "…"


def masked_number(number: str) -> str:
    """`+523312345678` as `…5678`."""
    return f"…{number[-4:]}"


def masked(destination: str) -> str:
    """An address or a number, masked."""
    return masked_address(destination) if "@" in destination else masked_number(destination)


def without_addresses(text: str) -> str:
    """What a mail server said, with every address masked."""
    return _ADDRESS.sub(lambda found: masked_address(found.group()), text)
