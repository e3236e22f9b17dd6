"""How simulated fevers went, drawn before anything is written: when, how long each step took, why it was late. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from pediatric_platform.models import FeverClosing, LateReason

DAYS = 270
# Of a hundred, how many got the antibiotic within the hour when it began, and how many do now.
FIRST_SHARE, LAST_SHARE = 0.50, 0.85
# A hospital differs from the others by so much at most.
HOSPITALS_DIFFER = 0.08
REASONS = (
    (LateReason.LATE_ORDER, 24), (LateReason.NO_ACCESS, 20), (LateReason.LATE_PHARMACY, 16), (LateReason.NO_BED, 12),
    (LateReason.NO_ANTIBIOTIC, 10), (LateReason.NOT_SEEN, 8), (LateReason.NO_SUPPLY, 5), (LateReason.UNSTABLE, 3),
    (LateReason.OTHER, 2),
)  # fmt: skip
# Of a hundred that were late, of so many the hospital said why.
SAID_WHY = 0.86
OTHER_NOTE = "El elevador de la torre estaba fuera de servicio."
CLOSINGS = (
    (FeverClosing.NO_FEVER, "", 5), (FeverClosing.MISTAKE, "", 2),
    (FeverClosing.NOT_COME, "La atendieron en el hospital de su municipio.", 3),
    (FeverClosing.OTHER_CAUSE, "Oncología la valoró: reacción a la transfusión.", 3),
)  # fmt: skip
# Of a hundred families, so many call before they come.
FAMILIES_CALL = 0.45
CORRECTED = "Se anotó la hora del expediente, no la de la puerta."

Times = dict[str, datetime]


@dataclass(frozen=True, slots=True)
class Fever:
    """One that ended with the antibiotic. `first_said`: what the arrival said before it was corrected."""

    times: Times
    temperature: Decimal
    neutrophils: int | None
    reason: str
    note: str
    first_said: datetime | None
    offline: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """One that ended without antibiotic."""

    times: Times
    temperature: Decimal | None
    closed_at: datetime
    reason: FeverClosing
    note: str


def share_at(at: datetime, now: datetime, bias: float) -> float:
    """The chance of being in time on that day, at a hospital that is better than the others by `bias`."""
    gone = 1 - (now - at) / timedelta(days=DAYS)
    return min(0.97, FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * gone + bias)


def treated(rng: Random, arrived: datetime, share: float, target: int) -> Fever:
    """With its stamps in their order."""
    if rng.random() < share:
        total = rng.triangular(19, target - 0.5, target - 14)
    else:
        total = target + 1 + min(rng.expovariate(1 / 34), 210)
    times = before(rng, arrived)
    # Triage, evaluation, order and supply as parts of the wait; the order and the supply are not always stamped.
    steps = sorted(rng.uniform(*part) for part in ((0.05, 0.2), (0.15, 0.4), (0.35, 0.65), (0.6, 0.9)))
    kept = (True, rng.random() < 0.93, rng.random() < 0.88, rng.random() < 0.66)
    for name, part, stamped in zip(("triage", "evaluated", "ordered", "dispensed"), steps, kept, strict=True):
        if stamped:
            times[name] = after(arrived, total * part)
    times["antibiotic"] = after(arrived, total)
    late = times["antibiotic"] > arrived + timedelta(minutes=target)
    reason = picked(rng, REASONS) if late and rng.random() < SAID_WHY else ""
    wrong = rng.random() < 0.05
    return Fever(
        times=times,
        temperature=degrees(rng),
        neutrophils=rng.choice((0, 40, 120, 210, 380, 460, 720, 1_300)) if rng.random() < 0.6 else None,
        reason=reason,
        note=OTHER_NOTE if reason == LateReason.OTHER else "",
        first_said=arrived + (times["triage"] - arrived) / 2 if wrong else None,
        offline=rng.random() < 0.06,
    )


def ended(rng: Random, at: datetime) -> Ended:
    """Closed some time after; who did not come has no arrival."""
    reason, note, _weight = rng.choices(CLOSINGS, [weight for _reason, _note, weight in CLOSINGS])[0]
    times = before(rng, at)
    times.setdefault("prealert", at - timedelta(minutes=25))
    if reason == FeverClosing.NOT_COME:
        times.pop("arrived")
    temperature = Decimal("37.2") if reason == FeverClosing.NO_FEVER else degrees(rng)
    return Ended(times, temperature, after(at, rng.uniform(35, 160)), reason, note)


def before(rng: Random, arrived: datetime) -> Times:
    """Fever at home and the call, where the family told them; then the arrival."""
    times: Times = {}
    if rng.random() < 0.8:
        times["fever"] = after(arrived, -60 * rng.triangular(0.9, 16, 2.5))
    if rng.random() < FAMILIES_CALL:
        times["prealert"] = after(arrived, -rng.uniform(14, 50))
    return times | {"arrived": arrived}


def after(at: datetime, minutes: float) -> datetime:
    """To the second."""
    return at + timedelta(seconds=round(minutes * 60))


def degrees(rng: Random) -> Decimal:
    return Decimal(round(rng.triangular(380, 404, 386))) / 10


def picked(rng: Random, weighted: tuple[tuple[LateReason, int], ...]) -> LateReason:
    return rng.choices([one for one, _weight in weighted], [weight for _one, weight in weighted])[0]
