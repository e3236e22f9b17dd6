"""What happened in a meeting, as plain values: what a draft is written from, and what a signature freezes.

Read set-based, whatever the number of reviews and agreements. Relatives stand here as they agreed to be shown; e-mails
and telephones of participants do not stand here at all.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from delegations.models import Delegation, Person, Unit
from meetings.agreement_words import condition_sentence
from meetings.minutes_rights import post_of
from meetings.models import (
    THERE,
    AgendaItem,
    Agreement,
    AgreementEvent,
    AgreementEventKind,
    AgreementState,
    Attendance,
    Meeting,
    Review,
    ReviewState,
    Snapshot,
    SnapshotKind,
)
from meetings.naming_consent import shown_name, shown_representative
from meetings.quorum import quorum

# Counts changes of meaning of what is frozen.
FORM = 1
_AGREEMENT = (
    "owner__person", "owner_delegation", "owner_unit", "delegation", "unit__delegation", "drug", "case", "condition",
    "condition__delegation", "condition__unit", "condition__drug", "condition__case", "condition__transfer",
    "condition__supply_order",
)  # fmt: skip


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """Everything that the minutes of the meeting tell of, but their words."""
    attendance = [_attendance(row) for row in _called(meeting)]
    return {
        "form": FORM,
        "meeting": _meeting(meeting),
        "attendance": attendance,
        "quorum": quorum_of(attendance, meeting.series.quorum),
        "agenda": [_item(row) for row in AgendaItem.objects.filter(meeting=meeting).standing()],
        "reviews": [_review(row) for row in _reviews(meeting)],
        "agreements": _agreements(meeting, _agreed(meeting)),
        "carried": _agreements(meeting, _carried(meeting)),
        "country": _frozen(meeting, SnapshotKind.COUNTRY),
        "directory": _frozen(meeting, SnapshotKind.NETWORK),
    }


def quorum_of(attendance: list[dict[str, Any]], percent: int) -> dict[str, Any]:
    """Of those whose presence counts: how many there had to be, and how many there were."""
    required = [row for row in attendance if row["required"]]
    found = quorum(required=len(required), there=len(came(required)), share=percent)
    return {
        "percent": percent,
        "required": found.required,
        "needed": found.needed,
        "there": found.there,
        "applies": found.applies,
        "reached": found.holds,
    }


def moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.pk,
        "series": {"code": meeting.series.code, "name": meeting.series.name, "families": meeting.series.with_families},
        "number": meeting.number,
        "planned_on": meeting.planned_on.isoformat(),
        "starts_at": moment(meeting.local_start),
        "opened_at": moment(_local(meeting, meeting.opened_at)),
        "closed_at": moment(_local(meeting, meeting.closed_at)),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "by_video": bool(meeting.video_link),
        "week": meeting.week.isoformat() if meeting.week else None,
        "chair": _officer(meeting.chair),
        "secretary": _officer(meeting.secretary),
        "moved_reason": meeting.moved_reason,
    }


def _local(meeting: Meeting, at: datetime | None) -> datetime | None:
    return timezone.localtime(at, meeting.series.zone) if at else None


def _officer(person: Person | None) -> dict[str, str] | None:
    return {"name": person.full_name, "post": post_of(person)} if person else None


def _called(meeting: Meeting) -> list[Attendance]:
    return list(Attendance.objects.filter(meeting=meeting).select_related("delegation", "unit__delegation", "member"))


def _attendance(row: Attendance) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": shown_name(row),
        "post": row.post,
        "organisation": row.organisation,
        "place": place_code(row.delegation, row.unit),
        "presence": row.presence,
        "represented_by": shown_representative(row),
        "required": row.is_required,
    }


def place_code(delegation: Delegation | None, unit: Unit | None) -> dict[str, str] | None:
    """A delegation or a hospital: its code, its name, the delegation where it stands."""
    if unit is not None:
        return {"code": unit.clues, "name": unit.name, "delegation": unit.delegation.name}
    if delegation is not None:
        return {"code": delegation.code, "name": delegation.name, "delegation": delegation.name}
    return None


def _item(row: AgendaItem) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "title": row.title,
        "body": row.body,
        "state": row.state,
        "notes": row.notes,
        "as_of": moment(row.as_of),
        "lines": [str(line.get("text", "")) for line in (row.data or {}).get("lines", [])],
    }


def _reviews(meeting: Meeting) -> list[Review]:
    return list(
        Review.objects.filter(meeting=meeting)
        .select_related("delegation", "unit__delegation", "snapshot")
        .order_by("position", "pk")
    )


def _review(row: Review) -> dict[str, Any]:
    return {
        "place": place_code(row.delegation, row.unit),
        "is_unit": row.unit_id is not None,
        "state": row.state,
        "verdict": row.verdict,
        "comment": row.comment,
        "seconds": row.seconds,
        "snapshot": _figures(row.snapshot),
    }


def _figures(row: Snapshot | None) -> dict[str, Any] | None:
    """A snapshot whole, with its print: the minutes stand by themselves."""
    if row is None:
        return None
    return {
        "id": row.pk,
        "sha256": row.sha256,
        "taken_at": moment(timezone.localtime(row.taken_at)),
        "week": row.week.isoformat() if row.week else None,
        "data": row.data,
    }


def _frozen(meeting: Meeting, kind: SnapshotKind) -> dict[str, Any] | None:
    return _figures(Snapshot.objects.filter(meeting=meeting, kind=kind).order_by("-taken_at", "-pk").first())


def _agreed(meeting: Meeting) -> list[Agreement]:
    return list(Agreement.objects.filter(meeting=meeting).select_related(*_AGREEMENT).order_by("agreed_at", "pk"))


def _carried(meeting: Meeting) -> list[Agreement]:
    """Of earlier meetings, carried over to this one."""
    carried = AgreementEvent.objects.filter(meeting=meeting, kind=AgreementEventKind.CARRIED).order_by()
    return list(
        Agreement.objects.filter(pk__in=carried.values("agreement"))
        .exclude(meeting=meeting)
        .select_related(*_AGREEMENT)
        .order_by("due_on", "pk")
    )


def _agreements(meeting: Meeting, rows: list[Agreement]) -> list[dict[str, Any]]:
    stood = _states_at(meeting.closed_at, rows) if meeting.closed_at else {}
    return [agreement_facts(row, stood.get(row.pk, row.state)) for row in rows]


def _states_at(at: datetime, rows: list[Agreement]) -> dict[int, str]:
    """How each stood at a moment, by its history; what was written down after it stood open. Two queries at most."""
    told = AgreementEvent.objects.filter(agreement__in=rows).exclude(after="").order_by("agreement", "-at", "-pk")
    columns = ("agreement", "after")
    found = dict(told.filter(at__lte=at).distinct("agreement").values_list(*columns))
    later = told.filter(at__gt=at).exclude(agreement__in=found).values_list("agreement", flat=True).distinct()
    return found | dict.fromkeys(later.order_by("agreement"), str(AgreementState.OPEN))


def agreement_facts(row: Agreement, state: str) -> dict[str, Any]:
    """An agreement as it is when it is frozen, with the state in which the meeting left it: nights go on."""
    return {
        "folio": row.folio,
        "text": row.text,
        "for_families": row.for_families,
        "family_text": row.family_text,
        "owner": owner_words(row),
        "owner_name": row.owner.person.full_name if row.owner else row.owner_name,
        "due_on": row.due_on.isoformat(),
        "place": place_code(row.delegation, row.unit),
        "drug": {"code": row.drug.code, "name": str(row.drug)} if row.drug else None,
        "case": row.case.folio if row.case else None,
        "condition": condition_sentence(row.condition) if hasattr(row, "condition") else "",
        "state": state,
        "carried": row.carried,
    }


def owner_words(row: Agreement) -> str:
    """The post that answers for it, over what; or where somebody from outside comes from."""
    if not row.owner_role:
        return row.owner_organisation or row.owner_name
    over = row.owner_unit or row.owner_delegation
    label = str(row.get_owner_role_display())
    return f"{label} · {over}" if over else label


def not_reviewed(reviews: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those nobody looked at, in the order of the list."""
    return [row for row in reviews if row["state"] in (ReviewState.PENDING, ReviewState.SKIPPED)]


def came(attendance: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in attendance if row["presence"] in THERE]
