"""Who is told that a fever kit is short: its hospital at once, and whoever is above when it stays so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Person, Posting, Unit, UnitKind
from delegations.notify import NoticeKind, tell_all
from delegations.notify.telling import Notice
from delegations.roles import Role
from pediatric_platform.models import KitAlert
from pediatric_platform.selectors.fever_kit import KitLine

AT_THE_HOSPITAL = (Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST, Role.CLINICIAN)
OF_THE_DELEGATION = (Role.DELEGATION_SUPPLY_MANAGER, Role.HEAD_OF_MEDICAL_SERVICES)

KINDS = (
    NoticeKind(
        name="kit.short",
        label=_("Falta algo en el botiquín de fiebre"),
        app="pediatric_platform",
        why=_("Recibe este correo porque responde por el botiquín de fiebre de ese hospital."),
        button=_("Abrir el botiquín"),
        mandatory=True,
        audience=frozenset(AT_THE_HOSPITAL),
    ),
    NoticeKind(
        name="kit.escalated",
        label=_("Un botiquín de fiebre sigue incompleto"),
        app="pediatric_platform",
        why=_("Recibe este correo porque el hospital responde ante usted."),
        button=_("Abrir el botiquín"),
        mandatory=True,
        audience=frozenset({*OF_THE_DELEGATION, Role.CENTRAL_OFFICE}),
    ),
)


def tell_kit_short(
    begun: Mapping[int, Sequence[KitAlert]], lines: Mapping[int, KitLine], units: dict[int, Unit]
) -> int:
    """One notice per hospital with all that fell short at once, to everybody who keeps its kit; how many are new."""
    if not begun:
        return 0
    staff = _people(Q(unit__in=list(begun), role__in=AT_THE_HOSPITAL))
    notices = [
        Notice(
            kind="kit.short",
            to=[person for posting, person in staff if posting.unit_id == unit_id],
            key=f"{unit_id}-{min(alert.pk for alert in alerts)}",
            context={
                "unit": units[unit_id].name,
                "items": [_told(alert) for alert in alerts],
                "antibiotic": any(lines[alert.item_id].is_antibiotic for alert in alerts),
            },
            path=reverse("pediatric:fever-kit", args=[units[unit_id].clues]),
        )
        for unit_id, alerts in begun.items()
    ]
    return len(tell_all(notices))


def tell_kit_escalated(escalated: Mapping[int, Sequence[KitAlert]], units: dict[int, Unit], *, now: datetime) -> int:
    """Whoever the hospital answers to: its delegation, or central office for a UMAE and where nobody is in between."""
    if not escalated:
        return 0
    above = _people(
        Q(delegation__in={units[unit_id].delegation_id for unit_id in escalated}, role__in=OF_THE_DELEGATION)
        | Q(role=Role.CENTRAL_OFFICE, is_national=True)
    )
    central = [person for posting, person in above if posting.role == Role.CENTRAL_OFFICE]
    notices = []
    for unit_id, alerts in escalated.items():
        unit = units[unit_id]
        between = (
            []
            if unit.kind == UnitKind.UMAE
            else [person for posting, person in above if posting.delegation_id == unit.delegation_id]
        )
        notices.append(
            Notice(
                kind="kit.escalated",
                to=between or central,
                key=f"{unit_id}-{min(alert.pk for alert in alerts)}",
                context={
                    "unit": unit.name,
                    "items": [_told(alert) for alert in alerts],
                    "minutes": int((now - min(alert.since for alert in alerts)).total_seconds() // 60),
                },
                path=reverse("pediatric:fever-kit", args=[unit.clues]),
            )
        )
    return len(tell_all(notices))


def _told(alert: KitAlert) -> dict[str, str | int]:
    return {"name": alert.item.name, "on_hand": alert.on_hand, "minimum": alert.minimum}


def _people(where: Q) -> list[tuple[Posting, Person]]:
    postings = Posting.objects.current(timezone.localdate()).filter(where, person__is_active=True)
    return [(posting, posting.person) for posting in postings.select_related("person").order_by("pk")]
