"""The rows of recetas against what is on record: whose they are, that they add up, what was noted before Sunday."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.tabular import Reading
from supply.intake.names import Names
from supply.intake.rows import Tallied, WeekRows


def check_prescriptions(reading: Reading, rows: WeekRows, names: Names) -> None:
    """Keep the rows that could be made out; faults are noted in the reading."""
    first: dict[tuple[int, int], int] = {}
    for row in reading.rows:
        owner = names.owner(reading, row)
        pack = names.pack(reading, row, owner.unit_id if owner else None)
        presented, *outcomes = (row[name] for name in ("presentadas", "surtidas", "parciales", "negadas"))
        if presented != sum(outcomes):
            reading.refuse(
                row,
                "presentadas",
                _("Surtidas, parciales y negadas suman %(sum)d.") % {"sum": sum(outcomes)},
                _("Deben sumar las presentadas: cada receta tiene un solo resultado."),
            )
        if owner is not None and owner.unit_id is None:
            reading.refuse(
                row, "clues", _("El almacén de una delegación no surte recetas."), _("Escriba la CLUES de la unidad.")
            )
            continue
        if owner is None or pack is None or owner.unit_id is None:
            continue
        key = (owner.unit_id, pack.drug_id)
        if first.setdefault(key, row.number) != row.number:
            reading.refuse(
                row,
                "clave",
                _("Las recetas de este medicamento ya están en la fila %(row)d.") % {"row": first[key]},
                _("Deje una sola fila por unidad y medicamento, con la suma."),
            )
            continue
        noted = names.world.tallied.get(key, (0, 0, 0))
        filled, partly, denied = outcomes
        if any(there > stated for there, stated in zip(noted, outcomes, strict=True)):
            reading.refuse(
                row,
                "presentadas",
                _("De lunes a sábado ya se anotaron %(filled)d surtidas, %(partly)d parciales y %(denied)d negadas.")
                % {"filled": noted[0], "partly": noted[1], "denied": noted[2]},
                _("Escriba el total de la semana, lo ya anotado incluido."),
            )
            continue
        rows.tallied.append(Tallied(row.number, *key, (filled, partly, denied)))
