"""What people are told of recalls: whoever holds some of a lot, and whoever answers above them when nobody does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.notify import Notice, NoticeKind, Recipient, tell_all
from delegations.roles import NATIONAL_ROLES, Role
from supply.models import Recall, RecallHolding

_HOLDERS = frozenset(
    {Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF}
)
_WHY = _("Recibe este correo porque en un lugar a su cargo hay piezas de un lote retirado.")

KINDS = (
    NoticeKind(
        name="supply.recall_opened",
        label=_("Lotes retirados que usted tiene"),
        app="supply",
        why=_WHY,
        button=_("Responder qué apartó"),
        mandatory=True,
        audience=_HOLDERS,
    ),
    NoticeKind(
        name="supply.recall_late",
        label=_("Lugares que no han respondido a un retiro"),
        app="supply",
        why=_("Recibe este correo porque responde por el abasto de la delegación o del país."),
        button=_("Ver quién falta"),
        mandatory=True,
        audience=frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.CENTRAL_OFFICE}),
    ),
    NoticeKind(
        name="supply.recall_lifted",
        label=_("Lotes que vuelven a ser utilizables"),
        app="supply",
        why=_WHY,
        button=_("Ver el retiro"),
        audience=_HOLDERS,
    ),
)

Owner = tuple[str, int | None]


def tell_holders(holdings: QuerySet[RecallHolding]) -> None:
    """One notice per recall to the people of each hospital, and to each delegation's of all that lies in it."""
    rows = list(holdings.select_related("recall", "place__unit", "place__delegation").order_by("place__name", "pk"))
    people = _people({row.place.unit_id for row in rows}, {row.place.delegation_id for row in rows})
    grouped: dict[tuple[Recall, Owner], list[RecallHolding]] = defaultdict(list)
    for row in rows:
        if row.place.unit_id is not None:
            grouped[(row.recall, ("unit", row.place.unit_id))].append(row)
        grouped[(row.recall, ("delegation", row.place.delegation_id))].append(row)
    notices = [
        Notice(
            "supply.recall_opened",
            people[owner],
            f"{recall.pk}-{owner[0]}-{min(row.pk for row in held)}",
            _about(recall) | _held(held),
            recall.get_absolute_url(),
        )
        for (recall, owner), held in grouped.items()
    ]
    tell_all(notices)


def tell_late(holdings: Iterable[RecallHolding]) -> int:
    """Once for each place that let its time pass: whoever answers above it; how many new notices."""
    rows = list(holdings)
    people = _people(set(), {row.place.delegation_id for row in rows}, with_country=True)
    grouped: dict[tuple[Recall, int], list[RecallHolding]] = defaultdict(list)
    for row in rows:
        grouped[(row.recall, row.place.delegation_id)].append(row)
    notices = []
    for (recall, delegation_id), held in grouped.items():
        path = f"{recall.get_absolute_url()}?respuesta=vencida"
        context = _about(recall) | _held(held) | {"delegation": held[0].place.delegation.name}
        for owner in (("delegation", delegation_id), ("country", None)):
            key = f"{recall.pk}-{delegation_id}-{min(row.pk for row in held)}"
            notices.append(Notice("supply.recall_late", people[owner], key, context, path))
    return len(tell_all(notices))


def tell_lifted(recall: Recall) -> None:
    """Whoever had some put aside."""
    rows = list(recall.holdings.select_related("place__unit", "place__delegation").order_by("place__name", "pk"))
    people = _people({row.place.unit_id for row in rows}, {row.place.delegation_id for row in rows})
    told = {id(recipient): recipient for recipients in people.values() for recipient in recipients}
    context = _about(recall) | {"reason": recall.end_reason}
    tell_all([Notice("supply.recall_lifted", list(told.values()), str(recall.pk), context, recall.get_absolute_url())])


def _about(recall: Recall) -> dict[str, Any]:
    return {
        "folio": recall.folio,
        "product": recall.product,
        "kind": recall.kind,
        "source": recall.source,
        "lots": [lot.number for lot in recall.lots.all()],
        "hours": recall.hours,
    }


def _held(rows: list[RecallHolding]) -> dict[str, Any]:
    return {
        "places": [{"name": str(row.place), "pieces": row.pieces} for row in rows[:30]],
        "more": max(len(rows) - 30, 0),
        "pieces": sum(row.pieces for row in rows),
        "deadline": min(row.deadline_at for row in rows),
    }


def _people(
    units: set[int | None], delegations: set[int], *, with_country: bool = False
) -> dict[Owner, list[Recipient]]:
    """Who is told for each hospital and delegation, at the office's e-mail where the posting names one; one query."""
    wanted = Q(role__in=_HOLDERS, unit__in=[unit for unit in units if unit is not None])
    wanted |= Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation__in=delegations)
    if with_country:
        wanted |= Q(role=Role.CENTRAL_OFFICE, is_national=True)
    postings = Posting.objects.current(timezone.localdate()).filter(wanted, person__is_active=True)
    found: dict[Owner, list[Recipient]] = defaultdict(list)
    for posting in postings.select_related("person").order_by("pk"):
        if posting.role in NATIONAL_ROLES:
            owner: Owner = ("country", None)
        else:
            owner = ("unit", posting.unit_id) if posting.unit_id else ("delegation", posting.delegation_id)
        found[owner].append(Recipient(posting.person, posting.notice_address()))
    return found
