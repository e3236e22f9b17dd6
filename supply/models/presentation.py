from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from delegations.naming import search_terms
from supply.claves import digits_sought
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class PresentationQuerySet(models.QuerySet["Presentation"]):
    def visible_to(self, person: Person) -> Self:
        return self if getattr(person, "is_authenticated", False) else self.none()

    def search(self, query: str) -> Self:
        """Presentations by clave (with or without dots, or its start) or by whatever finds their drug."""
        if digits := digits_sought(query):
            return self.annotate(clave_digits=Replace("clave", Value("."), Value(""))).filter(
                clave_digits__contains=digits
            )
        found = self
        for term in search_terms(query):
            found = found.filter(drug__search_text__contains=term)
        return found


class Presentation(models.Model):
    """A clave of the Compendio Nacional: a drug in a pack of N pieces."""

    clave = models.CharField("clave", max_length=15, unique=True)
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="presentations", verbose_name=_("medicamento"))
    pieces_per_pack = models.PositiveIntegerField(_("piezas por envase"))
    group = models.CharField(_("grupo"), max_length=40, blank=True)
    therapeutic_groups = models.CharField(_("grupos terapéuticos"), max_length=240, blank=True)
    note = models.TextField(_("nota"), blank=True)

    objects = PresentationQuerySet.as_manager()

    class Meta:
        verbose_name = _("presentación")
        verbose_name_plural = _("presentaciones")
        ordering = ["clave"]
        constraints = [
            models.CheckConstraint(condition=Q(pieces_per_pack__gte=1), name="pack_has_at_least_one_piece"),
            models.CheckConstraint(
                condition=Q(clave__regex=r"^\d{3}\.\d{3}\.\d{4}\.\d{2}$"), name="clave_is_twelve_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.clave

    @property
    def digits(self) -> str:
        return self.clave.replace(".", "")


class Gtin(models.Model):
    """A trade item code that maps to a presentation."""

    gtin = models.CharField("GTIN", max_length=14, unique=True)
    presentation = models.ForeignKey(Presentation, models.PROTECT, related_name="gtins", verbose_name=_("presentación"))

    class Meta:
        verbose_name = "GTIN"
        verbose_name_plural = "GTIN"
        ordering = ["gtin"]

    def __str__(self) -> str:
        return self.gtin
