"""What the golden hour's figures are asked for, read from the address and the API's query alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS, DELEGATION, UNIT = "meses", "delegacion", "hospital"
PERIODS = (3, 6, 12, 24)
USUAL = 12


@dataclass(frozen=True, slots=True)
class FeverQuestion:
    """The last `months` months, this one among them: of a delegation, of a hospital (its CLUES), or of all one sees."""

    months: int = USUAL
    delegation: str = ""
    clues: str = ""

    def first(self, today: date) -> date:
        """The first day of the period."""
        back = today.year * 12 + today.month - 1 - (self.months - 1)
        return date(back // 12, back % 12 + 1, 1)


def fever_question(given: Mapping[str, str]) -> FeverQuestion:
    """Read the address; a period that is not offered is the usual one."""
    asked = given.get(MONTHS, "").strip()
    months = int(asked) if asked in {str(period) for period in PERIODS} else USUAL
    return FeverQuestion(months, given.get(DELEGATION, "").strip()[:20], given.get(UNIT, "").strip()[:20])
