"""Medicines as a family calls them: the common name, without strength, form or salt. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AFTER_THE_NAME = re.compile(r"\s*(,|\(|\d).*$")
_SALTS = re.compile(
    r"\s+(sódic[oa]|disódic[oa]|cálcic[oa]|clorhidrato|sulfato|fosfato|acetato|succinato|mesilato|citrato)( .*)?$", re.I
)
_SALT_FIRST = re.compile(r"^(clorhidrato|sulfato|fosfato|acetato|succinato|mesilato|citrato) de ", re.I)


def common_name(name: str) -> str:
    """`Vincristina` → `vincristina`; `METOTREXATO SÓDICO 50 mg` → `metotrexato`; `Ácido folínico` stays whole."""
    short = _SALT_FIRST.sub("", _AFTER_THE_NAME.sub("", name.strip()))
    return (_SALTS.sub("", short) or short or name).strip().lower()


def common_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order given."""
    return tuple(dict.fromkeys(common_name(name) for name in names if name.strip()))
