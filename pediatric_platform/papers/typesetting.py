"""The typesetter with this floor's own layouts (`labels`, `record`); upper floors name the folder of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from delegations import typesetting
from delegations.typesetting import moment_text
from pediatric_platform.mixing_rules import amount_text

HERE = Path(__file__).parent


def typeset(layout: str, data: dict[str, Any], *, folder: Path = HERE) -> bytes:
    """A PDF of the layout with the data; the same data give the same pages."""
    return typesetting.typeset(layout, data, folder=folder)


__all__ = ["amount_text", "moment_text", "typeset"]
