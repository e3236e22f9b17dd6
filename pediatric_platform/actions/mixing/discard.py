from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.mixing.rights import may_prepare, require
from pediatric_platform.errors.mixing import BadLeftOver, VialIsGone
from pediatric_platform.mixing_rules import amount_text
from pediatric_platform.models import Vial


@transaction.atomic
def discard_vial(*, vial: Vial, by: Person | None, left: Decimal | None = None) -> Vial:
    """The vial is thrown away with what is left in it: all that nobody drew, unless less is said."""
    vial = (
        Vial.objects.select_for_update(of=("self",)).select_related("place__unit", "place__delegation").get(pk=vial.pk)
    )
    if by is not None:
        require(may_prepare(by, vial.place), "prepare")
    if vial.discarded_at is not None:
        raise VialIsGone
    remaining = vial.amount - (vial.draws.aggregate(drawn=Sum("amount"))["drawn"] or Decimal(0))
    thrown = remaining if left is None else left
    if not 0 <= thrown <= remaining:
        raise BadLeftOver(amount_text(remaining, vial.unit))
    vial.discarded_at, vial.discarded_amount = timezone.now(), thrown
    vial.save(update_fields=["discarded_at", "discarded_amount"])
    audit.record(
        type="vial.discarded", by=by, target=vial, before={"left": str(remaining)}, after={"discarded": str(thrown)}
    )
    return vial
