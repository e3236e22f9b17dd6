"""Writes the drawn children into the registry: who they are, where they are treated, how they grew, their allergies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from delegations.models import Person, Unit
from pediatric_platform import folios
from pediatric_platform.models import Allergy, Child, Diagnosis, Growth, Stay
from pediatric_platform.simulation.cohort import Sketch
from pediatric_platform.simulation.names import agregado, child_name, curp, nss

BATCH = 2_000
REASONS = {
    "finished": "Terminó su tratamiento; sigue en vigilancia.",
    "abandoned": "La familia dejó de venir; se le buscó sin respuesta.",
    "deceased": "Falleció.",
}
ALLERGIES = (
    ("Asparaginasa", "asparaginase", "Urticaria", "moderate"),
    ("Penicilina", "", "Exantema", "mild"),
    ("Etopósido", "etoposide", "Broncoespasmo", "severe"),
    ("Látex", "", "Urticaria", "mild"),
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A drawn child, its row, and the measure that doses are sized by."""

    sketch: Sketch
    child: Child
    growth: Growth


def enrol(
    sketches: Sequence[Sketch], units: Sequence[Unit], today: date, seed: int, by: Person | None
) -> list[Enrolled]:
    """Children with stays, measures and allergies. `by` is who registered those of the first unit."""
    diagnoses = {row.code: row for row in Diagnosis.objects.all()}
    children: list[Child] = []
    taken: set[str] = set()
    for sketch in sketches:
        child = _child(sketch, units[sketch.unit], diagnoses[sketch.illness.diagnosis], seed, taken)
        child.registered_by = by if sketch.unit == 0 else None
        children.append(child)
    Child.objects.bulk_create(children, batch_size=BATCH)
    Stay.objects.bulk_create(
        [
            Stay(child=child, unit=child.unit, since=sketch.diagnosed_on, written_by=child.registered_by)
            for sketch, child in zip(sketches, children, strict=True)
        ],
        batch_size=BATCH,
    )
    Growth.objects.bulk_create(
        [
            Growth(
                child=child,
                measured_on=today - timedelta(days=days),
                weight_kg=kg,
                height_cm=cm,
                written_by=child.registered_by,
            )
            for sketch, child in zip(sketches, children, strict=True)
            for days, kg, cm in sketch.sizes
        ],
        batch_size=BATCH,
    )
    Allergy.objects.bulk_create(_allergies(sketches, children, today, seed))
    # The surface is the database's own.
    newest = Growth.objects.filter(child__in=children).order_by("child_id", "-measured_on", "-pk").distinct("child_id")
    growth_of = {growth.child_id: growth for growth in newest}
    return [Enrolled(sketch, child, growth_of[child.pk]) for sketch, child in zip(sketches, children, strict=True)]


def _child(sketch: Sketch, unit: Unit, diagnosis: Diagnosis, seed: int, taken: set[str]) -> Child:
    rng = Random(f"{seed}:identity:{sketch.number}")  # noqa: S311
    given, first, second = child_name(rng, sketch.sex, sketch.number + 1)
    has_curp = rng.random() < 0.93
    own = curp(rng, sketch.born, sketch.sex)
    while own in taken:
        own = curp(rng, sketch.born, sketch.sex)
    taken.add(own)
    child = Child(
        folio=_folio(rng, taken),
        given_names=given,
        first_surname=first,
        second_surname=second,
        birth_date=sketch.born,
        sex=sketch.sex,
        curp=own if has_curp else "",
        without_curp="" if has_curp else "Acta en trámite.",
        nss=nss(rng),
        agregado=agregado(sketch.sex, sketch.born),
        unit=unit,
        diagnosis=diagnosis,
        risk=sketch.illness.risk,
        diagnosed_on=sketch.diagnosed_on,
        state=sketch.state,
        state_on=sketch.state_on,
        state_reason=REASONS.get(sketch.state, ""),
        is_simulated=True,
        registered_at=timezone.make_aware(datetime.combine(sketch.diagnosed_on, time(13, 30))),
    )
    child.prepare()
    return child


def _folio(rng: Random, taken: set[str]) -> str:
    while True:
        folio = f"{folios.CHILD}-{''.join(rng.choice(folios.ALPHABET) for _sign in range(6))}"
        if folio not in taken:
            taken.add(folio)
            return folio


def _allergies(sketches: Sequence[Sketch], children: Sequence[Child], today: date, seed: int) -> list[Allergy]:
    rows = []
    for sketch, child in zip(sketches, children, strict=True):
        rng = Random(f"{seed}:allergy:{sketch.number}")  # noqa: S311
        if rng.random() < 0.07:
            substance, inn, reaction, severity = rng.choice(ALLERGIES)
            noted_on = sketch.diagnosed_on + timedelta(days=rng.randint(0, (today - sketch.diagnosed_on).days))
            rows.append(
                Allergy(
                    child=child,
                    substance=substance,
                    inn=inn,
                    reaction=reaction,
                    severity=severity,
                    noted_on=noted_on,
                    written_by=child.registered_by,
                )
            )
    return rows
