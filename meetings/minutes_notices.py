"""What people are told about minutes: drafted, signed, corrected."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.notify import NoticeKind, tell
from delegations.roles import Role
from meetings.models import Addendum, Attendance, Minutes, ParticipantKind

_CALLED = _("Recibe este correo porque se le convocó a la sesión.")
_FAMILY = _("Le escribimos porque usted va a las sesiones con las familias.")

_WRITES = _("Recibe este correo porque lleva la secretaría de la sesión.")

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind("minutes.drafted", _("Borradores de minutas"), app="meetings", why=_WRITES, button=_("Ver el borrador")),
    NoticeKind("minutes.signed", _("Minutas firmadas"), app="meetings", why=_CALLED, button=_("Ver la minuta")),
    NoticeKind("minutes.corrected", _("Adendas a minutas"), app="meetings", why=_CALLED, button=_("Ver la adenda")),
    NoticeKind(
        "minutes.for_families",
        _("Lo que se acordó con las familias"),
        app="meetings",
        why=_FAMILY,
        button=_("Ver qué se acordó"),
        audience=frozenset({Role.FAMILY}),
    ),
)


def tell_drafted(minutes: Minutes, *, besides: Person | None) -> None:
    """Whoever wrote the meeting down: a draft waits. Not for who closed it themselves, who has it before them."""
    secretary = minutes.meeting.secretary
    if secretary is not None and secretary != besides:
        path = reverse("meetings:minutes", args=[minutes.folio])
        tell(kind="minutes.drafted", to=[secretary], key=minutes.folio, context=_about(minutes), path=path)


def tell_signed(minutes: Minutes, *, by: Person | None) -> None:
    """Staff who were called read the whole; relatives who were called read their part."""
    path = reverse("meetings:minutes", args=[minutes.folio])
    staff = [person for person in _called(minutes, family=False) if person != by]
    tell(kind="minutes.signed", to=staff, key=minutes.folio, context=_about(minutes), path=path)
    if minutes.meeting.series.with_families:
        relatives = _called(minutes, family=True)
        where = reverse("meetings:family-meetings")
        tell(kind="minutes.for_families", to=relatives, key=minutes.folio, context=_about(minutes), path=where)


def tell_addendum(minutes: Minutes, row: Addendum) -> None:
    tell(
        kind="minutes.corrected",
        to=[person for person in _called(minutes, family=False) if person.pk != row.by_id],
        key=f"{minutes.folio}-{row.number}",
        context=_about(minutes) | {"addendum": row.number},
        path=reverse("meetings:minutes", args=[minutes.folio]),
    )


def _called(minutes: Minutes, *, family: bool) -> list[Person]:
    rows = Attendance.objects.filter(meeting=minutes.meeting_id, person__isnull=False).select_related("person")
    return [row.person for row in rows if row.person and (row.kind == ParticipantKind.FAMILY) == family]


def _about(minutes: Minutes) -> dict[str, object]:
    meeting = minutes.meeting
    return {"series": meeting.series.name, "number": meeting.number, "on": meeting.on, "folio": minutes.folio}
