"""The agenda of a past meeting: built from that day's figures by the agenda's own builders, with what was said."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

from django.utils import timezone

from meetings.agenda.build import BUILDERS
from meetings.agenda.cases import at_the_session
from meetings.agenda.matter import Facts
from meetings.agenda.order import STEP
from meetings.figures.places import COUNTRY, NETWORK
from meetings.models import AgendaItem, AgendaKind, AgendaState, Attendance, Meeting, Review
from meetings.simulation.ground import Ground

NOTES: dict[str, tuple[str, ...]] = {
    AgendaKind.OPENING: ("Se pasó lista y se leyó el orden del día.", "Se pasó lista. Nadie propuso cambios."),
    AgendaKind.AGREEMENTS: (
        "Se leyó cada uno con su responsable. De los que siguen sin cumplirse se pidió fecha y qué falta.",
        "Quienes vinieron explicaron el atraso; los demás lo envían por escrito.",
    ),
    AgendaKind.CASES: (
        "Se leyeron por folio. Cada hospital dijo qué hizo y quién habla con la familia.",
        "Se leyeron por folio; de algunos falta que la familia confirme.",
    ),
    AgendaKind.UNCOVERED: (
        "Cada delegación dijo de dónde saldrá lo que falta antes de la sesión.",
        "Farmacia y oncología revisan juntas lo de esta semana; lo demás tiene traspaso en camino.",
    ),
    AgendaKind.DELEGATIONS: (
        "Cada una explicó su cifra; varias dependen de la misma entrega.",
        "Se pidió a la primera un plan por clave.",
    ),
    AgendaKind.DRUGS: (
        "Se revisó qué delegaciones tienen de más y pueden enviar.",
        "De lo que no está en tránsito se buscará traspaso.",
    ),
    AgendaKind.RECALLS: ("Cada lugar dijo cuándo aparta lo suyo; quien no vino lo hace hoy por escrito.",),
    AgendaKind.FILL_RATE: (
        "Compras dijo qué proveedores ya dieron fecha; de los demás se pide por escrito.",
        "Se leyó qué órdenes están tarde y qué lugares esperan por ellas.",
    ),
    AgendaKind.ROLLOUT: ("Se leyó qué detiene a cada hospital y quién lo atiende.",),
    AgendaKind.NETWORK: (
        "Las representaciones dicen esta semana a quién proponen.",
        "Hay propuestas para algunos; faltan los demás.",
    ),
    AgendaKind.REVIEW: ("Se revisó una por una, de la más grave a la que está en orden.",),
}
FREE = (
    ("Horario de farmacia en días de descanso", "Se acordó publicarlo con dos semanas de anticipación."),
    ("Qué hacer cuando el hospital no contesta", "Se explicó la guardia de la delegación y quién sigue después."),
    ("Traslado de muestras entre hospitales", "Queda para verse con informática y laboratorio."),
    ("Comida de quienes acompañan", "Se oyó a las familias; trabajo social trae una propuesta."),
)


def build_past_agenda(ground: Ground, meeting: Meeting, gathered: dict[str, Any], at: datetime) -> list[AgendaItem]:
    """What the data put there, and a matter that somebody added."""
    facts = _facts(meeting, gathered, at)
    matters = [matter for matter in (build(facts) for build in BUILDERS) if matter.n]
    rows = [
        AgendaItem(
            meeting=meeting, kind=matter.kind, title=str(AgendaKind(matter.kind).label), body=matter.body,
            minutes=matter.minutes, data=matter.data, as_of=matter.as_of,
        )
        for matter in matters
    ]  # fmt: skip
    if not meeting.series.has_reviews:
        title, _note = FREE[meeting.number % len(FREE)]
        rows.append(
            AgendaItem(meeting=meeting, kind=AgendaKind.FREE, title=title, minutes=10, added_by=ground.secretary)
        )
    for position, row in enumerate(rows, start=1):
        row.position = position * STEP
    return AgendaItem.objects.bulk_create(rows)


def note_agenda(rows: list[AgendaItem], rng: Random) -> None:
    """What was said of each matter; now and then the last ones are left for another day."""
    free = dict(FREE)
    for place, row in enumerate(rows):
        row.edition += 1
        late = place >= len(rows) - 2 and row.kind in (AgendaKind.ROLLOUT, AgendaKind.NETWORK, AgendaKind.FREE)
        if late and rng.random() < 0.4:
            row.state = AgendaState.POSTPONED
            continue
        row.state = AgendaState.TREATED
        row.notes = free[row.title] if row.kind == AgendaKind.FREE else rng.choice(NOTES.get(row.kind, ("Se trató.",)))
    AgendaItem.objects.bulk_update(rows, ["state", "notes", "edition"])


def _facts(meeting: Meeting, gathered: dict[str, Any], at: datetime) -> Facts:
    called = Attendance.objects.filter(meeting=meeting)
    return Facts(
        meeting=meeting,
        country=gathered[COUNTRY],
        places={key: figures for key, figures in gathered.items() if key not in (COUNTRY, NETWORK)},
        today=timezone.localdate(at),
        now=at,
        required=called.required().count(),
        called=called.count(),
        reviewed=Review.objects.filter(meeting=meeting).count(),
        session_cases=at_the_session(at),
    )
