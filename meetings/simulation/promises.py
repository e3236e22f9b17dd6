"""What a national review agrees: of each place that stands badly, something that answers its worst figure. Seeded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import cycle, islice
from random import Random
from typing import Any

from delegations.charts.numbers import percent_text
from delegations.models import Delegation, Unit
from delegations.roles import Role
from meetings.agreement_owner import Owner
from meetings.condition_facts import ConditionFacts
from meetings.figures.shape import PlaceFigures
from meetings.models import PENDING, Condition, ConditionKind, Review, ReviewState, Series, Verdict
from meetings.simulation.sketch import Sketch, Step, in_vain
from pediatric_platform.models import MilestoneKind
from supply.models import Drug
from supply.models.weekly_line import LineKind

# What an agreement measures: its kind, and of which delegation, hospital and drug.
About = tuple[Any, ...]
MOST = 17
LOWEST_GOAL, HIGHEST_GOAL = 70, 97
GOAL_SIGNED = 95


def promised(
    reviews: list[Review],
    managed: Mapping[str, Unit],
    drugs: Mapping[str, Drug],
    owed: set[About],
    rng: Random,
) -> list[Sketch]:
    """One for each of the worst places, of as many kinds as their figures give."""
    worst = [row for row in reviews if row.state == ReviewState.REVIEWED and row.verdict != Verdict.GOOD]
    makers = cycle((_level, _coverage, _level, _signed, _coverage, _post, _milestone))
    found: list[Sketch] = []
    known = set(owed)
    for row in worst:
        if len(found) >= MOST:
            break
        assert row.snapshot is not None
        made = (make(row, row.snapshot.data, managed, drugs, rng) for make in islice(makers, 7))
        fresh = ((about, one) for one in made if one is not None and (about := _about(one)) not in known)
        if (first := next(fresh, None)) is not None:
            known.add(first[0])
            found.append(first[1])
    return found


def owed_in(series: Series) -> set[About]:
    """What is measured for agreements that are pending: nobody promises it twice."""
    rows = Condition.objects.filter(agreement__meeting__series=series, agreement__state__in=PENDING)
    return set(rows.order_by().values_list("kind", "delegation", "unit", "drug"))


def _about(sketch: Sketch) -> About:
    assert sketch.condition is not None
    assert sketch.review is not None
    delegation, unit = sketch.delegation, sketch.unit
    if delegation is None and unit is None:
        delegation, unit = sketch.review.delegation, sketch.review.unit
    ids = [row.pk if row is not None else None for row in (delegation, unit, sketch.drug)]
    return (sketch.condition.kind, *ids)


def drugs_by_code(codes: set[str]) -> dict[str, Drug]:
    return {str(row.code): row for row in Drug.objects.filter(code__in=codes)}


def supply_of(place: Delegation | Unit) -> Owner:
    """Who answers for the supply of a place."""
    if isinstance(place, Unit):
        return Owner(Role.UNIT_SUPPLY_MANAGER, unit=place)
    return Owner(Role.DELEGATION_SUPPLY_MANAGER, delegation=place)


def _place(row: Review) -> Delegation | Unit:
    place = row.delegation or row.unit
    assert place is not None
    return place


def _delegation(row: Review) -> Delegation:
    place = _place(row)
    return place.delegation if isinstance(place, Unit) else place


def _level(
    row: Review, figures: PlaceFigures, managed: Mapping[str, Unit], _drugs: Mapping[str, Drug], rng: Random
) -> Sketch | None:
    place, level = _place(row), figures["abasto"][LineKind.WHOLE]["level"]
    if level is None or (isinstance(place, Unit) and place.clues not in managed):
        return None
    goal = min(HIGHEST_GOAL, max(LOWEST_GOAL, int(level) + rng.choice((1, 1, 2, 4))))
    weeks = rng.choice((1, 1, 2))
    held = "" if weeks == 1 else f" y sostenerlo {weeks} semanas"
    return Sketch(
        text=f"Llegar a {goal} % de abasto{held}; la semana revisada cerró en {percent_text(level)}.",
        owner=supply_of(place),
        days=rng.choice((14, 21, 21, 28)),
        condition=ConditionFacts(ConditionKind.ABASTO_LEVEL, Decimal(goal), weeks),
        review=row,
        steps=_noted(rng),
    )  # fmt: skip


def _coverage(
    row: Review, figures: PlaceFigures, managed: Mapping[str, Unit], drugs: Mapping[str, Drug], rng: Random
) -> Sketch | None:
    for pair in figures["worst"]:
        unit, drug = managed.get(pair["clues"]), drugs.get(pair["drug_code"])
        if unit is not None and drug is not None:
            days = rng.choice((7, 15, 15))
            return Sketch(
                text=f"Tener {drug.label} para {days} días en {unit.name}, con traspaso si el pedido no llega.",
                owner=supply_of(unit),
                days=rng.choice((7, 10, 14)),
                unit=unit,
                drug=drug,
                condition=ConditionFacts(ConditionKind.DRUG_COVERAGE, Decimal(days)),
                review=row,
                steps=_noted(rng),
            )
    return None


def _signed(
    row: Review, figures: PlaceFigures, _managed: Mapping[str, Unit], _drugs: Mapping[str, Drug], rng: Random
) -> Sketch | None:
    told = figures["reporting"]
    if row.delegation is None or told["signed"] * 100 >= told["expected"] * GOAL_SIGNED:
        return None
    return Sketch(
        text=f"Que firme el {GOAL_SIGNED} % de las unidades; firmaron {told['signed']} de {told['expected']}.",
        owner=Owner(Role.DELEGATION_SUPPLY_MANAGER, delegation=row.delegation),
        days=rng.choice((7, 14)),
        condition=ConditionFacts(ConditionKind.REPORTS_SIGNED, Decimal(GOAL_SIGNED), rng.choice((1, 2))),
        review=row,
        steps=in_vain("Se habló con cada una de las que faltan; dos no tenían quién firmara."),
    )


def _post(
    row: Review, figures: PlaceFigures, managed: Mapping[str, Unit], _drugs: Mapping[str, Drug], rng: Random
) -> Sketch | None:
    if row.delegation is None:
        return None
    for line in figures["gaps"]["lines"]:
        unit = managed.get(line["code"])
        if line["kind"] == "no_titular" and unit is not None:
            return Sketch(
                text=f"Nombrar titular de abasto en {unit.name}.",
                owner=Owner(Role.DELEGATION_REPRESENTATIVE, delegation=row.delegation),
                days=rng.choice((10, 14, 21)),
                unit=unit,
                condition=ConditionFacts(ConditionKind.POST_FILLED, role=Role.UNIT_SUPPLY_MANAGER),
                review=row,
                steps=in_vain("Hay dos propuestas; falta el visto bueno de la dirección del hospital."),
            )
    return None


def _milestone(
    row: Review, figures: PlaceFigures, managed: Mapping[str, Unit], _drugs: Mapping[str, Drug], rng: Random
) -> Sketch | None:
    for line in figures["rollout"]["lines"]:
        unit = managed.get(line["clues"])
        if unit is not None and line["milestone"] in MilestoneKind.values:
            label = str(MilestoneKind(line["milestone"]).label)
            return Sketch(
                text=f"Destrabar el expediente electrónico en {unit.name}. Hito: {label}.",
                owner=Owner(Role.HEAD_OF_MEDICAL_SERVICES, delegation=_delegation(row)),
                days=rng.choice((14, 28)),
                unit=unit,
                condition=ConditionFacts(ConditionKind.MILESTONE_REACHED, milestone=line["milestone"]),
                review=row,
                steps=in_vain("Informática fue el martes y dejó una lista de lo que falta."),
            )
    return None


_PROGRESS = (
    "El almacén confirmó salida; llega entre martes y miércoles.",
    "Se pidió traspaso a la delegación vecina y contestó que sí.",
    "Se corrigió el consumo promedio, que estaba a la mitad.",
    "Se acomodó por unidad y se avisó a farmacia.",
    "Llegó una parte; el resto está en tránsito.",
)


def _noted(rng: Random) -> tuple[Step, ...]:
    """Half of the owners write down what they did."""
    told = rng.sample(_PROGRESS, rng.choice((0, 1, 1, 2)))
    return tuple(Step(share, "progress", text) for share, text in zip((0.3, 0.6), told, strict=False))
