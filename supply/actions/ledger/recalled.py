"""What a recall in force names: it may be moved to where it is kept apart, returned or destroyed, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from supply.actions.ledger.lines import IssueLine
from supply.errors import LotBlocked
from supply.models import Lot, RecallKind
from supply.selectors.recalls.matching import recalls_naming


def refuse_recalled(lines: Sequence[IssueLine], lot_ids: Collection[int]) -> None:
    """Refuse, at its line, the first lot that a recall in force names."""
    named = recalls_naming(lot_ids)
    if not named:
        return
    lot_id = min(named)
    number = Lot.objects.values_list("number", flat=True).get(pk=lot_id)
    at = next((index for index, line in enumerate(lines) if line.lot_id == lot_id), None)
    raise LotBlocked(number=number, why=_("lo nombra el retiro %s") % named[lot_id].folio, line=at)


def refuse_evidence(returned: Sequence[int | None]) -> None:
    """Refuse the first line (None: one that returns nothing) that gives a falsified lot back to its supplier."""
    lots = {lot_id for lot_id in returned if lot_id is not None}
    false = {lot_id: r for lot_id, r in recalls_naming(lots).items() if r.kind == RecallKind.FALSIFIED}
    for index, lot_id in enumerate(returned):
        if lot_id in false:
            number = Lot.objects.values_list("number", flat=True).get(pk=lot_id)
            why = _("según el retiro %s es falsificado, y queda a disposición de la autoridad") % false[lot_id].folio
            raise LotBlocked(number=number, why=why, line=index)
