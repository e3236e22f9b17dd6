"""What the rows of a census are compared with, read at once: hospitals, diagnoses, regimens, and who is on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from delegations.cells import heading_key
from delegations.models import Person, Unit
from delegations.sealing import fingerprint
from delegations.tabular import Reading, Row
from pediatric_platform.actions.children.rights import may_register
from pediatric_platform.models import Child, Diagnosis, Growth, Plan, Regimen
from pediatric_platform.plausibility import Measure
from pediatric_platform.selectors.regimens import usable_versions


@dataclass
class World:
    """Read in eight statements, however long the census."""

    units: dict[str, Unit]
    allowed: set[int]
    diagnoses: dict[str, Diagnosis]
    regimens: dict[str, Regimen]
    by_curp: dict[str, Child] = field(default_factory=dict)
    by_folio: dict[str, Child] = field(default_factory=dict)
    by_birth: dict[date, list[Child]] = field(default_factory=lambda: defaultdict(list))
    by_nss: dict[str, list[Child]] = field(default_factory=lambda: defaultdict(list))
    last_measure: dict[int, Measure] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)


def load_world(reading: Reading, by: Person | None) -> World:
    """Everything the rows name, and every child who may be one of theirs, wherever in the country."""
    rows = reading.rows
    named = Unit.objects.filter(clues__in={row["clues"] for row in rows}).select_related("delegation")
    units = {unit.clues: unit for unit in named}
    world = World(
        units=units,
        allowed={unit.pk for unit in units.values() if may_register(by, unit)},
        diagnoses=_diagnoses(),
        regimens={heading_key(version.protocol.code): version for version in usable_versions()},
    )
    _load_children(world, rows)
    return world


def _diagnoses() -> dict[str, Diagnosis]:
    known: dict[str, Diagnosis] = {}
    for diagnosis in Diagnosis.objects.all():
        known[heading_key(diagnosis.name)] = diagnosis
        known[heading_key(diagnosis.code.replace("-", " "))] = diagnosis
        known[heading_key(diagnosis.code)] = diagnosis
    return known


def _load_children(world: World, rows: Iterable[Row]) -> None:
    curps, nsss, births, folios = set(), set(), set(), set()
    for row in rows:
        births.add(row["fecha_nacimiento"])
        if row["curp"]:
            curps.add(fingerprint("curp", row["curp"]))
        if row["nss"]:
            nsss.add(fingerprint("nss", row["nss"]))
        if row["folio"]:
            folios.add(row["folio"].upper())
    wanted = Q(birth_date__in=births) | Q(curp_print__in=curps) | Q(nss_print__in=nsss) | Q(folio__in=folios)
    children = list(
        Child.objects.filter(wanted).select_related("unit__delegation").defer("curp", "nss", "agregado", "search_text")
    )
    for child in children:
        world.by_folio[child.folio] = child
        world.by_birth[child.birth_date].append(child)
        if child.curp_print:
            world.by_curp[child.curp_print] = child
        if child.nss_print:
            world.by_nss[child.nss_print].append(child)
    ids = [child.pk for child in children]
    newest = Window(RowNumber(), partition_by=F("child"), order_by=[F("measured_on").desc(), F("pk").desc()])
    for growth in Growth.objects.filter(child__in=ids).annotate(place=newest).filter(place=1):
        world.last_measure[growth.child_id] = Measure(growth.measured_on, growth.weight_kg, growth.height_cm)
    for plan in Plan.objects.active().filter(child__in=ids).select_related("regimen__protocol"):
        world.plans[plan.child_id] = plan
