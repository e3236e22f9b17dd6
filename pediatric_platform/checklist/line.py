"""One answer of the checklist, as it is stored."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """`pieces` that could come from there; `data_at`: when whoever has them last told anything, None if never."""

    kind: str
    verdict: str
    pieces: int | None = None
    data_at: datetime | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)

    def stored(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self) | {"data_at": None if self.data_at is None else self.data_at.isoformat()}
