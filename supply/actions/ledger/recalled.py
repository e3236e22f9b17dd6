"""What a recall in force names: it may be moved to where it is kept apart, returned or destroyed, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from supply.actions.ledger.lines import IssueLine
from supply.errors import LotBlocked
from supply.models import Lot
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
