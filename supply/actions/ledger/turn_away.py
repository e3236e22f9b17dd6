"""What was turned away of a transfer goes back to whoever sent it, by a transfer of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.ledger.dispatch import dispatch
from supply.actions.ledger.lines import IssueLine
from supply.models import Lot, Transfer, TransferLine


def send_back(transfer: Transfer, lines: Iterable[TransferLine], *, by: Person | None, source: str) -> Transfer:
    """Pieces put aside on arrival leave again at once, blocked lots too: they may not stay where nobody wants them."""
    turned = [line for line in lines if line.rejected]
    drugs = dict(Lot.objects.filter(pk__in=[line.lot_id for line in turned]).values_list("pk", "drug_id"))
    # An acceptance that was taken back and said again turns away anew.
    posting = dispatch(
        place=transfer.to_place,
        to_place=transfer.from_place,
        lines=[IssueLine(drugs[line.lot_id], line.rejected, line.lot_id) for line in turned],
        key=f"devuelve-{transfer.pk}-{transfer.acceptance_id}",
        by=by,
        occurred_on=None,
        blocked_lots_allowed=True,
        reference=_("Devolución del traspaso %d") % transfer.pk,
        note="; ".join(dict.fromkeys(line.note for line in turned))[:240],
        source=source,
    )
    back = posting.transfer
    assert back is not None
    Transfer.objects.filter(sends_back=transfer.pk).update(sends_back=None)
    back.sends_back = transfer
    back.save(update_fields=["sends_back"])
    audit.record(
        type="transfer.turned_away",
        by=by,
        target=back,
        after={"of": transfer.pk, "lines": [[line.lot_id, line.rejected, line.note] for line in turned]},
        delegation=transfer.to_place.delegation_id,
        unit=transfer.to_place.unit_id,
    )
    return back
