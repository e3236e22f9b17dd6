from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, person: Person) -> Self:
        """The delegations whose pages this person may open."""
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(pk__in=scope.delegation_ids)

    def search(self, query: str) -> Self:
        """Delegations whose name, code or seat holds every word, whatever its accents and capitals."""
        found = self
        for word in query.split():
            found = found.filter(
                Q(name__unaccent__icontains=word) | Q(code__iexact=word) | Q(seat_city__unaccent__icontains=word)
            )
        return found


class Delegation(models.Model):
    """One of the 35 OOAD: the territory that answers for its units' supply."""

    code = models.CharField(_("código"), max_length=6, unique=True)
    name = models.CharField(_("nombre"), max_length=80, unique=True)
    official_name = models.CharField(_("nombre oficial"), max_length=160)
    imss_clave = models.CharField(_("clave IMSS"), max_length=10, help_text=_("No coincide con la clave del INEGI."))
    inegi_state = models.CharField(_("entidad (INEGI)"), max_length=2)
    region = models.CharField(_("región"), max_length=40, blank=True)
    seat_city = models.CharField(_("sede"), max_length=80)
    seat_basis = models.CharField(_("certeza de la sede"), max_length=120, blank=True)
    time_zone = models.CharField(_("huso horario"), max_length=40)
    latitude = models.FloatField(_("latitud"), null=True, blank=True)
    longitude = models.FloatField(_("longitud"), null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("fila en el mapa"))
    tile_column = models.PositiveSmallIntegerField(_("columna en el mapa"))

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegación")
        verbose_name_plural = _("delegaciones")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["tile_row", "tile_column"], name="delegation_has_its_own_tile"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The calendar day at the delegation's seat."""
        return self.local(timezone.now()).date()

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)
