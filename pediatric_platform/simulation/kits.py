"""Simulated fever kits and doors of the hospitals that treat the simulated children. No hospital's real ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.db.models import Sum

from delegations.models import Unit
from pediatric_platform.actions.fever_kit import add_item, count_items, set_door, sweep_kits
from pediatric_platform.models import Child, KitRole
from supply.models import Balance, Drug

ANTIBIOTICS = (
    ("cefepime", "1"),
    ("piperacillin and beta-lactamase inhibitor", "4"),
    ("meropenem", "1"),
    ("ceftazidime", "1"),
    ("amikacin", "500"),
)
FIRST_CHOICES = 2
SUPPLIES = (
    ("Aguja para catéter con puerto", 6),
    ("Frasco para hemocultivo pediátrico", 10),
    ("Equipo de venoclisis", 10),
    ("Solución salina de 100 mL", 12),
    ("Clorhexidina para la piel", 4),
)
DOORS = (
    (
        "Urgencias pediátricas",
        "Planta baja, a la derecha de la entrada principal. Diga que su hija o su hijo recibe quimioterapia.",
    ),
    (
        "Urgencias",
        "Por la entrada de ambulancias. No haga fila: diga en la ventanilla que tiene fiebre y quimioterapia.",
    ),
)
ALWAYS = "Todos los días, a toda hora"
# How long the alerts of the demonstration have stood.
STANDING = timedelta(minutes=25)


def hospitals_with_children() -> list[Unit]:
    """Where simulated children are treated."""
    return list(Unit.objects.filter(pk__in=Child.objects.filter(is_simulated=True).values("unit")).order_by("clues"))


def simulate_kits(*, now: datetime, seed: int) -> int:
    """A kit and a door for each; in one hospital of each three something is short. How many hospitals."""
    random = Random(f"kits-{seed}")  # noqa: S311
    units = hospitals_with_children()
    drugs = antibiotics()
    for index, unit in enumerate(units):
        name, directions = DOORS[index % len(DOORS)]
        set_door(unit=unit, name=name, directions=directions, phone=f"55 0000 {1000 + index}", hours=ALWAYS, by=None)
        _fill(unit, drugs, random, is_short=index % 3 == 1, now=now)
    sweep_kits(now=now - STANDING, unit_ids=[unit.pk for unit in units])
    return len(units)


def _fill(unit: Unit, drugs: Sequence[Drug], random: Random, *, is_short: bool, now: datetime) -> None:
    """What the simulated shelves have, with minimums that they meet; one too high where the kit is to be short."""
    there = [(drug, pieces) for drug in drugs if (pieces := _pieces(unit, drug, now))]
    for index, (drug, pieces) in enumerate(there):
        minimum = max(1, min(12, pieces // 2))
        if is_short and index == len(there) - 1:
            minimum = pieces + 4
        role = KitRole.FIRST if index < FIRST_CHOICES else KitRole.ALTERNATIVE
        add_item(unit=unit, role=role, drug=drug, minimum=minimum, by=None)
    supplies = [
        add_item(unit=unit, role=KitRole.SUPPLY, name=name, minimum=minimum, by=None) for name, minimum in SUPPLIES
    ]
    counted = {item.pk: item.minimum + random.randint(0, 8) for item in supplies[:-1]}  # the last one nobody counted
    if is_short:
        counted[supplies[0].pk] = 2
    count_items(unit=unit, counts=counted, by=None, now=now - timedelta(days=random.randint(0, 9), hours=3))


def _pieces(unit: Unit, drug: Drug, now: datetime) -> int:
    """Usable pieces in the hospital's own places."""
    day = now.astimezone(unit.zone).date()
    rows = Balance.objects.usable_on(day).filter(place__unit=unit, place__is_active=True, lot__drug=drug)
    return int(rows.aggregate(pieces=Sum("on_hand"))["pieces"] or 0)


def antibiotics() -> list[Drug]:
    """In the order in which they are preferred; of an ingredient the strength named, else any."""
    found = []
    for inn, strength in ANTIBIOTICS:
        rows = Drug.objects.active().in_compendio().filter(inn=inn)
        drug = rows.filter(strength=strength).order_by("code").first() or rows.order_by("code").first()
        if drug is not None:
            found.append(drug)
    return found
