"""Why mixtures may not be used any more: a lot held back after it was drawn, or a consumption taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pediatric_platform.drug_forms import in_catalogue_units
from pediatric_platform.models import Draw, MixtureState
from supply.models import LotState

# A mixture that was thrown away or never made harms nobody.
MADE = (MixtureState.PREPARED, MixtureState.DISPATCHED, MixtureState.RECEIVED, MixtureState.ADMINISTERED)
HELD: dict[str, Promise] = {
    LotState.RECALLED: _("el lote %(lot)s fue retirado después de prepararla"),
    LotState.QUARANTINED: _("el lote %(lot)s quedó en cuarentena después de prepararla"),
}
UNPOSTED = _("el consumo del lote %(lot)s se revirtió en el libro")


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason, in words; `why` is what was written when the lot was held back."""

    lot_id: int
    number: str
    text: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.why})" if self.why else self.text


def holds_of(mixture_ids: Collection[int]) -> dict[int, list[Hold]]:
    """Mixture → what speaks against it, for those against which something does; one query.

    Draws whose consumption was taken back count for nothing; a mixture that is left with less than it holds is told.
    """
    rows = (
        Draw.objects.filter(mixture__in=mixture_ids, mixture__state__in=MADE)
        .values_list(
            "mixture",
            "mixture__dose__inn",
            "mixture__amount",
            "mixture__unit",
            "amount",
            "vial__lot",
            "vial__lot__number",
            "vial__lot__state",
            "vial__lot__state_reason",
            "vial__document__reversal",
        )
        .order_by("mixture", "vial__lot__number", "id")
    )
    found: dict[int, list[Hold]] = {}
    unposted: dict[int, list[Hold]] = {}
    posted: dict[int, Decimal] = {}
    amounts: dict[int, Decimal] = {}
    for mixture_id, inn, amount, unit, drawn, lot_id, number, state, why, reversal in rows:
        amounts[mixture_id] = in_catalogue_units(inn, amount, unit) or amount
        if reversal is not None:
            hold = Hold(lot_id, number, str(UNPOSTED) % {"lot": number})
            unposted.setdefault(mixture_id, []).append(hold)
            continue
        posted[mixture_id] = posted.get(mixture_id, Decimal(0)) + drawn
        if state in HELD:
            hold = Hold(lot_id, number, str(HELD[state]) % {"lot": number}, why)
            if hold not in found.setdefault(mixture_id, []):
                found[mixture_id].append(hold)
    for mixture_id, holds in unposted.items():
        if posted.get(mixture_id, Decimal(0)) < amounts[mixture_id]:
            found.setdefault(mixture_id, []).extend(dict.fromkeys(holds))
    return found
