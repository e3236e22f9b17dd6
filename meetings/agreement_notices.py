"""What people are told about agreements: given, passed on with a post, near their day, at risk, broken, kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from delegations.models import Pace, Person, Posting
from delegations.notify import Notice, NoticeKind, Recipient, tell_all
from meetings.models import Agreement

_OWNER = _("Recibe este correo porque un acuerdo de las sesiones está a su cargo.")
_ABOVE = _("Recibe este correo porque responde por quien tiene el acuerdo, o por la sesión en que se tomó.")


def _kind(name: str, label: object, why: object, **more: object) -> NoticeKind:
    return NoticeKind(name, label, app="meetings", why=why, button=_("Ver el acuerdo"), **more)  # type: ignore[arg-type]


KINDS: tuple[NoticeKind, ...] = (
    _kind("agreement.given", _("Acuerdos a su cargo"), _OWNER),
    _kind("agreement.passed_on", _("Acuerdos que recibe con un puesto"), _OWNER),
    _kind("agreement.ownerless", _("Acuerdos cuyo puesto quedó vacante"), _ABOVE),
    _kind("agreement.due", _("Acuerdos por vencer"), _OWNER),
    _kind("agreement.at_risk", _("Acuerdos en riesgo"), _OWNER),
    _kind("agreement.broken", _("Acuerdos incumplidos a su cargo"), _OWNER),
    _kind("agreement.broken_above", _("Acuerdos incumplidos de quienes dependen de usted"), _ABOVE),
    _kind("agreement.fulfilled", _("Acuerdos cumplidos"), _OWNER, email=Pace.DIGEST),
    _kind("agreement.due_moved", _("Cambios de fecha de sus acuerdos"), _OWNER),
    _kind("agreement.reopened", _("Acuerdos reabiertos"), _OWNER),
    _kind("agreement.cancelled", _("Acuerdos que quedan sin efecto"), _OWNER, email=Pace.DIGEST),
)


def about(agreement: Agreement) -> dict[str, object]:
    """What every notice of an agreement may say: its own words name nobody."""
    meeting = agreement.meeting
    return {
        "folio": agreement.folio,
        "text": " ".join(agreement.text.split())[:400],
        "due_on": agreement.due_on,
        "series": meeting.series.name,
        "number": meeting.number,
    }


def notice(kind: str, agreement: Agreement, to: Iterable[Posting | None], mark: object, **context: object) -> Notice:
    """Something that holders of posts are told; `mark` tells this time from the others."""
    people = {row.person_id: Recipient(row.person, row.notice_address()) for row in to if row is not None}
    return Notice(
        kind, list(people.values()), f"{agreement.folio}:{mark}", about(agreement) | context,
        agreement.get_absolute_url(),
    )  # fmt: skip


def tell_owner(kind: str, agreement: Agreement, mark: object, *, besides: Person | None, **context: object) -> None:
    """Whoever holds the post; not for what they did themselves."""
    owner = agreement.owner
    if owner is not None and (besides is None or owner.person_id != besides.pk):
        tell_all([notice(kind, agreement, [owner], mark, **context)])


def tell_given(agreement: Agreement, *, besides: Person | None) -> None:
    """Once for each holder and day that it was given to."""
    mark = f"{agreement.owner_id}-{agreement.due_on:%Y%m%d}"
    tell_owner("agreement.given", agreement, mark, besides=besides)
