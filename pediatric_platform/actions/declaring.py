"""What sessions need is told to the supply floor: as packages under an opaque reference and a folio, never a child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction

from pediatric_platform.actions.piecing import write_pieces
from pediatric_platform.models import (
    Child,
    ChildState,
    Dose,
    DosePiece,
    DoseState,
    PlanState,
    Session,
    SessionState,
)
from pediatric_platform.models.session import reference_of
from pediatric_platform.selectors.mixing.made import mixed_and_fit, on_their_way
from supply.actions.requirements import Package, declare


@transaction.atomic
def declare_sessions(session_ids: Collection[int]) -> int:
    """Declare again what these sessions still need; how many changed. One that needs nothing any more is withdrawn."""
    rows = list(
        Session.objects.filter(pk__in=session_ids)
        .order_by("pk")
        .values_list("pk", "unit_id", "on", "state", "plan__state", "plan__child__state", "plan__child__folio")
    )
    standing = {
        pk
        for pk, _unit, _on, state, plan, child, _folio in rows
        if (state, plan, child) == (SessionState.PLANNED, PlanState.ACTIVE, ChildState.ACTIVE)
    }
    lines = _lines(standing)
    return declare(
        packages=[
            Package(reference_of(pk), folio, unit_id, on, tuple(sorted(lines.get(pk, {}).items())))
            for pk, unit_id, on, _state, _plan, _child, folio in rows
        ]
    )


@transaction.atomic
def redeclare_child(child: Child) -> int:
    """After a transfer or a change of state: sessions to come go with the child, are made of what its hospital carries,
    and are needed there, or by nobody."""
    child = Child.objects.select_related("unit").get(pk=child.pk)
    planned = Session.objects.planned().filter(plan__child=child)
    moving = planned.filter(on__gte=child.unit.today()).exclude(unit=child.unit)
    moved = list(moving.values_list("pk", flat=True))
    if moved:
        Session.objects.filter(pk__in=moved).update(unit=child.unit)
        write_pieces(Dose.objects.to_give().filter(session__in=moved), on=child.unit.today())
    return declare_sessions(list(planned.values_list("pk", flat=True)))


def redeclare_mixed() -> int:
    """Whoever is to be given a mixture whose lot was held back needs it again, and no more once the lot is let go."""
    return declare_sessions(on_their_way())


def _lines(session_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """Session → drug → pieces that its doses still need; of a dose mixed in part, those of the part that is not."""
    doses = list(
        Dose.objects.filter(session__in=list(session_ids), state=DoseState.PLANNED, document__isnull=True).values_list(
            "pk", "session_id", "administrations"
        )
    )
    mixed = mixed_and_fit([pk for pk, _session, _administrations in doses])
    left = {
        pk: (session_id, administrations, max(administrations - mixed[pk], 0))
        for pk, session_id, administrations in doses
    }
    lines: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for dose_id, drug_id, pieces in DosePiece.objects.filter(dose__in=left).values_list("dose_id", "drug_id", "pieces"):
        session_id, administrations, remaining = left[dose_id]
        # Vials are whole for each administration, so that the share comes out even; anything else is rounded up.
        if needed := -(-pieces * remaining // administrations):
            lines[session_id][drug_id] += needed
    return lines
