"""Institutions of other systems, and what was lent to them and borrowed from them, in every state."""

from __future__ import annotations

from datetime import date, timedelta

from delegations.models import Delegation, Place
from supply.actions.ledger import IssueLine, LotLine
from supply.actions.loans import ReturnLine, borrow, forgive_loan, lend_out, register_partner, return_loan
from supply.models import Drug, Loan, LoanDirection, Partner, Source
from supply.simulation.replenishment.ground import Ground, done, with_children

PARTNERS, TWO_EACH = 30, 2
KINDS = (
    ("Hospital General Simulado de {place}", "Secretaría de Salud del estado (simulada)", "Jefatura de farmacia"),
    ("Instituto Simulado de Oncología de {place}", "Organismo público estatal (simulado)", "Dirección de abasto"),
)
# Direction, what became of it, how many.
FATES: tuple[tuple[str, str, int], ...] = (
    ("given", "open", 4), ("given", "overdue", 3), ("given", "part", 3), ("given", "returned", 2),
    ("given", "forgiven", 1), ("received", "open", 4), ("received", "overdue", 3), ("received", "part", 2),
    ("received", "returned", 2), ("received", "forgiven", 1),
)  # fmt: skip


def simulate_partners(ground: Ground) -> list[Partner]:
    """Two in each of some delegations."""
    codes = sorted({place.delegation.code for place in ground.doors})
    ground.rng.shuffle(codes)
    rows: list[Partner] = []
    for delegation in Delegation.objects.filter(code__in=codes[: PARTNERS // TWO_EACH]).order_by("code"):
        for number, (name, institution, contact) in enumerate(KINDS[:TWO_EACH], 1):
            rows.append(
                register_partner(
                    delegation=delegation,
                    name=name.format(place=delegation.name),
                    by=ground.of_delegation[delegation.pk],
                    is_simulated=True,
                    institution=institution,
                    contact=contact,
                    phone=f"000 000 {len(rows):04d}",
                    email=f"abasto{number}.{delegation.code.lower()}@institucion.example",
                )
            )
    return rows


def simulate_loans(ground: Ground, partners: list[Partner]) -> int:
    """How many were made: lent from what is above a hospital's maximum, borrowed of what it runs out of."""
    by_delegation: dict[int, list[Partner]] = {}
    for partner in partners:
        by_delegation.setdefault(partner.delegation_id, []).append(partner)
    children = with_children()
    doors = [place for place in ground.doors if place.delegation_id in by_delegation and place.unit_id not in children]
    doors.sort(key=lambda place: place.code)
    ground.rng.shuffle(doors)
    made = 0
    for direction, fate, count in FATES:
        for _number in range(count):
            for _try in range(len(doors)):
                place = doors.pop(0)
                doors.append(place)
                partner = ground.rng.choice(by_delegation[place.delegation_id])
                if done(_make, ground, direction, fate, place, partner, made):
                    made += 1
                    break
    return made


def _make(ground: Ground, direction: str, fate: str, place: Place, partner: Partner, number: int) -> None:
    on = ground.today - timedelta(days=ground.rng.randint(18, 40) if fate != "open" else ground.rng.randint(0, 6))
    due = ground.today - timedelta(days=ground.rng.randint(2, 12)) if fate == "overdue" else None
    due = due or ground.today + timedelta(days=ground.rng.randint(4, 25))
    by = ground.manager(place)
    head = {
        "place": place, "partner": partner, "due_on": due, "key": f"simulacion-prestamo-{number}", "by": by,
        "occurred_on": on, "agreement": f"Convenio simulado {number + 1:02d}", "note": "Simulado",
        "source": Source.SIMULATION,
    }  # fmt: skip
    if direction == LoanDirection.GIVEN:
        loan, _posting = lend_out(lines=_to_lend(ground, place), **head)  # type: ignore[arg-type]
    else:
        loan, _posting = borrow(lines=_to_borrow(ground, place, number), **head)  # type: ignore[arg-type]
    ground.touch(place)
    _end(loan, fate, number, ground)


def _to_lend(ground: Ground, place: Place) -> list[IssueLine]:
    found = []
    for drug, over in ground.spare(place)[:2]:
        pieces = max(1, min(over // 2, 60))
        ground.take(place, drug, pieces)
        found.append(IssueLine(drug, pieces))
    return found


def _to_borrow(ground: Ground, place: Place, number: int) -> list[LotLine]:
    drugs = [one.drug_id for one in ground.lacks(place)[:2]]
    codes = dict(Drug.objects.filter(pk__in=drugs).values_list("pk", "code"))
    expires = date(ground.today.year + 1, 1 + number % 12, 28)
    return [
        LotLine(drug, f"SIMPRE{(codes[drug] or '')[-4:]}-{number:02d}", expires, ground.rng.randint(6, 40))
        for drug in drugs
    ]


def _end(loan: Loan, fate: str, number: int, ground: Ground) -> None:
    by = ground.manager(loan.place)
    if fate == "forgiven":
        forgive_loan(loan=loan, reason="Se acordó un intercambio; consta en minuta (simulado)", by=by)
    if fate not in ("part", "returned"):
        return
    lines = [
        ReturnLine(line.pk, line.pieces if fate == "returned" else line.pieces // 2)
        for line in loan.lines.order_by("pk")
    ]
    return_loan(
        loan=loan, lines=lines, key=f"simulacion-devolucion-{number}", by=by, note="Simulado", source=Source.SIMULATION
    )
