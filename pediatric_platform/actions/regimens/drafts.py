"""A draft's phases and lines, changed one at a time until a body approves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from delegations.audit import record
from delegations.models import Person
from pediatric_platform.actions.regimens.load import drug_names
from pediatric_platform.actions.regimens.rights import cleaned, locked_draft, mark_of, must_manage, refuse_unread
from pediatric_platform.actions.regimens.write import line_row
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.regimens import BadLine, PhaseTaken, UnknownDrug
from pediatric_platform.models import AgeBand, DoseBasis, DoseUnit, Phase, Regimen, RegimenLine
from pediatric_platform.regimen_contents import LineContents

VINCAS = ("vincristine", "vinblastine", "vinorelbine", "vindesine")


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """A phase as in `Phase`, without its lines."""

    position: int
    name: str
    cycle_days: int
    cycles: int
    cycles_note: str = ""
    day_origin: int = 1


@transaction.atomic
def add_phase(*, regimen: Regimen, facts: PhaseFacts, by: Person | None) -> Phase:
    """One more phase of a draft."""
    must_manage(by)
    row = locked_draft(regimen)
    _check_position(row, facts.position)
    phase = Phase.objects.create(regimen=row, **_phase_fields(facts))
    record(type="regimen.phase_added", by=by, target=row, after=_told(phase))
    return phase


@transaction.atomic
def change_phase(*, phase: Phase, facts: PhaseFacts, read: str = "", by: Person | None) -> Phase:
    """Another name, length or number of cycles; refused where the phase is no longer as it was `read`."""
    must_manage(by)
    row = locked_draft(phase.regimen)
    known = Phase.objects.filter(pk=phase.pk).first()
    if known is None:
        raise StaleEdition(row, edition=0)
    phase = known
    refuse_unread(row, _told(phase), read)
    if facts.position != phase.position:
        _check_position(row, facts.position)
    before = _told(phase)
    for name, value in _phase_fields(facts).items():
        setattr(phase, name, value)
    phase.save()
    record(type="regimen.phase_changed", by=by, target=row, before=before, after=_told(phase))
    return phase


@transaction.atomic
def remove_phase(*, phase: Phase, by: Person | None) -> None:
    """A phase goes with its lines."""
    must_manage(by)
    row = locked_draft(phase.regimen)
    before = _told(phase) | {"lines": [_line_told(line) for line in phase.lines.all()]}
    phase.delete()
    record(type="regimen.phase_removed", by=by, target=row, before=before)


@transaction.atomic
def add_line(*, phase: Phase, facts: LineContents, by: Person | None) -> RegimenLine:
    """One more drug of a phase; its name is the catalogue's."""
    must_manage(by)
    row = locked_draft(phase.regimen)
    facts = checked(facts)
    position = (phase.lines.aggregate(last=Max("position"))["last"] or 0) + 1
    line = line_row(phase, position, facts)
    line.save()
    _write_bands(line, facts)
    record(type="regimen.line_added", by=by, target=row, after=_line_told(line))
    return line


@transaction.atomic
def change_line(*, line: RegimenLine, facts: LineContents, read: str = "", by: Person | None) -> RegimenLine:
    """Another dose, way, days or certainty; refused where the line is no longer as it was `read`."""
    must_manage(by)
    row = locked_draft(line.phase.regimen)
    known = RegimenLine.objects.select_related("phase").filter(pk=line.pk).first()
    if known is None:
        raise StaleEdition(row, edition=0)
    line = known
    refuse_unread(row, _line_told(line), read)
    facts = checked(facts)
    before = _line_told(line)
    changed = line_row(line.phase, line.position, facts)
    changed.pk = line.pk
    changed._state.adding = False
    changed.save()
    changed.bands.all().delete()
    _write_bands(changed, facts)
    record(type="regimen.line_changed", by=by, target=row, before=before, after=_line_told(changed))
    return changed


@transaction.atomic
def remove_line(*, line: RegimenLine, by: Person | None) -> None:
    """A drug is taken out of a phase."""
    must_manage(by)
    row = locked_draft(line.phase.regimen)
    before = _line_told(line)
    line.delete()
    record(type="regimen.line_removed", by=by, target=row, before=before)


def mark_of_phase(phase: Phase) -> str:
    return mark_of(_told(phase))


def mark_of_line(line: RegimenLine) -> str:
    return mark_of(_line_told(line))


def checked(facts: LineContents) -> LineContents:
    """The line with the catalogue's name for its drug; refused where its parts cannot be together."""
    name = drug_names().get(facts.inn)
    if name is None:
        raise UnknownDrug
    if facts.inn in VINCAS and facts.route == "IT":
        raise BadLine("route", _("%(drug)s nunca se da por vía intratecal.") % {"drug": name}, _("Cambie la vía."))
    if facts.amount is not None and facts.amount <= 0:
        raise BadLine("amount", _("La dosis debe ser mayor que cero."), _("Escriba la cifra o déjela vacía."))
    if facts.max_amount is not None and facts.max_amount <= 0:
        raise BadLine("max_amount", _("El tope debe ser mayor que cero."), _("Escriba la cifra o déjelo vacío."))
    if facts.basis == DoseBasis.AGE and facts.amount is not None:
        raise BadLine("amount", _("Una dosis por edad va en sus bandas."), _("Deje vacía la dosis y llene las bandas."))
    if facts.bands and facts.basis != DoseBasis.AGE:
        raise BadLine("bands", _("Sólo una dosis por edad lleva bandas."), _("Elija la regla «por edad» o quítelas."))
    if (facts.basis == DoseBasis.AUC) != (facts.unit == DoseUnit.AUC):
        raise BadLine("unit", _("La regla y la unidad no van juntas."), _("AUC va sólo con la regla por AUC."))
    if not facts.days:
        raise BadLine("days", _("Faltan los días."), _("Escriba por ejemplo 1,8,15."))
    if facts.from_age is not None and facts.below_age is not None and facts.below_age <= facts.from_age:
        raise BadLine("below_age", _("Las edades están al revés."), _("La segunda debe ser mayor que la primera."))
    if facts.amount is None and not facts.bands and not facts.note:
        raise BadLine(
            "note", _("Sin cifra ni bandas, la nota debe decir cómo se dosifica."), _("Escríbalo en la nota.")
        )
    return replace(facts, name=name)


def _check_position(regimen: Regimen, position: int) -> None:
    if regimen.phases.filter(position=position).exists():
        raise PhaseTaken(position)


def _phase_fields(facts: PhaseFacts) -> dict[str, Any]:
    return {
        "position": facts.position,
        "name": cleaned(facts.name, "name", 80),
        "cycle_days": facts.cycle_days,
        "cycles": facts.cycles,
        "cycles_note": " ".join(facts.cycles_note.split())[:80],
        "day_origin": facts.day_origin,
    }


def _write_bands(line: RegimenLine, facts: LineContents) -> None:
    AgeBand.objects.bulk_create(AgeBand(line=line, from_age=age, amount=amount) for age, amount in facts.bands)


def _told(phase: Phase) -> dict[str, Any]:
    return {
        "phase": phase.position, "name": phase.name, "cycle_days": phase.cycle_days, "cycles": phase.cycles,
        "cycles_note": phase.cycles_note, "day_origin": phase.day_origin,
    }  # fmt: skip


def _line_told(line: RegimenLine) -> dict[str, Any]:
    return {
        "phase": line.phase.position, "inn": line.inn, "basis": line.basis, "amount": _text(line.amount),
        "unit": line.unit, "per_day": line.per_day, "route": line.route, "days": list(line.days),
        "max_amount": _text(line.max_amount), "from_age": line.from_age, "below_age": line.below_age,
        "purpose": line.purpose, "evidence": line.evidence, "note": line.note, "infusion_hours": line.infusion_hours,
        "source": line.source,
        "bands": [f"{band.from_age.normalize():f}: {band.amount.normalize():f}" for band in line.bands.all()],
    }  # fmt: skip


def _text(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
