"""The shape of the file of the golden hour's numbers."""

from __future__ import annotations

from delegations.cells import decimal, text
from delegations.tabular import Field, Sheet

FEVER_RULES = Sheet(
    "fever_rules.csv",
    [
        Field("code", text(40)),
        Field("name", text(160)),
        Field("value", decimal(0)),
        Field("unit", text(20)),
        Field("source", text(240)),
        Field("standing", text(160)),
    ],
    unique=("code",),
)
