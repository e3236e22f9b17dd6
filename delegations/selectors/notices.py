"""What the pages of notices show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from delegations.models import Delivery, Notification, Person, Posting
from delegations.notify.inbox import inbox_line
from delegations.notify.kinds import NoticeKind, UnknownKind, all_kinds, kind_named
from delegations.notify.mail import LOST
from delegations.roles import Role
from delegations.scoping import scope_of

# What Python calls a server that is away, that hangs up or that is not to be found.
UNREACHABLE = frozenset(
    {
        "OSError",
        "ConnectionRefusedError",
        "ConnectionResetError",
        "TimeoutError",
        "gaierror",
        "SMTPConnectError",
        "SMTPServerDisconnected",
    }
)


@dataclass(frozen=True)
class Line:
    """A notice as a list shows it."""

    notification: Notification
    text: str
    label: str


def lines_of(notifications: Iterable[Notification]) -> list[Line]:
    """Notices in one line each, in the language that is active."""
    return [Line(row, inbox_line(row) or row.kind, label_of(row.kind)) for row in notifications]


def label_of(kind: str) -> str:
    """What a kind is called; its name where no app knows it any more."""
    try:
        return str(kind_named(kind).label)
    except UnknownKind:
        return kind


def reason_of(delivery: Delivery) -> str:
    """Why a delivery did not arrive: what the server said as it said it, what happened here in words."""
    error = delivery.error
    if error in UNREACHABLE:
        return _("Sin respuesta del servidor.")
    if error == LOST:
        return _("Se interrumpió antes de salir; el enlace ya no sirve.")
    if error.isidentifier():
        return _("No se pudo escribir el aviso (%(fault)s).") % {"fault": error}
    return error


def kinds_for(person: Person) -> list[NoticeKind]:
    """The kinds that somebody with this person's postings may get."""
    roles = {grant.role for grant in scope_of(person).grants}
    is_relative = roles == {Role.FAMILY}
    return [
        kind
        for kind in all_kinds()
        if kind.audience & roles or not (kind.audience or (is_relative and kind.is_optional))
    ]


def optional_kinds(person: Person) -> list[NoticeKind]:
    """Those of them that the person may choose how to get."""
    return [kind for kind in kinds_for(person) if kind.is_optional]


def mandatory_kinds(person: Person) -> list[NoticeKind]:
    """Those of them that always come by mail."""
    return [kind for kind in kinds_for(person) if kind.mandatory and not kind.secret]


def inbox_of(person: Person, *, unread: bool) -> QuerySet[Notification]:
    """The person's notices, newest first; with `unread`, those not read yet."""
    rows = Notification.objects.visible_to(person).select_related("person")
    return rows.unread() if unread else rows


def deliveries_for(person: Person) -> QuerySet[Delivery]:
    """What was sent, with whom it went to; `is_relative` says of which persons the name is nobody's business."""
    held = Posting.objects.filter(person=OuterRef("notification__person"))
    relative = Exists(held.filter(role=Role.FAMILY)) & ~Exists(held.exclude(role=Role.FAMILY))
    return Delivery.objects.visible_to(person).select_related("notification__person").annotate(is_relative=relative)


def recipient_of(delivery: Delivery) -> str:
    """Whom a delivery went to: a child's relative is a number, as in the audit."""
    person = delivery.notification.person
    if delivery.is_relative:  # type: ignore[attr-defined]
        return _("Familiar n.º %(number)d") % {"number": person.pk}
    return person.full_name
