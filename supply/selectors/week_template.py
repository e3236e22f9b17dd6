"""What the workbook of one unit's week (or of a delegation's warehouse) starts with."""

from __future__ import annotations

from django.db.models import Q

from delegations.models import Delegation, Place, Unit
from supply.intake.template import TemplateContent, TemplateLot
from supply.models import Balance, Presentation
from supply.weeks import IsoWeek


def template_content(*, unit: Unit | None, delegation: Delegation, week: IsoWeek) -> TemplateContent:
    """The places, the assortment (all claves for a warehouse, which has none) and the lots in stock."""
    places = Place.objects.active().stock_keeping().filter(delegation=delegation, unit=unit)
    kinds = list(places.values_list("kind", flat=True))
    balances = list(
        Balance.objects.filter(place__in=places)
        .in_stock()
        .order_by("place__kind", "lot__drug__generic_name", "lot__expires_on")
        .values_list("place__kind", "lot__drug_id", "lot__number", "lot__expires_on")
    )
    held = {drug_id for _kind, drug_id, _number, _day in balances}
    presentations = Presentation.objects.select_related("drug").order_by("drug__generic_name", "clave")
    if unit is not None:
        sunday = week.sunday
        assorted = Q(drug__assortments__unit=unit, drug__assortments__since__lte=sunday) & (
            Q(drug__assortments__until__isnull=True) | Q(drug__assortments__until__gte=sunday)
        )
        presentations = presentations.filter(assorted | Q(drug_id__in=held)).distinct()
    rows = list(presentations)
    clave_of: dict[int, str] = {}
    for row in rows:
        clave_of.setdefault(row.drug_id, row.clave)
    return TemplateContent(
        code=unit.clues if unit is not None else delegation.code,
        name=unit.name if unit is not None else delegation.name,
        week=week,
        kinds=kinds,
        claves=[(row.clave, row.drug.label, row.pieces_per_pack) for row in rows],
        lots=[
            TemplateLot(kind, clave_of[drug_id], number, day)
            for kind, drug_id, number, day in balances
            if drug_id in clave_of
        ],
        is_unit=unit is not None,
    )
