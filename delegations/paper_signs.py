"""Signs that no font draws: the standard of readable documents refuses a whole paper for one of them, so they give way.

«✅» typed on a telephone, or a control sign that came with a copied text, must keep no signed minutes from paper. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

# Stands where a sign was that cannot be drawn; the typesetter brings a font that has it.
BOX = "□"
_NAMED = re.compile(r'the text `"(.+?)"` could not be displayed', re.S)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
# Not drawn by themselves: they change the sign before them, or how it joins the next.
_JOINING = frozenset({"Cf", "Me"})
_SELECTORS = range(0xFE00, 0xFE10)
_LATIN, _KNOWN = 0x17F, frozenset("–—…“”‘’•·€≤≥−→\n\t")


def named_in(fault: str) -> str:
    """The sign that the typesetter says it cannot draw; nothing where it complains of something else."""
    found = _NAMED.search(fault)
    return _CODE.sub(lambda code: chr(int(code[1], 16)), found[1]) if found is not None else ""


def plainer(data: Any, sign: str) -> Any:
    """The data without the sign. A letter is drawn: what was put on it is not, and goes from all."""
    if sign.isascii() and sign.isprintable():
        return _each(data, lambda text: "".join(one for one in _joined(text) if unicodedata.category(one) != "Mn"))
    return _each(data, lambda text: _joined(text).replace(sign, BOX if unicodedata.category(sign[0]) != "Cc" else ""))


def plainest(data: Any) -> Any:
    """Letters of European languages and the signs of every day."""
    return _each(
        data, lambda text: "".join(one if ord(one) <= _LATIN or one in _KNOWN else "?" for one in _joined(text))
    )


def _joined(text: str) -> str:
    """Accents on their letters, and nothing that only joins or colours others, or rules a terminal."""
    return "".join(one for one in unicodedata.normalize("NFC", text) if not _is_unseen(one))


def _is_unseen(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind in _JOINING or ord(sign) in _SELECTORS or (kind == "Cc" and sign not in "\n\t")


def _each(data: Any, change: Callable[[str], str]) -> Any:
    """Every text of nested lists and mappings; keys are the layout's."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: _each(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each(value, change) for value in data]
    return data
