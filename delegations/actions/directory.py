"""The only writers of delegations, units and places: called by the loaders and by whoever designates a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.audit import record
from delegations.errors import UnknownUnits
from delegations.models import Delegation, Person, Place, PlaceKind, Unit
from delegations.naming import display_name
from delegations.upsert import Upserted, upsert

PLACE_SUFFIX = {
    PlaceKind.WAREHOUSE: "ALM",
    PlaceKind.PHARMACY: "FAR",
    PlaceKind.MIXING_CENTRE: "CMZ",
    PlaceKind.TRANSIT: "TRA",
}
NAMES = ("name", "clues", "official_name", "city", "municipality", "kind")
# What the lists do not know and the simulation or a person decides: a blank in a file leaves it alone.
UNIT_FIELDS_OF_PEOPLE = (
    "provides_chemotherapy",
    "chemotherapy_basis",
    "oncology_role",
    "beds",
    "opened_on",
    "closed_on",
)


@transaction.atomic
def load_delegations(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the delegations in line with `rows` (fields of Delegation)."""
    done = upsert(Delegation, rows, key=["code"])
    _audit("delegations.loaded", done, by)
    return done


@transaction.atomic
def load_units(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the units in line with `rows`: fields of Unit, with the delegation's code under `delegation`.

    A row without `name` gets the display name of its official one. Chemotherapy, once designated, survives a list
    that does not know of it.
    """
    delegations = {delegation.code: delegation for delegation in Delegation.objects.all()}
    done = upsert(
        Unit,
        [_unit(row, delegations[row["delegation"]]) for row in rows],
        key=["clues"],
        keep_if_blank=UNIT_FIELDS_OF_PEOPLE,
    )
    _audit("units.loaded", done, by)
    return done


def _unit(row: Mapping[str, Any], delegation: Delegation) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name != "delegation"}
    fields["name"] = fields.get("name") or display_name(
        row["official_name"], row["kind"], city=row.get("city", ""), municipality=row.get("municipality", "")
    )
    fields["delegation_id"] = delegation.pk
    fields["time_zone"] = fields.get("time_zone") or delegation.time_zone
    fields["search_text"] = Unit(**{name: value or "" for name, value in fields.items() if name in NAMES}).searchable(
        delegation
    )
    return fields


@transaction.atomic
def open_places(*, units: Sequence[Unit] | None = None, by: Person | None = None) -> Upserted:
    """Give every delegation its warehouse and its transit, every unit its warehouse and pharmacy, and every unit that
    gives chemotherapy its mixing centre. With `units`, only for those. What exists keeps its state and contractor.
    """
    rows: list[dict[str, Any]] = []
    if units is None:
        for delegation in Delegation.objects.all():
            rows.append(_place(PlaceKind.WAREHOUSE, delegation, None, f"Almacén delegacional {delegation.name}"))
            rows.append(_place(PlaceKind.TRANSIT, delegation, None, f"En tránsito a {delegation.name}"))
        units = list(Unit.objects.select_related("delegation"))
    for unit in units:
        rows.append(_place(PlaceKind.WAREHOUSE, unit.delegation, unit, f"Almacén {unit.name}"))
        rows.append(_place(PlaceKind.PHARMACY, unit.delegation, unit, f"Farmacia {unit.name}"))
        if unit.provides_chemotherapy:
            rows.append(_place(PlaceKind.MIXING_CENTRE, unit.delegation, unit, f"Central de mezclas {unit.name}"))
    done = upsert(
        Place, rows, key=["code"], only_new=["kind"], among=Place.objects.filter(code__in=[row["code"] for row in rows])
    )
    _audit("places.opened", done, by)
    return done


def _place(kind: PlaceKind, delegation: Delegation, unit: Unit | None, name: str) -> dict[str, Any]:
    return {
        "code": place_code(kind, delegation=delegation, unit=unit),
        "delegation_id": delegation.pk,
        "unit_id": unit.pk if unit else None,
        "kind": kind.value,
        "name": name,
    }


def place_code(kind: PlaceKind | str, *, delegation: Delegation, unit: Unit | None = None) -> str:
    """`AGS-ALM` for a delegation's place, `ASIMS000016-FAR` for a unit's."""
    return f"{unit.clues if unit else delegation.code}-{PLACE_SUFFIX[PlaceKind(kind)]}"


@transaction.atomic
def designate_chemotherapy_units(
    *, clues: Iterable[str], basis: str, by: Person | None = None, since: Any = None
) -> list[Unit]:
    """Say that these units give chemotherapy, on what `basis` ("simulado", "lista", …), and open their mixing centres.

    Units that were designated already keep their own basis. Returns all the units named. UnknownUnits (and nothing
    done) when a CLUES is not on record.
    """
    wanted = set(clues)
    units = list(Unit.objects.filter(clues__in=wanted).select_related("delegation").order_by("clues"))
    if len(units) < len(wanted):
        raise UnknownUnits(sorted(wanted - {unit.clues for unit in units}))
    new = [unit for unit in units if not unit.provides_chemotherapy]
    for unit in new:
        unit.provides_chemotherapy = True
        unit.chemotherapy_basis = basis
    Unit.objects.bulk_update(new, ["provides_chemotherapy", "chemotherapy_basis"], batch_size=500)
    if new:
        record(
            type="units.designated_for_chemotherapy",
            by=by,
            after={"units": [unit.clues for unit in new], "basis": basis, "on": str(since or timezone.localdate())},
        )
    open_places(units=units, by=by)
    return units


def _audit(type: str, done: Upserted, by: Person | None) -> None:
    if done.changed_anything:
        record(type=type, by=by, before=done.before(), after=done.after())
