"""Who the simulated children are, drawn before anything is written: diagnosis, age, sex, size, regimen. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pediatric_platform.plausibility import limits
from pediatric_platform.simulation.names import BOY, GIRL


@dataclass(frozen=True, slots=True)
class Illness:
    """A diagnosis and risk group, of how many in a thousand, at which ages, by which protocols (the first is usual)."""

    diagnosis: str
    risk: str
    weight: int
    ages: tuple[float, float]
    protocols: tuple[str, ...]


# About half have an acute lymphoblastic leukaemia, as in children's oncology everywhere.
ILLNESSES = (
    Illness("leucemia-linfoblastica-aguda", "Habitual", 265, (1.5, 9.5), ("ALL-SR-LMIC", "CCG1991-SR")),
    Illness("leucemia-linfoblastica-aguda", "Alto", 195, (1.5, 15), ("ALL-HR-LMIC", "ALL-BFM95")),
    Illness("leucemia-linfoblastica-t", "", 40, (4, 15), ("AALL0434-T", "ALL-HR-LMIC")),
    Illness("leucemia-mieloide-aguda", "", 60, (1.5, 15), ("AML-ADE",)),
    Illness("linfoma-hodgkin", "", 65, (6, 16), ("HL-ABVD", "HL-OEPA")),
    Illness("linfoma-burkitt", "Grupo B", 35, (3, 13), ("BL-LMB-B",)),
    Illness("linfoma-burkitt", "Grupo C", 15, (3, 13), ("BL-LMB-C",)),
    Illness("osteosarcoma", "", 60, (9, 17), ("OS-MAP",)),
    Illness("sarcoma-ewing", "", 45, (7, 17), ("EWS-VDCIE",)),
    Illness("rabdomiosarcoma", "", 45, (2, 12), ("RMS-VAC",)),
    Illness("retinoblastoma", "", 45, (0.7, 4), ("RB-VEC",)),
    Illness("tumor-wilms", "Favorable, I-II", 25, (1.5, 7), ("WT-EE4A",)),
    Illness("tumor-wilms", "Favorable, III-IV", 25, (1.5, 7), ("WT-VAD",)),
    Illness("meduloblastoma", "Habitual", 30, (4, 13), ("MB-B",)),
    Illness("neuroblastoma-alto-riesgo", "", 30, (1, 6), ("NB-COG", "NB-TVD")),
    Illness("tumor-germinal", "", 20, (11, 17), ("GCT-BEP",)),
)
# Of a hundred children: how many come off the usual protocol, and where they stand.
OFF_PROTOCOL = 12
STATES = (("active", 930), ("finished", 45), ("abandoned", 13), ("deceased", 12))
# Of six hospitals, how many of a hundred children each treats.
SHARES = (27, 21, 17, 14, 12, 9)
MEASURED_AGO = (330, 240, 150, 75, 20)
LAST_MEASURED = 21


@dataclass(frozen=True, slots=True)
class Sketch:
    """A child as drawn. `sizes` are (days ago, kilos, centimetres), the oldest first."""

    number: int
    unit: int
    illness: Illness
    protocol: str
    sex: str
    born: date
    diagnosed_on: date
    state: str
    state_on: date | None
    sizes: tuple[tuple[int, Decimal, Decimal], ...]


def shared_out(count: int, shares: Sequence[int] = SHARES) -> list[int]:
    """`count` split by shares, whole children, the rest to the first."""
    whole = [count * share // sum(shares) for share in shares]
    whole[0] += count - sum(whole)
    return whole


def draw(count: int, today: date, seed: int) -> list[Sketch]:
    """The same children for the same seed and day; each by its own number, so that more of them change none."""
    units = [unit for unit, size in enumerate(shared_out(count)) for _child in range(size)]
    return [_sketch(number, units[number], today, seed) for number in range(count)]


def _sketch(number: int, unit: int, today: date, seed: int) -> Sketch:
    rng = Random(f"{seed}:child:{number}")  # noqa: S311 (made-up children, not secrets)
    illness = rng.choices(ILLNESSES, [item.weight for item in ILLNESSES])[0]
    state = rng.choices([name for name, _weight in STATES], [weight for _name, weight in STATES])[0]
    ill_for = rng.randint(20, 600)
    youngest, oldest = illness.ages
    born = today - timedelta(days=ill_for + int(rng.uniform(youngest, oldest) * 365.25))
    sex = GIRL if rng.random() < 0.46 else BOY
    off = len(illness.protocols) > 1 and rng.randrange(100) < OFF_PROTOCOL
    state_on = today - timedelta(days=rng.randint(3, max(ill_for - 15, 4))) if state != "active" else None
    return Sketch(
        number=number,
        unit=unit,
        illness=illness,
        protocol=illness.protocols[1] if off else illness.protocols[0],
        sex=sex,
        born=born,
        diagnosed_on=today - timedelta(days=ill_for),
        state=state,
        state_on=state_on,
        sizes=_sizes(rng, sex, born, today, ill_for),
    )


def _sizes(rng: Random, sex: str, born: date, today: date, ill_for: int) -> tuple[tuple[int, Decimal, Decimal], ...]:
    """Measures since the diagnosis, on a curve of the child's own, well within what is usual at each age."""
    heavy, tall = rng.uniform(0.30, 0.62), rng.uniform(0.34, 0.66)
    ago = sorted({min(days, ill_for) for days in MEASURED_AGO} | {rng.randint(1, LAST_MEASURED)}, reverse=True)
    found = []
    for days in ago:
        usual = limits(sex, (today - born).days - days)
        kg = usual.usual_kg.low + (usual.usual_kg.high - usual.usual_kg.low) * Decimal(str(round(heavy * 0.75, 3)))
        cm = usual.usual_cm.low + (usual.usual_cm.high - usual.usual_cm.low) * Decimal(str(round(tall, 3)))
        wobble = Decimal(str(round(rng.uniform(0.985, 1.015), 4)))
        found.append((days, (kg * wobble).quantize(Decimal("0.1")), cm.quantize(Decimal("0.1"))))
    return tuple(found)
