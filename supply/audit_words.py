"""What this app's events are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "drugs.loaded": _("Cargó el catálogo de medicamentos"),
    "presentations.loaded": _("Cargó las presentaciones"),
    "absent_drugs.loaded": _("Cargó los medicamentos fuera del Compendio"),
    "assortments.loaded": _("Cargó el surtido de las unidades"),
    "drug.retired": _("Retiró un medicamento"),
    "lot.state": _("Cambió el estado de un lote"),
    "ledger.blocked_lot_issued": _("Surtió de un lote bloqueado"),
    "ledger.blocked_lot_sent": _("Envió de un lote bloqueado"),
    "prescriptions.recorded": _("Registró recetas"),
    "week.imported": _("Cargó la semana desde un archivo"),
    "week.redrafted": _("Hizo de nuevo el borrador de la semana"),
    "week.signed": _("Firmó la semana"),
    "week.validated": _("Validó la semana"),
    "week.observed": _("Observó la semana"),
    "simulation.finished": _("Terminó la simulación del país"),
    "purchases.simulated": _("Terminó la simulación de las compras"),
    "replenishment.simulated": _("Terminó la simulación del reabasto"),
    "simulation.people": _("Inventó a las personas de la simulación"),
    "simulation.week_signed": _("Firmó la semana simulada"),
}
