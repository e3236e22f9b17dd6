"""Simulated verification visits: held and signed where children are on record, planned elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from delegations.models import Person, Unit
from pediatric_platform.models import Answer, Finding, RolloutSite, Visit, VisitAnswer, VisitItem
from pediatric_platform.selectors.rollout.visit import figures_of

Owner = Callable[[Unit, int], Person | None]
NOTES = {
    Answer.PARTLY: "Se cumple en el turno matutino; falta en los otros dos.",
    Answer.NO: "No se encontró el día de la visita.",
}
SUMMARY = (
    "Visita simulada. Se recorrieron consulta, quimioterapia ambulatoria, farmacia y central de mezclas con el "
    "personal del turno. Se acordaron los hallazgos con sus responsables."
)
TEAM = "Enfermera simulada, jefatura de enfermería\nIngeniero simulado, informática"


def verify(
    sites: Sequence[RolloutSite],
    reached: dict[int, int],
    items: Sequence[VisitItem],
    owner: Owner,
    today: date,
    now: datetime,
    rng: Random,
) -> tuple[int, int]:
    """How many visits and findings were made."""
    held, coming = [], []
    for site in sites:
        lead = owner(site.unit, 5)
        assert lead is not None
        if reached[site.pk] >= 3:
            on = today - timedelta(days=rng.randrange(6, 45))
            held.append(Visit(site=site, on=on, lead=lead, team=TEAM, summary=SUMMARY))
        elif rng.random() < 0.3:
            coming.append(Visit(site=site, on=today + timedelta(days=rng.randrange(5, 40)), lead=lead, team=TEAM))
    Visit.objects.bulk_create([*held, *coming])
    answers, findings = [], []
    for visit in held:
        for item in items:
            answer = rng.choices((Answer.YES, Answer.PARTLY, Answer.NO), weights=(12, 2, 1))[0]
            answers.append(VisitAnswer(visit=visit, item=item, answer=answer, note=NOTES.get(answer, "")))
            if answer == Answer.NO:
                findings.append(_finding(visit, item, owner, today, rng))
    VisitAnswer.objects.bulk_create(answers)
    Finding.objects.bulk_create(findings)
    for visit in held:  # signed last: a signed visit takes no more answers
        visit.signed_at, visit.signed_by = now - timedelta(days=(today - visit.on).days - 1), visit.lead
        visit.figures = figures_of(visit.site, now=now)
        visit.save(update_fields=["signed_at", "signed_by", "figures"])
    return len(held) + len(coming), len(findings)


def _finding(visit: Visit, item: VisitItem, owner: Owner, today: date, rng: Random) -> Finding:
    person = owner(visit.site.unit, rng.choice((0, 1)))
    assert person is not None
    due_on = visit.on + timedelta(days=rng.choice((7, 15, 30)))
    row = Finding(visit=visit, item=item, text=f"No se cumple: {item.text}"[:400], owner=person, due_on=due_on)
    if due_on < today and rng.random() < 0.6:
        row.done_on, row.done_by = due_on, person
        row.done_note = "Se corrigió y se revisó con la jefatura de enfermería."
    return row
