"""What the six hospitals have for the next weeks: most of it on the shelf, some on its way, some nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.db.models import Sum

from delegations.models import Place, PlaceKind, Unit
from pediatric_platform.models import Child, DosePiece, Session
from supply.actions.ledger import IssueLine, LotLine, dispatch, receive
from supply.models import Balance, Drug, LotState, Source

HORIZON = timedelta(days=28)
MAKER = "Laboratorio simulado B"
# Of a hundred drugs of a hospital: so many are on their way from some day on, so many run out on some day.
ON_ITS_WAY, RUNS_OUT = 16, 10


# How many days of sessions a shelf that runs out still serves: from the day after tomorrow on, somebody lacks it.
SHORTEST, LONGEST = 2, 14


def stock(units: Sequence[Unit], today: date, seed: int, demo: Sequence[Child] = ()) -> dict[str, int]:
    """Receipts at each hospital for what its sessions need, and transfers under way for what comes later.

    Posted in the open week like any other receipt, so that the weekly figures stay those of the ledger. Of the `demo`
    children one has a session that waits for what is on its way, the other one that lacks a medicine.
    """
    told = {"receipts": 0, "transfers": 0, "pieces": 0}
    for unit in units:
        needed = _needed(unit, today)
        held = _held(unit, list(needed), today)
        stories = _stories(demo, unit, needed, held, today)
        drugs = {drug.pk: drug for drug in Drug.objects.filter(pk__in=needed)}
        arrived: list[LotLine] = []
        sent: list[LotLine] = []
        for drug_id in sorted(needed, key=lambda pk: (drugs[pk].inn, drugs[pk].strength, drugs[pk].code)):
            drug = drugs[drug_id]
            if not drug.code:  # nobody can buy it: that is what the boards have to show
                continue
            rng = Random(f"{seed}:shelf:{unit.clues}:{drug.code}")  # noqa: S311
            by_day = needed[drug_id]
            draw = rng.randrange(100)
            until = today + HORIZON
            if draw < ON_ITS_WAY + RUNS_OUT:
                until = today + timedelta(days=rng.randint(SHORTEST, LONGEST))
            if drug_id in stories:
                draw, until = stories[drug_id]
            now = sum(pieces for day, pieces in by_day.items() if day < until)
            later = sum(by_day.values()) - now
            expires = today + timedelta(days=rng.randint(120, 700))
            number = f"S{abs(hash_of(unit.clues, drug.code)) % 10**6:06d}"
            if (missing := now + now // 10 - held.get(drug_id, 0)) > 0:
                arrived.append(LotLine(drug_id, number, expires, missing, MAKER))
            if draw < ON_ITS_WAY and later:
                sent.append(LotLine(drug_id, f"{number}T", expires, later, MAKER))
        _post(unit, arrived, sent, today, told)
    return told


def _stories(
    demo: Sequence[Child], unit: Unit, needed: dict[int, dict[date, int]], held: dict[int, int], today: date
) -> dict[int, tuple[int, date]]:
    """Drug → what becomes of it and from when, so that each demo child's family has something to read."""
    stories: dict[int, tuple[int, date]] = {}
    for fate, child in zip((ON_ITS_WAY, 0), reversed(demo), strict=False):
        rows = (
            DosePiece.objects.filter(dose__session__plan__child=child, dose__session__unit=unit, dose__state="planned")
            .filter(dose__session__state="planned", dose__session__on__gte=today + timedelta(days=4))
            .exclude(drug__code=None)
            .order_by("dose__session__on", "dose__position")
            .values_list("drug_id", "dose__session__on")
        )
        for drug_id, day in rows:
            before = sum(pieces for on, pieces in needed.get(drug_id, {}).items() if on < day)
            that_day = needed.get(drug_id, {}).get(day, 0)
            # What lies there already, and the tenth more that arrives, must not reach to that day.
            if drug_id not in stories and before + that_day > max(held.get(drug_id, 0), before + before // 10):
                stories[drug_id] = (fate, day)
                break
    return stories


def hash_of(*parts: str) -> int:
    """The same in every run, unlike `hash`."""
    value = 0
    for sign in "|".join(parts):
        value = (value * 131 + ord(sign)) % 2_147_483_647
    return value


def _needed(unit: Unit, today: date) -> dict[int, dict[date, int]]:
    """Drug → day → pieces of the sessions to come."""
    sessions = Session.objects.planned().filter(unit=unit).between(today, today + HORIZON)
    rows = (
        DosePiece.objects.filter(dose__session__in=sessions)
        .values_list("drug_id", "dose__session__on")
        .annotate(total=Sum("pieces"))
        .order_by()
    )
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for drug_id, day, pieces in rows:
        found[drug_id][day] = pieces
    return found


def _held(unit: Unit, drugs: Sequence[int], today: date) -> dict[int, int]:
    rows = Balance.objects.filter(
        place__unit=unit, lot__drug__in=drugs, lot__state=LotState.USABLE, lot__expires_on__gt=today + HORIZON
    )
    return dict(rows.values_list("lot__drug").annotate(total=Sum("on_hand")).order_by())


def _post(unit: Unit, arrived: list[LotLine], sent: list[LotLine], today: date, told: dict[str, int]) -> None:
    places = {place.kind: place for place in Place.objects.filter(unit=unit, is_active=True)}
    centre = places.get(PlaceKind.MIXING_CENTRE) or places[PlaceKind.PHARMACY]
    pharmacy = places.get(PlaceKind.PHARMACY) or centre
    oral = set(
        DosePiece.objects.filter(drug__in=[line.drug_id for line in (*arrived, *sent)], dose__route="PO").values_list(
            "drug_id", flat=True
        )
    )
    for place, lines in (
        (centre, [line for line in arrived if line.drug_id not in oral]),
        (pharmacy, [line for line in arrived if line.drug_id in oral]),
    ):
        if lines:
            receive(
                place=place,
                lines=lines,
                key=f"simulacion-ninos:{place.code}",
                by=None,
                reference="Remisión simulada",
                source=Source.SIMULATION,
            )
            told["receipts"] += 1
    if sent:
        warehouse = Place.objects.get(delegation=unit.delegation_id, unit=None, kind=PlaceKind.WAREHOUSE)
        receive(
            place=warehouse,
            lines=sent,
            key=f"simulacion-ninos:{unit.clues}",
            by=None,
            reference="Remisión simulada",
            source=Source.SIMULATION,
        )
        routes = (
            (centre, [line for line in sent if line.drug_id not in oral]),
            (pharmacy, [line for line in sent if line.drug_id in oral]),
        )
        for number, (to_place, lines) in enumerate(routes):
            if not lines:
                continue
            dispatch(
                place=warehouse,
                to_place=to_place,
                lines=[IssueLine(line.drug_id, line.pieces) for line in lines],
                key=f"simulacion-ninos:{unit.clues}:{number}",
                by=None,
                expected_on=today + timedelta(days=3 + number),
                reference="Envío simulado",
                source=Source.SIMULATION,
            )
            told["transfers"] += 1
    told["pieces"] += sum(line.pieces for line in (*arrived, *sent))
