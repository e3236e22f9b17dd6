"""Why pieces move: each reason's sign and the column of the weekly report it falls into."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    OPENING = "opening", _("Saldo inicial")
    RECEIPT = "receipt", _("Recepción")
    DISPENSING = "dispensing", _("Surtimiento")
    MIXING = "mixing", _("Consumo en mezcla")
    PATIENT_RETURN = "patient_return", _("Devolución de paciente")
    SUPPLIER_RETURN = "supplier_return", _("Devolución a proveedor")
    TRANSFER_OUT = "transfer_out", _("Traspaso: salida")
    TRANSFER_IN = "transfer_in", _("Traspaso: entrada")
    TRANSIT_IN = "transit_in", _("Entra a tránsito")
    TRANSIT_OUT = "transit_out", _("Sale de tránsito")
    TRANSIT_LOSS = "transit_loss", _("Faltante de traspaso")
    COUNT_UP = "count_up", _("Ajuste de conteo: sobrante")
    COUNT_DOWN = "count_down", _("Ajuste de conteo: faltante")
    DAMAGE = "damage", _("Daño o rotura")
    EXPIRY = "expiry", _("Baja por caducidad")
    RECALL = "recall", _("Retiro sanitario")
    THEFT = "theft", _("Robo o extravío")
    LOAN_IN = "loan_in", _("Préstamo recibido de otra institución")
    LOAN_OUT = "loan_out", _("Préstamo a otra institución")


INCREASES = frozenset(
    {
        Reason.OPENING,
        Reason.RECEIPT,
        Reason.PATIENT_RETURN,
        Reason.TRANSFER_IN,
        Reason.TRANSIT_IN,
        Reason.COUNT_UP,
        Reason.LOAN_IN,
    }
)
DECREASES = frozenset(set(Reason) - INCREASES)

# Only these may be chosen on the adjustment form; the others belong to their own action.
ADJUSTMENTS = (
    Reason.DAMAGE,
    Reason.EXPIRY,
    Reason.RECALL,
    Reason.THEFT,
    Reason.PATIENT_RETURN,
    Reason.SUPPLIER_RETURN,
    Reason.LOAN_IN,
    Reason.LOAN_OUT,
    Reason.COUNT_UP,
    Reason.COUNT_DOWN,
    Reason.OPENING,
)
SHORTFALLS = (Reason.TRANSIT_LOSS, Reason.DAMAGE, Reason.THEFT)
DISPENSED = (Reason.DISPENSING, Reason.MIXING)


class Column(models.TextChoices):
    """The weekly report's columns: closing = opening + received + in − out − dispensed − expired ± adjusted."""

    RECEIVED = "received"
    DISPENSED = "dispensed"
    TRANSFERRED_IN = "transferred_in"
    TRANSFERRED_OUT = "transferred_out"
    EXPIRED = "expired"
    ADJUSTED = "adjusted"


COLUMN_OF: dict[str, Column] = {
    Reason.RECEIPT: Column.RECEIVED,
    Reason.DISPENSING: Column.DISPENSED,
    Reason.MIXING: Column.DISPENSED,
    Reason.TRANSFER_IN: Column.TRANSFERRED_IN,
    Reason.TRANSIT_IN: Column.TRANSFERRED_IN,
    Reason.TRANSFER_OUT: Column.TRANSFERRED_OUT,
    Reason.TRANSIT_OUT: Column.TRANSFERRED_OUT,
    Reason.EXPIRY: Column.EXPIRED,
}


def sign(reason: str) -> int:
    """+1 where the reason adds pieces, −1 where it takes them."""
    return 1 if reason in INCREASES else -1


def column_of(reason: str) -> Column:
    """The report column a reason is summed in; whatever has no column of its own is an adjustment."""
    return COLUMN_OF.get(reason, Column.ADJUSTED)
