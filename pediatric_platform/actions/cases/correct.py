from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.cases.evidence import look_for_it
from pediatric_platform.actions.cases.open import FAR_AHEAD, LONG_AGO
from pediatric_platform.actions.cases.told import Told
from pediatric_platform.actions.cases.urgency import graver
from pediatric_platform.actions.cases.writing import happened, locked, must_stand, write
from pediatric_platform.case_clock import severity_of
from pediatric_platform.errors.cases import ImpossibleNeed
from pediatric_platform.models import Case, CaseEventKind
from pediatric_platform.selectors.case_rules import days_of_rest, read_rules
from supply.models import Drug


@transaction.atomic
def correct_case(
    *,
    case: Case,
    kind: str,
    drug: Drug | None,
    drug_words: str,
    needed_on: date | None,
    edition: int | None,
    by: Person,
    now: datetime | None = None,
) -> Case:
    """What is known better now: what happened, which drug, for which day. Its gravity follows, either way; the clock
    that runs is only ever made shorter by it."""
    now = now or timezone.now()
    row = locked(case, by=by, edition=edition)
    must_stand(row)
    today = now.astimezone(row.unit.zone).date()
    if needed_on is not None and not today - LONG_AGO <= needed_on <= today + FAR_AHEAD:
        raise ImpossibleNeed
    values: dict[str, Any] = {
        "kind": kind,
        "drug": drug,
        "drug_words": " ".join(drug_words.split())[:120],
        "needed_on": needed_on,
    }
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    another_drug = drug is not None and drug != row.drug
    if needed_on != row.needed_on:
        values |= _graver_or_not(row, severity_of(needed_on, today, read_rules()), now)
    before = write(row, type="case.corrected", by=by, **values)
    names = sorted(name for name in ("kind", "drug", "needed_on") if name in before)
    told = {name: [before[name], _value(row, name)] for name in names if before[name] != _value(row, name)}
    happened(row, CaseEventKind.CHANGED, by=by, at=now, data={"what": "corrected"} | told)
    if another_drug:
        look_for_it(row, Told(channel=row.channel), by=by, today=today, now=now)
    return row


def _graver_or_not(case: Case, severity: int, now: datetime) -> dict[str, Any]:
    if severity == case.severity:
        return {}
    happened(case, CaseEventKind.SEVERITY, by=None, at=now, data={"from": int(case.severity), "to": int(severity)})
    if severity > case.severity:
        return {"severity": severity}
    return graver(case, severity, now, rules=read_rules(), rest=days_of_rest(now))


def _value(case: Case, name: str) -> object:
    value = getattr(case, f"{name}_id", None) if name == "drug" else getattr(case, name)
    return value.isoformat() if isinstance(value, date) else value
