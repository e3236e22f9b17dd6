"""What somebody tells when they open a case or join one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from delegations.models import Person
from pediatric_platform.models import Child, FamilyReport, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whom it is about, who tells it, how to reach them and what they wrote. `token`: of their secret link, as sent."""

    child: Child | None = None
    person: Person | None = None
    session: Session | None = None
    report: FamilyReport | None = None
    channel: str
    story: str = ""
    needed_on: date | None = None
    prescription_on: date | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    token: str = ""
