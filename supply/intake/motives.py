"""The words a file uses for why pieces moved, and the ledger's reason for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from supply.reasons import Reason, sign


@dataclass(frozen=True)
class Motive:
    """One value of the column `motivo`: its code in files, the ledger's reason, and when to use it."""

    code: str
    reason: Reason
    meaning: str | Promise

    @property
    def sign(self) -> int:
        """+1 when pieces come in, −1 when they leave."""
        return sign(self.reason)

    @property
    def is_transfer(self) -> bool:
        return self.reason in (Reason.TRANSFER_IN, Reason.TRANSFER_OUT)


MOTIVES: tuple[Motive, ...] = (
    Motive("recepcion", Reason.RECEIPT, _("Llegó de un proveedor. En referencia, la remisión.")),
    Motive("surtimiento", Reason.DISPENSING, _("Se entregó por receta.")),
    Motive("mezcla", Reason.MIXING, _("Se usó para preparar mezclas.")),
    Motive(
        "traspaso_salida",
        Reason.TRANSFER_OUT,
        _("Se envió a otro lugar del instituto. En referencia, quién lo recibe: CLUES/lugar o delegación/almacen."),
    ),
    Motive(
        "traspaso_entrada",
        Reason.TRANSFER_IN,
        _("Llegó de otro lugar del instituto. En referencia, el número del traspaso o quién lo envió: CLUES/lugar."),
    ),
    Motive("devolucion_paciente", Reason.PATIENT_RETURN, _("Lo devolvió un paciente.")),
    Motive("devolucion_proveedor", Reason.SUPPLIER_RETURN, _("Se devolvió al proveedor.")),
    Motive("merma", Reason.DAMAGE, _("Se dañó o se rompió.")),
    Motive("caducidad", Reason.EXPIRY, _("Se dio de baja porque caducó.")),
    Motive("retiro", Reason.RECALL, _("Se retiró por orden sanitaria.")),
    Motive("robo", Reason.THEFT, _("Se robó o se extravió.")),
    Motive("prestamo_recibido", Reason.LOAN_IN, _("Lo prestó otra institución.")),
    Motive("prestamo_otorgado", Reason.LOAN_OUT, _("Se prestó a otra institución.")),
    Motive("saldo_inicial", Reason.OPENING, _("Ya estaba cuando el lugar empezó a llevar su libro aquí.")),
    Motive("sobrante", Reason.COUNT_UP, _("Se encontró de más en un conteo durante la semana.")),
    Motive("faltante", Reason.COUNT_DOWN, _("Se encontró de menos en un conteo durante la semana.")),
)
BY_CODE: dict[str, Motive] = {motive.code: motive for motive in MOTIVES}
