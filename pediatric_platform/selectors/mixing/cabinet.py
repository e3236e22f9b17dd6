"""What a mixing centre can draw from: the vials open there, and the pieces on its shelves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from delegations.models import Place
from pediatric_platform.contents import content_of
from pediatric_platform.drug_forms import in_catalogue_units
from pediatric_platform.models import DosePiece, Mixture, Route, Vial
from pediatric_platform.planner import Opened, Product, Wanted
from supply.models import Balance, Drug, LotState


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Which drugs each dose may be made of, as its pieces say, and the drugs themselves."""

    of_dose: dict[int, tuple[int, ...]]
    drugs: dict[int, Drug]

    def products(self, unit: str, stock: dict[int, int] | None = None) -> dict[int, Product]:
        """The drugs as vials that hold so much of a unit; those of which the catalogue does not say are left out."""
        found = {}
        for pk, drug in self.drugs.items():
            content = content_of(drug.strength, drug.strength_unit, unit, drug.strength_basis)
            if content is not None:
                hours = drug.hours_stable_after_opening if drug.vial_sharing else None
                left = None if stock is None else stock.get(pk, 0)
                found[pk] = Product(pk, content, hours or None, left)
        return found

    def wanted(self, mixture: Mixture, at: datetime) -> Wanted:
        """The mixture as the planner reads it, in the units of the clave."""
        alone = mixture.route == Route.INTRATHECAL
        return Wanted(mixture.pk, at, drawn_amount(mixture), self.of_dose.get(mixture.dose_id, ()), alone)


def drawn_amount(mixture: Mixture) -> Decimal:
    """What is drawn for it: its amount, in the units that the clave counts."""
    return in_catalogue_units(mixture.dose.inn, mixture.amount, mixture.unit) or mixture.amount


def ingredients_of(dose_ids: Iterable[int]) -> Ingredients:
    """One query."""
    of_dose: dict[int, tuple[int, ...]] = {}
    drugs: dict[int, Drug] = {}
    rows = DosePiece.objects.filter(dose__in=set(dose_ids)).select_related("drug")
    for piece in rows.order_by("drug"):
        of_dose[piece.dose_id] = (*of_dose.get(piece.dose_id, ()), piece.drug_id)
        drugs[piece.drug_id] = piece.drug
    return Ingredients(of_dose, drugs)


def usable_pieces(place: Place, drug_ids: Collection[int], day: date) -> dict[int, int]:
    """Drug → pieces of the place that may be given on the day."""
    rows = (
        Balance.objects.filter(
            place=place, on_hand__gt=0, lot__drug__in=drug_ids, lot__state=LotState.USABLE, lot__expires_on__gte=day
        )
        .values_list("lot__drug")
        .annotate(pieces=Sum("on_hand"))
        .order_by()
    )
    return dict(rows)


def drawable(place: Place, at: datetime, drug_ids: Collection[int] | None = None) -> QuerySet[Vial]:
    """Vials open at the place from which somebody may draw at the moment: good, shareable, of a usable lot, and whose
    consumption still stands in the ledger."""
    found = Vial.objects.open().filter(
        place=place,
        opened_at__lte=at,
        use_before__gte=at,
        lot__state=LotState.USABLE,
        lot__drug__vial_sharing=True,
        lot__drug__hours_stable_after_opening__gt=0,
        document__reversal__isnull=True,
    )
    return found if drug_ids is None else found.filter(lot__drug__in=drug_ids)


def with_left(vials: QuerySet[Vial]) -> QuerySet[Vial]:
    """Each with `left`, what nobody has drawn."""
    drawn = Coalesce(Sum("draws__amount"), Value(Decimal(0)))
    return vials.annotate(drawn=drawn)


def opened_from(vials: Iterable[Vial], unit: str) -> list[Opened]:
    """The vials as the planner reads them; they carry `drawn` and `lot`."""
    found = []
    for vial in vials:
        left = vial.amount - vial.drawn  # type: ignore[attr-defined]  # annotated
        if vial.unit == unit and left > 0:
            found.append(Opened(vial.pk, vial.lot.drug_id, left, vial.opened_at, vial.use_before))
    return found
