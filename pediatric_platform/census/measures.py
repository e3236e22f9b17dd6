"""Weights and heights of a census: what cannot be is a fault, what is odd a warning that the import repeats."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from delegations.tabular import Reading, Row
from pediatric_platform import plausibility
from pediatric_platform.actions.children import ChildFacts
from pediatric_platform.census.rows import MeasureRow

# Kept with the measure, so in one language.
ODD = "Medida poco común; así venía en el censo."


def check_measure(
    reading: Reading, row: Row, facts: ChildFacts, last: plausibility.Measure | None, today: date
) -> MeasureRow | None:
    """The measure to write; None where there is none, where it is on record already, or where it is at fault."""
    kg, cm, on = row["peso_kg"], row["talla_cm"], row["fecha_medida"]
    if kg is None and cm is None and on is None:
        return None
    missing = [name for name, value in (("peso_kg", kg), ("talla_cm", cm), ("fecha_medida", on)) if value is None]
    for name in missing:
        reading.refuse(
            row,
            name,
            _("Una medida son el peso, la talla y su fecha."),
            _("Complete los tres, o deje los tres vacíos."),
        )
    if missing:
        return None
    if on > today:
        reading.refuse(row, "fecha_medida", _("Esa fecha aún no llega."), _("Escriba el día en que se midió."))
        return None
    if on < facts.birth_date:
        reading.refuse(row, "fecha_medida", _("Esa fecha es anterior al nacimiento."), _("Revise el año."))
        return None
    if last is not None and (last.on > on or (last.on, last.kg, last.cm) == (on, kg, cm)):
        return None  # what is on record is as new or newer
    limits = plausibility.limits(facts.sex, (on - facts.birth_date).days)
    before = len(reading.faults)
    odd = False
    for column, value, possible, usual in (
        ("peso_kg", kg, limits.possible_kg, limits.usual_kg),
        ("talla_cm", cm, limits.possible_cm, limits.usual_cm),
    ):
        if not possible.holds(value):
            reading.refuse(
                row,
                column,
                _("No es posible a esa edad: se admite de %(low)s a %(high)s.")
                % {"low": possible.low, "high": possible.high},
                _("Revise el punto decimal, que el peso esté en kilos y la talla en centímetros, y la fecha."),
            )
        elif not usual.holds(value):
            odd = True
            reading.warn(
                row,
                column,
                _("Es poco común a esa edad (lo usual: %(low)s a %(high)s).") % {"low": usual.low, "high": usual.high},
                _("De ella salen las dosis: confírmela antes de cargar."),
            )
    if jumps := plausibility.jumps(plausibility.Measure(on, kg, cm), last):
        odd = True
        reading.warn(
            row,
            "peso_kg" if "kg" in jumps else "talla_cm",
            _("Cambió mucho desde la última medida."),
            _("De ella salen las dosis: confírmela antes de cargar."),
        )
    if len(reading.faults) > before:
        return None
    return MeasureRow(on, kg, cm, ODD if odd else "")
