"""Why mixtures may not be used any more: a lot held back after it was drawn, a consumption taken back, or a child or a
session that waits for none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pediatric_platform.drug_forms import in_catalogue_units
from pediatric_platform.models import ChildState, Mixture, MixtureState, SessionState
from pediatric_platform.models.mixture import OPEN
from supply.models import LotState

# A mixture that was thrown away or never made harms nobody.
MADE = (MixtureState.PREPARED, MixtureState.DISPATCHED, MixtureState.RECEIVED, MixtureState.ADMINISTERED)
HELD: dict[str, Promise] = {
    LotState.RECALLED: _("el lote %(lot)s fue retirado después de prepararla"),
    LotState.QUARANTINED: _("el lote %(lot)s quedó en cuarentena después de prepararla"),
}
OUT_OF_TREATMENT = _("la niña o el niño ya no está en tratamiento")
NOT_TO_BE_GIVEN: dict[str, Promise] = {
    SessionState.CANCELLED: _("su sesión se canceló"),
    SessionState.GIVEN: _("su sesión ya se anotó como aplicada"),
}
UNPOSTED = _("el consumo del lote %(lot)s se revirtió en el libro")


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason, in words; `why` is what was written when the lot was held back. No lot: nobody waits for it."""

    lot_id: int | None
    number: str
    text: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.why})" if self.why else self.text


def holds_of(mixture_ids: Collection[int]) -> dict[int, list[Hold]]:
    """Mixture → what speaks against it, for those against which something does; one query.

    Draws whose consumption was taken back count for nothing; a mixture that is left with less than it holds is told.
    """
    rows = Mixture.objects.filter(pk__in=mixture_ids).order_by("pk", "draws__vial__lot__number", "draws__id")
    found: dict[int, list[Hold]] = {}
    unposted: dict[int, list[Hold]] = {}
    posted: dict[int, Decimal] = {}
    amounts: dict[int, Decimal] = {}
    for mixture_id, step, child, session, *drawn_from in rows.values_list(*_COLUMNS):
        inn, amount, unit, drawn, lot_id, number, state, why, reversal = drawn_from
        if over := _over(step, child, session):
            found.setdefault(mixture_id, [over])
        if drawn is None or step not in MADE:
            continue
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


_COLUMNS = (
    "pk",
    "state",
    "order__session__plan__child__state",
    "order__session__state",
    "dose__inn",
    "amount",
    "unit",
    "draws__amount",
    "draws__vial__lot",
    "draws__vial__lot__number",
    "draws__vial__lot__state",
    "draws__vial__lot__state_reason",
    "draws__vial__document__reversal",
)


def _over(step: str, child: str, session: str) -> Hold | None:
    """Of a mixture still on its way: nobody waits for it any more."""
    if step not in OPEN:
        return None
    text = NOT_TO_BE_GIVEN.get(session) if child == ChildState.ACTIVE else OUT_OF_TREATMENT
    return Hold(None, "", str(text)) if text else None
