"""What people are told of transfers that did not arrive as they were sent."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.notify import Notice, NoticeKind, tell_all
from delegations.roles import NETWORK
from supply.models import Lot, Transfer, TransferLine
from supply.requisition_notices import managers_of, recipients

KINDS = (
    NoticeKind(
        name="supply.transfer_differs",
        label=_("Traspasos que llegaron distintos de lo enviado"),
        app="supply",
        why=_("Recibe este correo porque responde por el abasto del lugar que envió el traspaso."),
        button=_("Ver el traspaso"),
        audience=NETWORK,
    ),
)


def tell_differences(transfer: Transfer, lines: Iterable[TransferLine], *, besides: Person | None) -> None:
    """Whoever answers for the place that sent it: what came over or short is wrong on their shelf, too."""
    to = recipients(managers_of(transfer.from_place), besides)
    if not to:
        return
    rows = list(lines)
    lots = Lot.objects.select_related("drug").in_bulk([line.lot_id for line in rows])
    context = {
        "number": transfer.pk,
        "to": str(transfer.to_place),
        "lines": [
            {
                "drug": lots[line.lot_id].drug.label,
                "lot": lots[line.lot_id].number,
                "sent": line.sent,
                "short": line.sent - (line.received or 0),
                "over": line.over,
                "rejected": line.rejected,
                "note": line.note,
            }
            for line in rows
        ],
    }
    path = reverse("supply:transfer", args=[transfer.pk])
    tell_all([Notice("supply.transfer_differs", to, f"{transfer.pk}-{transfer.acceptance_id}", context, path)])
