"""What was agreed about each place: in the last meeting that was held, whether it held, and what is older and pends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from delegations.roles import Role
from meetings.figures.places import Places
from meetings.figures.shape import AgreementLine, Agreements
from meetings.models import PENDING, Agreement, AgreementState, Meeting, MeetingState

JOINED = ("meeting", "delegation", "unit", "owner_delegation", "owner_unit")


def last_held(meeting: Meeting) -> Meeting | None:
    """The meeting of the series held before this one."""
    before = Meeting.objects.filter(series=meeting.series_id, state=MeetingState.ENDED, number__lt=meeting.number)
    return before.order_by("-number").select_related("series").first()


def agreements_about(places: Places, meeting: Meeting, today: date) -> Mapping[str, Agreements]:
    """By place: its own, and of a delegation those of its hospitals. Two queries."""
    last = last_held(meeting)
    known = Agreement.objects.filter(meeting__series=meeting.series_id, meeting__number__lt=meeting.number)
    wanted = Q(state__in=PENDING)
    if last is not None:
        wanted |= Q(meeting=last.pk)
    found: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in known.filter(wanted).select_related(*JOINED).order_by("due_on", "pk"):
        for key in _keys(places, agreement):
            found[key].append(agreement)
    return {key: _agreements(found[key], last, today) for key in places.keys}


def _keys(places: Places, agreement: Agreement) -> list[str]:
    """Where it is about; about nowhere: whose it is."""
    unit_id, delegation_id = agreement.unit_id, agreement.delegation_id
    if unit_id is None and delegation_id is None:
        unit_id, delegation_id = agreement.owner_unit_id, agreement.owner_delegation_id
    return places.keys_of(unit_id, delegation_id)


def _agreements(rows: list[Agreement], last: Meeting | None, today: date) -> Agreements:
    of_last = [row for row in rows if last is not None and row.meeting_id == last.pk]
    older = [row for row in rows if last is None or row.meeting_id != last.pk]
    return {
        "last_number": last.number if last else None,
        "last_on": last.on.isoformat() if last else None,
        "last": [line_of(row, today) for row in of_last if row.state != AgreementState.CANCELLED],
        "older": [line_of(row, today) for row in older],
        "pending": sum(row.is_pending for row in rows),
        "broken": sum(row.state == AgreementState.BROKEN for row in rows),
    }


def line_of(agreement: Agreement, today: date) -> AgreementLine:
    """`held`: kept, broken, or nobody can say yet."""
    held = {AgreementState.FULFILLED: True, AgreementState.BROKEN: False}.get(AgreementState(agreement.state))
    return {
        "folio": agreement.folio,
        "text": agreement.text,
        "meeting": agreement.meeting_id,
        "number": agreement.meeting.number,
        "owner": owner_of(agreement),
        "due_on": agreement.due_on.isoformat(),
        "state": str(agreement.state),
        "held": held,
        "is_late": agreement.is_pending and agreement.due_on < today,
        "carried": agreement.carried,
    }


def owner_of(agreement: Agreement) -> str:
    """The post, not the person; of somebody from outside what was written of them."""
    if not agreement.owner_role:
        return ", ".join(part for part in (agreement.owner_name, agreement.owner_organisation) if part)
    place = agreement.owner_unit or agreement.owner_delegation
    role = str(Role(agreement.owner_role).label)
    return _("%(role)s de %(place)s") % {"role": role, "place": place} if place else role
