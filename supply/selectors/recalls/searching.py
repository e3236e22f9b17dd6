"""A recall found by whatever is known of it: folio, product, drug, or a lot however it is written."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from supply.lot_numbers import lot_keys
from supply.models import Drug, RecallLot
from supply.selectors.recalls.matching import keys_of


def named_by(text: str) -> Q:
    """The condition on recalls."""
    text = text.strip()
    wanted = Q(product__unaccent__icontains=text) | Q(drug__in=Drug.objects.search(text))
    digits = text.upper().removeprefix("RS-")
    if digits.isascii() and digits.isdecimal() and len(digits) < 10:
        wanted |= Q(pk=int(digits))
    own = RecallLot.objects.filter(recall=OuterRef("pk"))
    wanted |= Q(Exists(own.filter(number__icontains=text)))
    if keys := sorted(lot_keys(text)):
        wanted |= Q(Exists(own.alias(keys=keys_of("number")).filter(keys__overlap=keys)))
    return wanted
