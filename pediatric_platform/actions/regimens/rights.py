"""Who may write regimens: asked by every action, whatever door it was called through."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import scope_of
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.regimens import ApprovedIsReadOnly, FactMissing, NotYoursToManage
from pediatric_platform.models import Regimen, RegimenState


def may_manage(by: Person | None) -> bool:
    """Whoever answers for the whole country; None is the system itself."""
    return by is None or scope_of(by).allows_everywhere(Permission.MANAGE_REGIMENS)


def must_manage(by: Person | None) -> None:
    if not may_manage(by):
        raise NotYoursToManage


def mark_of(told: Any) -> str:
    """What somebody read, as a short mark: another mark means that somebody changed it since."""
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]


def refuse_unread(regimen: Regimen, told: Any, read: str) -> None:
    """StaleEdition where what stands now is not what was read; an empty mark: not asked."""
    if read and read != mark_of(told):
        raise StaleEdition(regimen, edition=0)


def locked(regimen: Regimen) -> Regimen:
    """The version as it is now, held until the transaction ends."""
    return Regimen.objects.select_for_update(of=("self",)).select_related("protocol").get(pk=regimen.pk)


def locked_draft(regimen: Regimen) -> Regimen:
    """The same, refused unless it may still be changed. The database would refuse too."""
    row = locked(regimen)
    if row.state != RegimenState.DRAFT:
        raise ApprovedIsReadOnly(row)
    return row


def cleaned(text: str, field: str, longest: int) -> str:
    """A text with single spaces; FactMissing when there is none."""
    found = " ".join(text.split())[:longest]
    if not found:
        raise FactMissing(field)
    return found
