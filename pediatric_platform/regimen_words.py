"""A line of a regimen in words: its dose, way, days, cap and certainty, the same on every page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pediatric_platform.day_grid import days_text
from pediatric_platform.models import Evidence, LinePurpose, Route

PER = {"m2": "/m²", "kg": "/kg"}


class Line(Protocol):
    """What a line says, of a shape or of a version's contents."""

    @property
    def basis(self) -> str: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def per_day(self) -> int: ...
    @property
    def route(self) -> str: ...
    @property
    def days(self) -> tuple[int, ...]: ...
    @property
    def evidence(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def infusion_hours(self) -> int | None: ...
    @property
    def max_amount(self) -> Decimal | None: ...
    @property
    def from_age(self) -> int | None: ...
    @property
    def below_age(self) -> int | None: ...
    @property
    def bands(self) -> tuple[tuple[Decimal, Decimal], ...]: ...


def figure(amount: Decimal, unit: str = "") -> str:
    """«1.5 mg», «5,000 mg»: no zeros behind, which read as ten times as much."""
    places = max(0, -int(amount.normalize().as_tuple().exponent))
    return f"{number_format(amount, decimal_pos=places, force_grouping=True)} {unit}".strip()


def dose_text(line: Line) -> str:
    """«1.5 mg/m²», «5 mg/m² 2 veces al día», «desde 1 año 8 mg; desde 2 años 10 mg»."""
    text = _amount_text(line)
    if line.per_day > 1:
        text += " " + ngettext("%(count)d vez al día", "%(count)d veces al día", line.per_day) % {"count": line.per_day}
    return text


def _amount_text(line: Line) -> str:
    if line.bands:
        return "; ".join(
            _("desde %(age)s %(amount)s") % {"age": years(age), "amount": figure(amount, line.unit)}
            for age, amount in line.bands
        )
    if line.amount is None:
        return _("sin cifra: vea la nota")
    if line.basis == "auc":
        return f"AUC {figure(line.amount)}"
    return f"{figure(line.amount, line.unit)}{PER.get(line.basis, '')}"


def years(age: Decimal | int) -> str:
    """«1 año», «2.5 años»."""
    number = Decimal(age)
    shown = figure(number)
    return _("%(age)s año") % {"age": shown} if number == 1 else _("%(age)s años") % {"age": shown}


def way_text(line: Line) -> str:
    """«Intravenosa en 24 h»."""
    route = str(Route(line.route).label)
    return (
        _("%(route)s en %(hours)d h") % {"route": route, "hours": line.infusion_hours} if line.infusion_hours else route
    )


def age_text(line: Line) -> str:
    """«menores de 10 años», «desde 10 años»; nothing when it is for everybody."""
    if line.from_age is not None and line.below_age is not None:
        return _("de %(first)s a menos de %(last)s") % {"first": line.from_age, "last": years(line.below_age)}
    if line.below_age is not None:
        return _("menores de %(age)s") % {"age": years(line.below_age)}
    return _("desde %(age)s") % {"age": years(line.from_age)} if line.from_age is not None else ""


def cap_text(line: Line) -> str:
    return figure(line.max_amount, line.unit) if line.max_amount is not None else ""


def is_reference(line: Line) -> bool:
    """Whether the dose may be shown as the regimen's own: its source says it."""
    return line.evidence == Evidence.SOURCED


def estimate_text() -> str:
    """What stands beside every dose that no source wholly says."""
    return _("estimación para la demanda; no es dosis de referencia")


def evidence_text(line: Line) -> str:
    return str(Evidence(line.evidence).label)


def purpose_text(line: Line) -> str:
    """Rescue and support are told; chemotherapy goes without saying."""
    return "" if line.purpose == LinePurpose.CHEMOTHERAPY else str(LinePurpose(line.purpose).label)


def line_text(line: Line) -> str:
    """The whole line in one sentence, to compare it."""
    parts = [f"{dose_text(line)}, {way_text(line).lower()}", _("días %(days)s") % {"days": days_text(line.days)}]
    if line.max_amount is not None:
        parts.append(_("tope %(cap)s") % {"cap": cap_text(line)})
    if age := age_text(line):
        parts.append(age)
    text = "; ".join(parts)
    return text if is_reference(line) else f"{text} ({estimate_text()})"


def cycles_text(cycle_days: int, cycles: int) -> str:
    """«4 ciclos de 21 días»."""
    of = ngettext("%(days)d día", "%(days)d días", cycle_days) % {"days": cycle_days}
    return ngettext("%(count)d ciclo de %(of)s", "%(count)d ciclos de %(of)s", cycles) % {"count": cycles, "of": of}


def phases_text(positions: Sequence[int]) -> str:
    return ", ".join(str(position) for position in positions)
