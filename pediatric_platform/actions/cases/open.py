"""A problem is told: a case with a folio, somebody who answers for it and a clock, before anybody has read it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person, Unit
from delegations.notify import tell_all
from delegations.selectors.network.appointers import Appointers
from pediatric_platform.actions.cases.evidence import look_for_it
from pediatric_platform.actions.cases.following import follow, holding, must_be_told_by
from pediatric_platform.actions.cases.telling import gap, notice
from pediatric_platform.actions.cases.told import Told
from pediatric_platform.actions.cases.writing import happened
from pediatric_platform.case_clock import clock, contact_by, severity_of
from pediatric_platform.case_rights import may_open
from pediatric_platform.errors.cases import ImpossibleNeed, NothingSaid, NotYoursToOpen
from pediatric_platform.folios import CASE, folio_from, new_folio
from pediatric_platform.models import (
    Case,
    CaseEventKind,
    CaseFollower,
    CaseKind,
    Level,
    Session,
    children_of,
)
from pediatric_platform.selectors.case_owners import Owner, Owners
from pediatric_platform.selectors.case_rules import days_of_rest, read_rules
from supply.errors import KeyReused
from supply.models import Drug

SIGNS = 8
# A day that somebody means lies not further than this.
LONG_AGO, FAR_AHEAD = timedelta(days=366), timedelta(days=731)


@transaction.atomic
def open_case(
    *,
    unit: Unit,
    kind: str,
    told: Told,
    drug: Drug | None = None,
    drug_words: str = "",
    key: str = "",
    by: Person | None,
    now: datetime | None = None,
) -> Case:
    """Open a case at a hospital; the same `key` of the same teller is the same case, sent twice or at once.

    Its gravity follows from the day that it endangers: the day that was told, or that of the child's next session that
    holds the drug. It has an owner at once: of the hospital, of its delegation or of central office.
    """
    now = now or timezone.now()
    must_open(unit, told, by)
    digest = _digest(key, told, by)
    if digest:
        # Whoever presses twice waits here, and then finds the first one.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [digest])
    folio, opened = _folio(digest)
    if opened is not None:
        if opened.unit_id != unit.pk or (opened.edition == 1 and (opened.kind, opened.drug) != (kind, drug)):
            raise KeyReused  # another problem under the key of this one would be lost
        return opened
    if kind == CaseKind.OTHER and not (told.story.strip() or drug_words.strip() or drug):
        raise NothingSaid("story")
    today = now.astimezone(unit.zone).date()
    told, needed_on = need(told, drug, today)
    rules, rest = read_rules(), days_of_rest(now)
    severity = severity_of(needed_on, today, rules)
    owner = Owners([unit], now).at(unit, Level.UNIT)
    begun = clock(rules, severity, owner.level, now, zone=unit.zone, holidays=rest)
    case = Case.objects.create(
        folio=folio,
        unit=unit,
        kind=kind,
        drug=drug,
        drug_words=" ".join(drug_words.split())[:120],
        needed_on=needed_on,
        severity=severity,
        level=owner.level,
        owner=owner.posting,
        owned_at=now,
        channel=told.channel,
        opened_at=now,
        opened_by=by,
        contact_by=contact_by(rules, severity, now, zone=unit.zone, holidays=rest),
        deadline_at=begun.deadline_at,
        remind_at=begun.remind_at,
        is_simulated=unit.is_simulated,
    )
    follower = follow(case, told, by=by, now=now)
    happened(
        case,
        CaseEventKind.OPENED,
        by=by,
        at=now,
        for_family=True,
        key=digest,
        data={"severity": int(severity), "level": int(owner.level), "owner": owner.posting and owner.posting.pk},
    )
    audit.record(type="case.opened", by=by, target=case, after=_facts(case, follower))
    look_for_it(case, told, by=by, today=today, now=now)
    _tell(case, owner, by)
    return case


def need(told: Told, drug: Drug | None, today: date) -> tuple[Told, date | None]:
    """What was told with the session that it endangers, and the day by which it is needed: the earliest that is known.

    Where the drug is not known the child's next session says how much time there is, and is not named.
    """
    for day in (told.needed_on, told.prescription_on):
        if day is not None and not today - LONG_AGO <= day <= today + FAR_AHEAD:
            raise ImpossibleNeed("needed_on" if day == told.needed_on else "prescription_on")
    days = [told.needed_on] if told.needed_on else []
    session = told.session
    if session is None and told.child is not None:
        coming = Session.objects.planned().filter(plan__child=told.child, on__gte=today).order_by("on", "pk")
        if drug is None:
            days += coming.values_list("on", flat=True)[:1]
        else:
            session = holding(coming, drug).first()
    if session is not None:
        days.append(session.on)
        told = replace(told, session=session)
    return told, min(days, default=None)


def must_open(unit: Unit, told: Told, by: Person | None) -> None:
    """Staff open cases of hospitals of theirs; a relative one of their child's."""
    must_be_told_by(told, by)
    if by is None or may_open(by, unit):
        return
    if told.child is None or not children_of(by).filter(pk=told.child.pk).exists():
        raise NotYoursToOpen


def _digest(key: str, told: Told, by: Person | None) -> str:
    """What stands for a key: of the same teller only, and saying nothing of them."""
    if not key:
        return ""
    person = by or told.person
    whole = "\x1f".join(("case", key, str(person.pk if person else ""), told.contact_email, told.contact_phone))
    return hmac.new(settings.SECRET_KEY.encode(), whole.encode(), hashlib.sha256).hexdigest()


def _folio(digest: str) -> tuple[str, Case | None]:
    """A folio that nobody has; or the case that was opened with the same key."""
    for folio in _folios(digest):
        found = Case.objects.select_related("unit__delegation", "owner__person", "drug").filter(folio=folio).first()
        if found is None:
            return folio, None
        if digest and found.events.filter(kind=CaseEventKind.OPENED, key=digest).exists():
            return folio, found
    raise AssertionError("folios never end")


def _folios(digest: str) -> Iterator[str]:
    """Folios to try: always the same ones for the same key."""
    salt = 0
    while True:
        if not digest:
            yield new_folio(CASE, SIGNS)
            continue
        yield folio_from(CASE, hashlib.sha256(f"{digest}{salt}".encode()).digest(), SIGNS)
        salt += 1


def _facts(case: Case, follower: CaseFollower) -> dict[str, object]:
    return {
        "kind": case.kind,
        "severity": int(case.severity),
        "level": int(case.level),
        "owner": case.owner_id,
        "drug": case.drug_id,
        "channel": case.channel,
        "child": follower.child.folio if follower.child is not None else None,
    }


def _tell(case: Case, owner: Owner, by: Person | None) -> None:
    notices = [notice("case.owned", case, [owner.posting], "opened")]
    if owner.is_gap:
        notices.append(gap(case, Appointers(timezone.localdate()), case.opened_at))
    tell_all(notices)
