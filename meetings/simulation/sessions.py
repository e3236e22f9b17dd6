"""What a weekly session agrees: of cases, of what its families' hospitals lack, and of what they told."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from delegations.models import Delegation, Posting, Unit
from delegations.roles import POSTS, Role
from meetings.agreement_owner import Owner
from meetings.condition_facts import ConditionFacts
from meetings.models import Agreement, ConditionKind, Meeting
from meetings.simulation.ground import Ground
from meetings.simulation.members import SUPPLIERS
from meetings.simulation.promises import supply_of
from meetings.simulation.sketch import Sketch, in_vain
from meetings.simulation.words_of_sessions import AGREED, CENTRAL, HEAD, HOSPITAL, NEWEST, SUPPLIER, SUPPLY, Agreed
from pediatric_platform.models import Case, CaseState
from supply.models import WeeklyLine

# So many of those that nobody measures in each session, beside a case and a drug.
TOLD = 2
# Beyond these the data say today what they could not have said then (see `Condition`): only the last two sessions.
RECENT = 2
CASES = 2
CONFIRMED_IN = timedelta(hours=36)


def agreed_in(ground: Ground, meeting: Meeting, last: int, central: Posting, rng: Random) -> list[Sketch]:
    """In the order in which it was agreed; nothing but words of the institute where there are no families."""
    turn = meeting.number - 1
    found = [_told(ground, AGREED[(turn * TOLD + place) % len(AGREED)], turn + place, central) for place in range(TOLD)]
    if (sketch := _coverage(ground, meeting, rng)) is not None:
        found.append(sketch)
    if last - meeting.number < RECENT:
        found += _of_cases(meeting, central)
        found += _uncovered(ground, meeting)
    if meeting.number == last:
        found += [_told(ground, agreed, place, central) for place, agreed in enumerate(NEWEST)]
    return found


def _told(ground: Ground, agreed: Agreed, turn: int, central: Posting) -> Sketch:
    unit = ground.hospitals[turn % len(ground.hospitals)] if ground.hospitals else None
    owner, place = _owner(agreed.whose, unit, central, turn)
    about = place if agreed.whose not in (CENTRAL, SUPPLIER) else None
    return Sketch(
        text=agreed.text.format(place=place.name if place else "cada hospital"),
        owner=owner,
        days=agreed.days,
        unit=about if isinstance(about, Unit) else None,
        delegation=about if isinstance(about, Delegation) else None,
        family_text=agreed.family,
        steps=agreed.steps,
    )


def _owner(whose: str, unit: Unit | None, central: Posting, turn: int) -> tuple[Owner, Unit | Delegation | None]:
    """Where there is no hospital with children, it is central office's."""
    if whose == SUPPLIER:
        name, organisation, _post = SUPPLIERS[turn % len(SUPPLIERS)]
        return Owner(name=name, organisation=organisation), None
    if unit is None or whose == CENTRAL:
        return Owner.held_by(central), unit
    if whose == HOSPITAL:
        return Owner(Role.UNIT_SUPPLY_MANAGER, unit=unit), unit
    role = {HEAD: Role.HEAD_OF_MEDICAL_SERVICES, SUPPLY: Role.DELEGATION_SUPPLY_MANAGER}[whose]
    return Owner(role, delegation=unit.delegation), unit


def _coverage(ground: Ground, meeting: Meeting, rng: Random) -> Sketch | None:
    """The drug that the hospital of its turn lacked most in the closed week."""
    if not ground.hospitals or meeting.week is None:
        return None
    unit = ground.hospitals[meeting.number % len(ground.hospitals)]
    lines = WeeklyLine.objects.whole().filter(report__unit=unit, report__week=meeting.week, drug__is_oncologic=True)
    line = lines.exclude(drug__code=None).select_related("drug").order_by("days_of_coverage", "drug__code").first()
    if line is None:
        return None
    drug, days = line.drug, rng.choice((7, 15))
    name = drug.generic_name.lower()
    return Sketch(
        text=f"Tener {drug.label} para {days} días en {unit.name}.",
        owner=supply_of(unit),
        days=rng.choice((7, 10, 14)),
        unit=unit,
        drug=drug,
        condition=ConditionFacts(ConditionKind.DRUG_COVERAGE, Decimal(days), rng.choice((1, 1, 2))),
        family_text=f"El hospital va a tener {name} para {days} días. Si le dicen que no hay, avise desde su página.",
        steps=in_vain("Se pidió a la delegación; contestó que sale el jueves.") if rng.random() < 0.5 else (),
    )


def _of_cases(meeting: Meeting, central: Posting) -> list[Sketch]:
    """The worst that stood then and stands still; and one that its family confirmed in the two days after."""
    then = meeting.starts_at
    known = Case.objects.filter(opened_at__lt=then).exclude(
        pk__in=Agreement.objects.filter(case__isnull=False).values("case")
    )
    known = known.select_related("unit", "drug", "owner").order_by("-level", "severity", "pk")
    ended = known.filter(state=CaseState.CONFIRMED, ended_at__gt=then, ended_at__lt=then + CONFIRMED_IN)
    return [_of_case(row, central) for row in (*known.unsolved()[:CASES], *ended[:1])]


def _of_case(case: Case, central: Posting) -> Sketch:
    posting = case.owner if case.owner is not None and case.owner.role in POSTS else central
    return Sketch(
        text=f"Resolver el caso {case.folio} de {case.unit.name} y que su familia lo confirme.",
        owner=Owner.held_by(posting),
        days=7,
        unit=case.unit,
        drug=case.drug,
        case=case,
        condition=ConditionFacts(ConditionKind.CASE_CONFIRMED),
        family_text="Un caso llegó hasta esta sesión. Se va a resolver y la familia dirá si es verdad.",
        steps=in_vain("Se habló con la familia; el traspaso ya viene."),
    )


def _uncovered(ground: Ground, meeting: Meeting) -> list[Sketch]:
    """Of the delegation of its turn: nothing missing for anybody's next four weeks."""
    if not ground.delegations:
        return []
    delegation = ground.delegations[meeting.number % len(ground.delegations)]
    return [
        Sketch(
            text=f"Que en {delegation.name} a nadie le falte algo para sus sesiones de las próximas cuatro semanas.",
            owner=supply_of(delegation),
            days=14,
            delegation=delegation,
            condition=ConditionFacts(ConditionKind.CHILDREN_UNCOVERED, Decimal(0)),
            family_text="Se va a conseguir lo que falta para las sesiones de las próximas cuatro semanas.",
        )
    ]
