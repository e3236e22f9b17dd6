from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models.delegation import Delegation
from delegations.models.unit import Unit
from delegations.naming import search_terms
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person


class PlaceKind(models.TextChoices):
    WAREHOUSE = "almacen", _("Almacén")
    PHARMACY = "farmacia", _("Farmacia")
    MIXING_CENTRE = "central_de_mezclas", _("Central de mezclas")
    TRANSIT = "transito", _("Tránsito")


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, person: Person) -> Self:
        """Places of the units the person sees, and the delegation's own for whoever sees the whole delegation."""
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(Q(unit_id__in=scope.unit_ids) | Q(delegation_id__in=scope.whole_delegation_ids))

    def stock_keeping(self) -> Self:
        """Where stock rests: everything but what is on its way."""
        return self.exclude(kind=PlaceKind.TRANSIT)

    def search(self, query: str) -> Self:
        """Places whose own name or code, or whose unit, matches every word."""
        found = self
        for word in query.split():
            by_unit = Q()
            for term in search_terms(word):
                by_unit &= Q(unit__search_text__contains=term)
            if word.isdigit() and len(word) < 4:
                found = found.filter(by_unit)  # the 2 of "HGZ 2" is no part of a code
                continue
            own = Q(name__unaccent__icontains=word) | Q(code__icontains=word)
            found = found.filter(own | by_unit if by_unit else own)
        return found

    def active(self) -> Self:
        return self.filter(is_active=True)


class Place(models.Model):
    """A stock-keeping place: warehouse, pharmacy or mixing centre, or a delegation's transit."""

    code = models.CharField(_("código"), max_length=20, unique=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="places", verbose_name=_("delegación"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="places", verbose_name=_("unidad"), null=True, blank=True
    )
    kind = models.CharField(_("tipo"), max_length=20, choices=PlaceKind)
    name = models.CharField(_("nombre"), max_length=200)
    contractor = models.CharField(
        _("prestador"), max_length=120, blank=True, help_text=_("Si la central de mezclas es de un tercero.")
    )
    is_active = models.BooleanField(_("activo"), default=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("lugar")
        verbose_name_plural = _("lugares")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "unit", "kind"], nulls_distinct=False, name="one_place_per_unit_and_kind"
            ),
            models.CheckConstraint(
                condition=~Q(kind=PlaceKind.TRANSIT) | Q(unit__isnull=True), name="transit_belongs_to_a_delegation"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def today(self) -> date:
        """The local day at the place: its unit's, else its delegation's."""
        return self.unit.today() if self.unit is not None else self.delegation.today()
