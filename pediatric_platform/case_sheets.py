"""The shape of the files of the clock of cases."""

from __future__ import annotations

from delegations.cells import choice, integer, text
from delegations.tabular import Field, Sheet
from pediatric_platform.models import Counted

SEVERITIES = Sheet(
    "severity_rules.csv",
    [
        Field("severity", integer(1, 4)),
        Field("dose_within_days", integer(0, 400), blank_allowed=True),
        Field("contact_minutes", integer(1, 100_000)),
        Field("counted", choice(Counted.values)),
        Field("source", text(200)),
    ],
    unique=("severity",),
)
CLOCKS = Sheet(
    "case_clocks.csv",
    [
        Field("severity", integer(1, 4)),
        Field("level", integer(1, 3)),
        Field("minutes", integer(2, 100_000)),
        Field("remind_minutes", integer(1, 100_000)),
        Field("counted", choice(Counted.values)),
        Field("source", text(200)),
    ],
    unique=("severity", "level"),
)
