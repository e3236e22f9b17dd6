"""A simulated procedure of the institute, in two versions, and who of the simulated staff has read which guide."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from delegations.models import Posting
from delegations.roles import Role
from pediatric_platform.actions.guides import (
    add_guide,
    change_guide,
    draft_version,
    link_guide,
    publish,
    write_statement,
)
from pediatric_platform.models import Diagnosis, Guide, GuideReading, GuideVersion, GuideVersionState

CODE = "hora-dorada-procedimiento"
PUBLIC_CODE = "neutropenia-febril-pediatrica"
READERS = (Role.CLINICIAN, Role.PHARMACIST)
FIRST = (
    ("recibir", "Quien llega con fiebre y quimioterapia pasa sin hacer fila.", ""),
    ("sello-llegada", "Triage anota la hora de llegada antes de pedir papeles.", ""),
    ("hemocultivo", "Se toma hemocultivo antes del antibiótico si no lo retrasa.", ""),
    ("primera-hora", "El primer antibiótico se da en la primera hora desde la indicación.", ""),
)
SECOND = (
    ("primera-hora", "El primer antibiótico se da en la primera hora desde la llegada.", ""),
    ("botiquin", "El botiquín de fiebre se cuenta cada semana; si falta algo se avisa en el momento.", ""),
)
SHARE_READ = 0.6


def simulate_guides(*, now: datetime, seed: int) -> int:
    """Nothing of it is the institute's. How many readings were noted."""
    random = Random(f"guides-{seed}")  # noqa: S311
    procedure = _procedure()
    fever = Guide.objects.filter(code=PUBLIC_CODE).first()
    if fever is not None:
        told = {name: getattr(fever, name) for name in ("title", "title_en", "kind", "reach", "body", "topics")}
        change_guide(guide=fever, by=None, is_public=fever.is_public, must_read=READERS, **told)
    return _read([guide for guide in (procedure, fever) if guide is not None], random, now)


def _procedure() -> Guide:
    guide = add_guide(
        code=CODE,
        title="Procedimiento de la hora dorada (simulado)",
        kind="manual",
        reach="institute",
        body="Comité simulado (demostración)",
        topics="fiebre neutropenia hora dorada urgencias botiquín",
        by=None,
    )
    Guide.objects.filter(pk=guide.pk).update(is_simulated=True)
    for number, points in (("1", FIRST), ("2", SECOND)):
        draft = draft_version(
            guide=guide,
            number=number,
            language="es",
            source="Simulada: ningún comité la escribió",
            url="https://example.org/procedimiento-simulado",
            summary="Quién hace qué desde que una niña o un niño con fiebre entra por la puerta.",
            differs="Dice los mismos antibióticos que el esquema FN-EMP.",
            by=None,
        )
        known = {point.key: point for point in draft.statements.all()}
        for key, text, grade in points:
            write_statement(
                version=draft, key=key, text=text, grade=grade, statement=known.get(key), edition=None, by=None
            )
        publish(version=draft, edition=None, by=None)
    if diagnosis := Diagnosis.objects.filter(code="neutropenia-febril").first():
        link_guide(guide=guide, diagnosis=diagnosis, by=None)
    # Told to nobody when it was published: it is nobody's. Who reads it here is simulated as well.
    Guide.objects.filter(pk=guide.pk).update(must_read=sorted(READERS))
    return guide


def _read(guides: list[Guide], random: Random, now: datetime) -> int:
    people = (
        Posting.objects.current(now.date())
        .filter(role__in=READERS, person__is_simulated=True)
        .order_by("person_id")
        .values_list("person_id", flat=True)
        .distinct()
    )
    versions = GuideVersion.objects.filter(guide__in=guides, state=GuideVersionState.CURRENT).values_list(
        "pk", flat=True
    )
    readings = [
        GuideReading(version_id=version, person_id=person, at=now - timedelta(hours=random.randint(2, 900)))
        for version in versions
        for person in people
        if random.random() < SHARE_READ
    ]
    return len(GuideReading.objects.bulk_create(readings, ignore_conflicts=True))
