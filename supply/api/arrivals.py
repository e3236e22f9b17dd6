"""What arrived of a transfer, by its lines: each once, and none of another transfer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from supply.api.naming import Names
from supply.models import Transfer


class Arrivals:
    """The body's lines against the transfer's own."""

    def __init__(self, transfer: Transfer, lines: Sequence[Mapping[str, Any]]) -> None:
        self.lines = lines
        self.own = list(transfer.lines.order_by("pk").values_list("pk", flat=True))

    def received(self) -> dict[int, tuple[int, str]]:
        """Line → (pieces, why less); refuses (400) lines of another transfer and lines named twice."""
        names = Names(self.lines)
        found: dict[int, tuple[int, str]] = {}
        for index, line in enumerate(self.lines):
            if line["id"] not in self.own:
                names.refuse(index, "id", "unknown_line", _("Ese renglón no es de este traspaso."))
            elif line["id"] in found:
                names.refuse(index, "id", "duplicate_line", _("El mismo renglón aparece dos veces."))
            found[line["id"]] = (line["received"], line["reason"])
        names.check()
        return found

    def rejected(self) -> dict[int, int]:
        return {line["id"]: line["rejected"] for line in self.lines if line["rejected"]}

    def notes(self) -> dict[int, str]:
        return {line["id"]: line["note"] for line in self.lines if line["note"]}

    def body_line(self, line: int) -> int:
        """Where the body names the transfer's n-th line; its own place where the body does not."""
        return next((index for index, sent in enumerate(self.lines) if sent["id"] == self.own[line]), line)
