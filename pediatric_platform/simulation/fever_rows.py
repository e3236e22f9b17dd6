"""What simulated fevers stand on (children, staff, antibiotics), and their rows as they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from delegations.models import Person, Posting, Unit
from delegations.roles import Role
from pediatric_platform.folios import ALPHABET, FEVER
from pediatric_platform.models import Child, ChildState, FeverEpisode, FeverStamp, FeverState
from pediatric_platform.selectors.fever_rules import rule_values
from pediatric_platform.simulation.fever_draw import HOSPITALS_DIFFER, Times
from pediatric_platform.simulation.kits import antibiotics, hospitals_with_children
from supply.models import Drug

# Stamps are written down by a tap.
TAP = timedelta(seconds=4)


@dataclass
class Ground:
    """Children, who stamps where since when, and what is given. Read once."""

    units: list[Unit]
    children: list[Child]
    staff: dict[int, list[Posting]]
    drugs: list[Drug]
    target: int
    bias: dict[int, float]
    last: dict[int, datetime] = field(default_factory=dict)


def ground_of(rng: Random) -> Ground:
    units = hospitals_with_children()
    children = Child.objects.filter(is_simulated=True).exclude(state=ChildState.DECEASED).select_related("unit")
    staff: dict[int, list[Posting]] = defaultdict(list)
    roles = [Role.CLINICIAN, Role.PHARMACIST]
    for posting in Posting.objects.filter(role__in=roles, unit__in=units).select_related("person").order_by("pk"):
        staff[posting.unit_id or 0].append(posting)
    return Ground(
        units=units,
        children=list(children.defer("curp", "nss", "agregado").order_by("pk")),
        staff=staff,
        drugs=antibiotics(),
        target=int(rule_values()["target_minutes"]),
        bias={unit.pk: rng.uniform(-HOSPITALS_DIFFER, HOSPITALS_DIFFER) for unit in units},
    )


class Writing:
    """Episodes and their stamps, written at the end at once."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.folios = rng, set[str]()
        self.episodes: list[FeverEpisode] = []
        self.stamps: list[FeverStamp] = []

    def folio(self, prefix: str = FEVER) -> str:
        while (folio := f"{prefix}-{''.join(self.rng.choice(ALPHABET) for _sign in range(6))}") in self.folios:
            pass  # pragma: no cover
        self.folios.add(folio)
        return folio

    def episode(self, child: Child, unit: Unit, state: FeverState, times: Times, **facts: object) -> FeverEpisode:
        row = FeverEpisode(
            folio=self.folio(), child=child, unit=unit, state=state, is_simulated=True,
            opened_at=times["prealert"] if "prealert" in times else times["arrived"],
            **{f"{name}_at": at for name, at in times.items()},
            **facts,
        )  # fmt: skip
        self.episodes.append(row)
        return row

    def stamp(
        self,
        row: FeverEpisode,
        name: str,
        at: datetime,
        by: Person | None,
        *,
        noted_at: datetime,
        was: datetime | None = None,
        reason: str = "",
        offline: bool = False,
    ) -> None:
        key = f"simulado-{row.folio}-{name}{'-2' if was else ''}"
        self.stamps.append(
            FeverStamp(
                episode=row, stamp=name, at=at, was=was, reason=reason, noted_at=noted_at, by=by, offline=offline,
                key=key,
            )
        )  # fmt: skip

    def write(self) -> int:
        FeverEpisode.objects.bulk_create(self.episodes)
        return len(FeverStamp.objects.bulk_create(self.stamps))


def _who(ground: Ground, unit: Unit, at: datetime, role: Role, rng: Random) -> Person | None:
    """Somebody of the hospital in that post on that day."""
    on = at.astimezone(unit.zone).date()
    there = [
        row.person
        for row in ground.staff.get(unit.pk, ())
        if row.role == role and row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)
    ]
    return rng.choice(there) if there else None


def stamped(
    ground: Ground, unit: Unit, times: Times, rng: Random
) -> Iterator[tuple[str, datetime, Person | None, datetime]]:
    """Each stamp, who set it and when it was written down. What happened at home is asked for at the door."""
    begins = times.get("prealert", times.get("arrived"))
    assert begins is not None
    nurse, pharmacist = (_who(ground, unit, begins, role, rng) for role in (Role.CLINICIAN, Role.PHARMACIST))
    for name, at in times.items():
        noted = max(at, times.get("arrived", begins)) + TAP if name == "fever" else at + TAP
        yield name, at, pharmacist or nurse if name == "dispensed" else nurse, noted
