"""Office telephones as a link dials them. Pure."""

from __future__ import annotations

import re

_EXTENSION = re.compile(r"(?:ext(?:ensión|ension)?\.?|x)\s*(\d{1,8})\s*$", re.IGNORECASE)


def dialled(phone: str) -> str:
    """`449 910 0000 ext. 120` → `4499100000,120`: the pause lets a telephone dial the extension after the answer."""
    extension = _EXTENSION.search(phone)
    number = phone[: extension.start()] if extension else phone
    plus = "+" if number.strip().startswith("+") else ""
    digits = plus + "".join(sign for sign in number if sign.isdigit())
    return f"{digits},{extension[1]}" if extension and digits else digits


def unbroken(phone: str) -> str:
    """The telephone as it is written, kept on one line."""
    return phone.replace(" ", "\N{NO-BREAK SPACE}")
