"""Who answers for a hospital's medicines on a day: the titular, whoever stands in, or who does meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from delegations.models import Holding, Posting, Unit, UnitKind
from delegations.roles import NETWORK, Role

# While the titular is there they answer; away, whoever was named for those days; without one, the substitute.
_ORDER = {Holding.ACTING: 0, Holding.TITULAR: 1, Holding.SUBSTITUTE: 2}


@dataclass(frozen=True)
class Answering:
    """`posting` answers today. `stands_in_for`: the titular away, until `until`. `empty_since`: the hospital's own post
    has no titular since that day (None: never had one that is known); then `is_above` says the delegation answers.
    """

    posting: Posting | None
    stands_in_for: Posting | None = None
    until: date | None = None
    is_empty: bool = False
    empty_since: date | None = None
    is_above: bool = False
    above: Posting | None = None


def who_answers(unit: Unit, day: date) -> Answering:
    """One query: the network's postings of the unit, past ones too, and of the delegation it answers to.

    A UMAE answers to central office: nobody of the delegation where it stands does for it.
    """
    places = Q(unit=unit, role=Role.UNIT_SUPPLY_MANAGER)
    if unit.kind != UnitKind.UMAE:
        places |= Q(delegation=unit.delegation_id, role__in=NETWORK)
    rows = list(
        Posting.objects.of_network()
        .filter(places)
        .filter(starts_on__lte=day)
        .select_related("person", "covers__person")
        .order_by("-starts_on")
    )
    own = [row for row in rows if row.unit_id == unit.pk]
    above = _first([row for row in rows if row.unit_id is None], day)
    now = _first(own, day)
    titular = any(row.holding == Holding.TITULAR and row.is_current(day) for row in own)
    if now is not None:
        away = now.covers if now.holding == Holding.ACTING else None
        return Answering(
            now,
            stands_in_for=away,
            until=now.ends_on if away else None,
            is_empty=not titular,
            empty_since=None if titular else _empty_since(own),
            above=above,
        )
    return Answering(above, is_empty=True, empty_since=_empty_since(own), is_above=above is not None)


def central_office_posting(day: date) -> Posting | None:
    """The posting of central office that can be reached and has stood longest; None where none can."""
    return (
        Posting.objects.current(day)
        .filter(role=Role.CENTRAL_OFFICE, person__is_active=True)
        .exclude(office_phone="", office_email="")
        .select_related("person")
        .order_by("starts_on", "pk")
        .first()
    )


def _first(rows: list[Posting], day: date) -> Posting | None:
    current = [row for row in rows if row.is_current(day)]
    return min(current, key=lambda row: _ORDER.get(Holding(row.holding), 9), default=None)


def _empty_since(own: list[Posting]) -> date | None:
    last = max((row.ends_on for row in own if row.holding == Holding.TITULAR and row.ends_on), default=None)
    return last + timedelta(days=1) if last else None
