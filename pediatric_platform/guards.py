"""Safety rules as arithmetic: what of a regimen, or of a child's dose, breaks one. Pure, no ORM.

A breach that `refuses` stops an approval or a dose. The lifetime limit only warns, and tells from which session on it
is passed: to go beyond it is a decision about one child.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pediatric_platform.lifetime import Lifetime
from pediatric_platform.regimen_shape import LineShape, PhaseShape, RegimenShape

NEVER_ROUTE, CAP, NEEDS, SPACING, LIFETIME = "never_route", "cap", "needs", "spacing", "lifetime"
SURFACE, FLAT = "m2", "flat"
WAYS = {
    "IV": gettext_lazy("intravenosa"),
    "PO": gettext_lazy("oral"),
    "IT": gettext_lazy("intratecal"),
    "IM": gettext_lazy("intramuscular"),
    "SC": gettext_lazy("subcutánea"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A safety rule; fields as in `Guard`. `needs_name` is what the drug it demands is called here."""

    code: str
    kind: str
    inn: str
    route: str = ""
    threshold: Decimal = Decimal(0)
    limit: Decimal | None = None
    unit: str = ""
    needs_inn: str = ""
    needs_name: str = ""
    group: str = ""
    factor: Decimal | None = None
    reason: str = ""
    source: str = ""
    evidence: str = "sourced"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is broken: which, where, in words, and what to do about it."""

    code: str
    kind: str
    message: str
    remedy: str
    reason: str = ""
    refuses: bool = True
    phase: int | None = None
    line_id: int | None = None


@dataclass(frozen=True, slots=True)
class DoseFacts:
    """One administration for one child. `in_cycle`: every drug of the same cycle (None: not known, not asked)."""

    inn: str
    name: str
    route: str
    unit: str
    amount: Decimal | None
    surface_m2: Decimal | None = None
    in_cycle: Collection[str] | None = None


def breaches(shape: RegimenShape, rules: Sequence[Rule]) -> list[Breach]:
    """What of a version breaks a rule, phase by phase."""
    found: list[Breach] = []
    for phase in shape.phases:
        for line in phase.lines:
            for rule in rules:
                if rule.inn == line.inn:
                    found.extend(_of_line(rule, line, phase))
    return found


def _of_line(rule: Rule, line: LineShape, phase: PhaseShape) -> Iterator[Breach]:
    if rule.kind == NEVER_ROUTE and line.route == rule.route:
        yield _never(rule, line.name, phase.position, line.id)
    elif rule.kind == CAP and not _within_cap(line, rule):
        limit = _figure(rule.limit, rule.unit)
        told = {"drug": line.name, "phase": phase.name, "limit": limit}
        if line.max_amount is None:
            message = _("%(drug)s, fase «%(phase)s»: no tiene tope y la regla pone %(limit)s.") % told
        else:
            told["cap"] = _figure(line.max_amount, line.unit)
            message = _("%(drug)s, fase «%(phase)s»: su tope es %(cap)s y la regla pone %(limit)s.") % told
        remedy = _("Escriba un tope de %(limit)s en ese renglón.") % told
        yield Breach(rule.code, CAP, message, remedy, rule.reason, True, phase.position, line.id)
    elif rule.kind == NEEDS and _reaches(line, rule) and all(other.inn != rule.needs_inn for other in phase.lines):
        told = {"drug": line.name, "phase": phase.name, "needs": rule.needs_name or rule.needs_inn}
        yield Breach(
            rule.code,
            NEEDS,
            _("%(drug)s, fase «%(phase)s»: exige %(needs)s en el mismo ciclo y no está.") % told,
            _("Agregue un renglón de %(needs)s a esa fase.") % told,
            rule.reason,
            True,
            phase.position,
            line.id,
        )
    elif rule.kind == SPACING and line.route == rule.route and (gap := _least_gap(line, phase)) is not None:
        least = int(rule.limit or 0)
        if gap < least:
            told_days = {"drug": line.name, "phase": phase.name, "gap": gap, "least": least}
            yield Breach(
                rule.code,
                SPACING,
                _("%(drug)s, fase «%(phase)s»: hay %(gap)d días entre dos dosis y deben ser %(least)d.") % told_days
                if line.per_day == 1
                else _("%(drug)s, fase «%(phase)s»: se da más de una vez el mismo día.") % told_days,
                _("Corrija los días: al menos %(least)d entre una dosis y la siguiente.") % told_days,
                rule.reason,
                True,
                phase.position,
                line.id,
            )


def _never(rule: Rule, name: str, phase: int | None = None, line_id: int | None = None) -> Breach:
    told = {"drug": name, "way": WAYS[rule.route]}
    return Breach(
        rule.code,
        NEVER_ROUTE,
        _("%(drug)s nunca se da por vía %(way)s.") % told,
        _("Cambie la vía."),
        rule.reason,
        True,
        phase,
        line_id,
    )


def _within_cap(line: LineShape, rule: Rule) -> bool:
    """Whether no administration by the line can pass the rule's cap."""
    if rule.limit is None:
        return True
    if line.unit != rule.unit:
        return False
    if line.max_amount is not None:
        return line.max_amount <= rule.limit
    if line.basis == FLAT and line.amount is not None:
        return line.amount <= rule.limit
    return bool(line.bands) and max(amount for _age, amount in line.bands) <= rule.limit


def _reaches(line: LineShape, rule: Rule) -> bool:
    """Whether the line's mg/m² reach the rule's threshold; by vein alone, a rule without threshold always."""
    if rule.threshold == 0:
        return True
    return line.basis == SURFACE and line.amount is not None and line.amount >= rule.threshold


def _least_gap(line: LineShape, phase: PhaseShape) -> int | None:
    """Fewest days between two doses, the first of the next cycle among them; None when there is but one ever."""
    if line.per_day > 1:
        return 0
    days = sorted(line.days)
    gaps = [later - earlier for earlier, later in pairwise(days)]
    if phase.cycles > 1:
        gaps.append(days[0] + phase.cycle_days - days[-1])
    return min(gaps, default=None)


def dose_breaches(dose: DoseFacts, rules: Iterable[Rule], lifetime: Lifetime | None = None) -> list[Breach]:
    """What of one administration breaks a rule; `lifetime` is the child's sum, this dose among it."""
    found: list[Breach] = []
    told_lifetime = False
    for rule in rules:
        if rule.inn != dose.inn:
            continue
        if rule.kind == NEVER_ROUTE and dose.route == rule.route:
            found.append(_never(rule, dose.name))
        elif rule.kind == CAP and rule.limit is not None and dose.amount is not None and dose.unit == rule.unit:
            if dose.amount > rule.limit:
                told = {
                    "drug": dose.name,
                    "amount": _figure(dose.amount, dose.unit),
                    "limit": _figure(rule.limit, rule.unit),
                }
                message = _("%(drug)s: %(amount)s pasa del tope de %(limit)s por aplicación.") % told
                remedy = _("Indique %(limit)s o menos.") % told
                found.append(Breach(rule.code, CAP, message, remedy, rule.reason))
        elif rule.kind == NEEDS and dose.in_cycle is not None and _dose_reaches(dose, rule):
            if rule.needs_inn not in dose.in_cycle:
                told = {"drug": dose.name, "needs": rule.needs_name or rule.needs_inn}
                message = _("%(drug)s: exige %(needs)s en el mismo ciclo y no está indicado.") % told
                remedy = _("Indique %(needs)s antes de dar esta dosis.") % told
                found.append(Breach(rule.code, NEEDS, message, remedy, rule.reason))
        elif rule.kind == LIFETIME and lifetime is not None and lifetime.passes and not told_lifetime:
            told_lifetime = True
            found.append(lifetime_breach(rule, lifetime))
    return found


def _dose_reaches(dose: DoseFacts, rule: Rule) -> bool:
    if rule.threshold == 0:
        return True
    if dose.amount is None or not dose.surface_m2 or dose.unit != "mg":
        return False
    return dose.amount / dose.surface_m2 >= rule.threshold


def lifetime_breach(rule: Rule, lifetime: Lifetime) -> Breach:
    """The warning that a child's lifetime sum passes its limit, and on which session."""
    told = {
        "total": _figure(lifetime.total, "mg/m²"),
        "limit": _figure(lifetime.limit, "mg/m²"),
        "given": _figure(lifetime.given, "mg/m²"),
        "day": lifetime.passes_on.strftime("%d/%m/%Y") if lifetime.passes_on else "",
    }
    if lifetime.passes_on is None:
        message = _("Lo recibido suma %(given)s equivalentes a doxorrubicina; el límite es %(limit)s.") % told
    else:
        message = (
            _("Con la sesión del %(day)s se pasa del límite de por vida (%(limit)s): el plan suma %(total)s.") % told
        )
    remedy = _("Valore el corazón y decida si se sigue; escriba el motivo si cambia u omite la dosis.")
    return Breach(rule.code, LIFETIME, message, remedy, rule.reason, refuses=False)


def _figure(amount: Decimal | None, unit: str) -> str:
    """A number as people write it: 2 mg, 2.25 mg, 5,000 mg."""
    if amount is None:
        return "—"
    places = max(0, -int(amount.normalize().as_tuple().exponent))
    return f"{number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)} {unit}".strip()
