"""What is known of a child when it is registered or corrected, cleaned and checked before anything is written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from delegations.errors import Refusal
from delegations.models import Unit
from pediatric_platform import identifiers
from pediatric_platform.errors.children import (
    BadBirthDate,
    BadIdentifier,
    BadText,
    CurpOrReason,
    FieldMissing,
    day_before_birth,
    day_in_future,
)
from pediatric_platform.models import Child, Diagnosis, Sex

# Whoever began as a child may still be in treatment; beyond this a year was mistyped.
OLDEST = 25
TEXTS = ("given_names", "first_surname", "second_surname", "without_curp", "risk")
# What a correction writes: everything but where the child is treated, which is a transfer's.
COLUMNS = (
    "given_names", "first_surname", "second_surname", "birth_date", "sex", "curp", "without_curp", "nss", "agregado",
    "diagnosis", "risk", "diagnosed_on", "prior_anthracycline",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """`sex` as the CURP writes it: M a girl, H a boy. `unit` is where a new child is treated.

    `another_because`: why this is another child than those who look alike. `since`: its first day at the unit.
    """

    given_names: str
    first_surname: str
    birth_date: date
    sex: str
    diagnosis: Diagnosis
    unit: Unit
    second_surname: str = ""
    curp: str = ""
    without_curp: str = ""
    nss: str = ""
    agregado: str = ""
    risk: str = ""
    diagnosed_on: date | None = None
    prior_anthracycline: Decimal = Decimal(0)
    another_because: str = ""
    since: date | None = None

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_names, self.first_surname, self.second_surname) if part)

    def cleaned(self) -> ChildFacts:
        """With single spaces, and identifiers as they are kept."""
        told: dict[str, Any] = {name: " ".join(getattr(self, name).split()) for name in (*TEXTS, "another_because")}
        told |= {name: identifiers.normalised(getattr(self, name)) for name in ("curp", "nss", "agregado")}
        return replace(self, **told).without_idle_reason()

    def without_idle_reason(self) -> ChildFacts:
        """Whoever has a CURP needs no reason for having none."""
        return replace(self, without_curp="") if self.curp else self


def problems(facts: ChildFacts, *, today: date) -> list[Refusal]:
    """Everything that is wrong with cleaned facts by themselves, field by field."""
    found: list[Refusal] = [FieldMissing(name) for name in ("given_names", "first_surname") if not getattr(facts, name)]
    for name in TEXTS:
        longest: int = getattr(Child._meta.get_field(name), "max_length", None) or 0
        text = getattr(facts, name)
        if len(text) > longest or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
            found.append(BadText(name, longest))
    if facts.sex not in Sex.values:
        found.append(FieldMissing("sex"))
    if facts.birth_date > today or today.year - facts.birth_date.year > OLDEST:
        found.append(BadBirthDate(oldest=OLDEST))
    found += _identifier_problems(facts)
    for name, day in (("diagnosed_on", facts.diagnosed_on), ("since", facts.since)):
        if day is not None and day > today:
            found.append(day_in_future(name))
        elif day is not None and day < facts.birth_date:
            found.append(day_before_birth(name))
    return found


def _identifier_problems(facts: ChildFacts) -> list[Refusal]:
    found: list[Refusal] = []
    if not facts.curp and not facts.without_curp:
        found.append(CurpOrReason())
    if facts.curp:
        if fault := identifiers.curp_fault(facts.curp):
            found.append(BadIdentifier(fault))
        else:
            found += [
                BadIdentifier(fault)
                for fault in identifiers.curp_contradictions(facts.curp, birth_date=facts.birth_date, sex=facts.sex)
            ]
    if facts.nss and (fault := identifiers.nss_fault(facts.nss)):
        found.append(BadIdentifier(fault))
    if len(facts.agregado) > 20:
        found.append(BadText("agregado", 20))
    return found
