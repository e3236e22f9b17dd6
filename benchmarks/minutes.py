"""Minutes of a national review: 60 reviews (35 of delegations), 120 agreements, 200 participants, the whole directory.

Signing (gathering, looking for names among 20,000 children, freezing) and the PDF as a worker makes it. The directory
is of 600 contacts. The first PDF of a process also loads the typesetter and its fonts: it is told apart.
"""

from __future__ import annotations

import statistics
import sys
from datetime import timedelta
from typing import Any

from benchmarks.bench import say, seconds, setup, throwaway_database

DELEGATIONS, UNITS, AGREEMENTS, PEOPLE, CONTACTS, CHILDREN = 35, 25, 120, 200, 600, 20_000
ROUNDS = 5


def main() -> None:
    setup()
    with throwaway_database():
        run()


def run() -> None:
    from meetings.actions.minutes import draft_minutes, make_papers, sign_minutes
    from meetings.actions.minutes.sign import missing_of
    from meetings.models import Minutes
    from meetings.papers.minutes import minutes_pdf

    meeting, olga = world()
    box: list[Any] = []
    say("minutes_draft", seconds(lambda: box.append(draft_minutes(meeting=meeting, by=olga))) * 1000, "ms")
    minutes = box[0]
    if missing := missing_of(minutes):
        raise SystemExit(f"not ready: {missing}")
    say("minutes_sign", seconds(lambda: sign_minutes(minutes=minutes, by=olga)) * 1000, "ms")
    signed = Minutes.objects.select_related("meeting__series").get(pk=minutes.pk)
    say("minutes_first_pdf_of_a_worker", seconds(lambda: make_papers(minutes=signed)) * 1000, "ms")
    say("minutes_pdf", statistics.median(seconds(lambda: minutes_pdf(signed, [])) for _ in range(ROUNDS)) * 1000, "ms")
    paper = signed.papers.get()
    say("minutes_pdf_size", len(paper.content) / 1000, "kB")
    say("minutes_content_size", len(str(signed.content)) / 1000, "kB")
    print(f"{len(signed.content['reviews'])} reviews, {len(signed.content['agreements'])} agreements", file=sys.stderr)


def world() -> tuple[Any, Any]:
    """Rows as the actions leave them, written at once."""
    from django.utils import timezone

    from meetings.models import Review
    from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory, UnitFactory
    from tests.factories.figures import place_figures, whole
    from tests.factories.meetings import (
        AgendaItemFactory,
        AgreementFactory,
        AttendanceFactory,
        MeetingFactory,
        ReviewFactory,
        SeriesFactory,
        SnapshotFactory,
        ended,
    )

    olga = PersonFactory(email="olga@example.org", full_name="Olga de Oficina Central")
    PostingFactory(person=olga, role="central_office", is_national=True)
    meeting = MeetingFactory(series=SeriesFactory(name="Revisión nacional de abasto"), chair=olga, secretary=olga)
    delegations = [
        DelegationFactory(code=f"D{n}", name=f"Delegación {n}", tile_row=n, tile_column=1) for n in range(DELEGATIONS)
    ]
    units = [
        UnitFactory(clues=f"XXIMS{n:06d}", name=f"UMAE {n}", delegation=delegations[n % DELEGATIONS])
        for n in range(UNITS)
    ]
    pairs = [
        {"delegation": "D1", "clues": "XXIMS000001", "unit": "HGZ 1", "drug_code": "010.000.1768",
         "drug": "Vincristina", "category": "out", "usable": 0, "days_out": 9, "denied": 3, "coverage": 0.0}
    ] * 3  # fmt: skip
    now = timezone.now()
    for position, place in enumerate([*delegations, *units], start=1):
        data = place_figures(name=place.name, abasto={"conjunto": whole(92.4, -1.2)}, worst=pairs)
        of: dict[str, Any] = {"unit": place, "delegation": None} if place in units else {"delegation": place}
        kind = "unit" if place in units else "delegation"
        frozen = SnapshotFactory(meeting=meeting, kind=kind, data=data, **of)
        ReviewFactory(meeting=meeting, position=position, snapshot=frozen, **of)
    SnapshotFactory(meeting=meeting, kind="network", delegation=None, data=directory())
    for n in range(10):
        AgendaItemFactory(meeting=meeting, position=n, title=f"Asunto {n}", state="treated", notes="Se trató. " * 20)
    for n in range(PEOPLE):
        AttendanceFactory(
            meeting=meeting, person=None, name=f"Participante {n} Apellido", organisation="Instituto",
            presence="present", noted_at=now, noted_via="secretary",
        )  # fmt: skip
    for n in range(AGREEMENTS):
        AgreementFactory(
            meeting=meeting, owner_delegation=delegations[n % DELEGATIONS],
            due_on=(now + timedelta(days=n % 30)).date(),
            text=f"Surtir en la unidad {n} los medicamentos que faltan y avisar a la delegación cuando lleguen",
        )  # fmt: skip
    children()
    ended(meeting)
    Review.objects.filter(meeting=meeting).update(
        state="reviewed", verdict="watch", reviewed_at=now, comment="Se revisó la existencia y los traspasos. " * 4
    )
    return meeting, olga


def directory() -> dict[str, Any]:
    contact = {"holding": "titular", "phone": "33 1234 5678", "email": "abasto@example.org", "since": "2026-01-01"}
    entries = [
        {"delegation": f"D{n % 35}", "delegation_name": f"Delegación {n % 35}", "clues": f"XXIMS{n:06d}",
         "name": f"Hospital {n}", "kind": "HGZ", "city": "Ciudad", "contacts": [{**contact, "name": f"Persona {n}"}]}
        for n in range(CONTACTS)
    ]  # fmt: skip
    return {
        "form": 1, "kind": "network", "code": "", "name": "Red", "week": None, "day": "2026-11-18", "places": 300,
        "taken_at": "2026-11-18T18:00:00+00:00", "posts": 600, "filled": 600, "complete": 300, "entries": entries,
    }  # fmt: skip


def children() -> None:
    """A registry as large as the country's may become, none of whose names stands in the minutes."""
    from pediatric_platform.models import Child
    from tests.factories.children import ChildFactory

    one = ChildFactory()
    signs = "23456789CFGHJKMPQRTVWX"
    rows = []
    for n in range(CHILDREN):
        folio, rest = "", n
        for _ in range(6):
            rest, sign = divmod(rest, len(signs))
            folio += signs[sign]
        told = {"given_names": f"Nombre{n}", "first_surname": f"Primero{n % 900}", "second_surname": "Otro"}
        kept = {"birth_date": one.birth_date, "sex": "M", "unit": one.unit, "diagnosis": one.diagnosis}
        rows.append(Child(folio=f"N-{folio}", without_curp="Prueba", **told, **kept))
    Child.objects.bulk_create([row for row in rows if row.folio != one.folio], batch_size=5_000)


if __name__ == "__main__":
    main()
