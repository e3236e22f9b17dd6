"""The texts of this floor's screens."""

from __future__ import annotations

from delegations.help import register
from pediatric_platform.help import (
    case_evidence,
    cases,
    children,
    coverage,
    family,
    fever,
    fever_figures,
    fever_kit,
    guardians,
    guides,
    mixing,
    plans,
    public_cases,
    regimens,
    rollout,
)


def register_all() -> None:
    """Every page of help of this floor."""
    for texts in (
        case_evidence,
        cases,
        children,
        coverage,
        family,
        fever,
        fever_figures,
        fever_kit,
        guardians,
        guides,
        mixing,
        plans,
        public_cases,
        regimens,
        rollout,
    ):
        register(texts.PAGES)
