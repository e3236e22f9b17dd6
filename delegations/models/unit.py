from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models.delegation import Delegation
from delegations.naming import search_terms, search_text
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person


class UnitKind(models.TextChoices):
    UMAE = "UMAE", _("Unidad Médica de Alta Especialidad")
    HGR = "HGR", _("Hospital General Regional")
    HGR_MF = "HGR/MF", _("Hospital General Regional con Medicina Familiar")
    HGZ = "HGZ", _("Hospital General de Zona")
    HGZ_MF = "HGZ/MF", _("Hospital General de Zona con Medicina Familiar")
    HGS = "HGS", _("Hospital General de Subzona")
    HGS_MF = "HGS/MF", _("Hospital General de Subzona con Medicina Familiar")
    HGP = "HGP", _("Hospital de Gineco Pediatría")
    HGO = "HGO", _("Hospital de Gineco Obstetricia")
    HO = "HO", _("Hospital de Ortopedia")
    HI = "HI", _("Hospital de Infectología")
    HPSIQ = "HPsiq", _("Hospital Psiquiátrico")
    UMAA = "UMAA", _("Unidad Médica de Atención Ambulatoria")


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, person: Person) -> Self:
        """The units whose stock this person may see: all, their delegations', or their own."""
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(Q(pk__in=scope.unit_ids) | Q(delegation_id__in=scope.whole_delegation_ids))

    def search(self, query: str) -> Self:
        """Units that match every word of `query`, whatever its accents, capitals or order: «zona 2 aguascalientes»."""
        found = self
        for term in search_terms(query):
            found = found.filter(search_text__contains=term)
        return found

    def open_on(self, day: date) -> Self:
        return self.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=day)).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=day)
        )


class Unit(models.Model):
    """A hospital or ambulatory unit. A UMAE answers to central office and is listed where it stands."""

    clues = models.CharField("CLUES", max_length=11, unique=True)
    name = models.CharField(_("nombre"), max_length=160)
    official_name = models.CharField(_("nombre en la lista oficial"), max_length=160, blank=True)
    search_text = models.TextField(editable=False, blank=True)
    kind = models.CharField(_("tipo"), max_length=8, choices=UnitKind)
    umae_number = models.PositiveSmallIntegerField(_("número de UMAE"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("nivel de atención"))
    level_basis = models.CharField(_("certeza del nivel"), max_length=120, blank=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="units", verbose_name=_("delegación"))
    municipality = models.CharField(_("municipio"), max_length=80, blank=True)
    municipality_basis = models.CharField(_("certeza del municipio"), max_length=120, blank=True)
    city = models.CharField(_("ciudad"), max_length=80, blank=True)
    time_zone = models.CharField(_("huso horario"), max_length=40)
    latitude = models.FloatField(_("latitud"), null=True, blank=True)
    longitude = models.FloatField(_("longitud"), null=True, blank=True)
    coordinates_basis = models.CharField(_("certeza de las coordenadas"), max_length=120, blank=True)
    beds = models.PositiveIntegerField(_("camas"), null=True, blank=True)
    provides_chemotherapy = models.BooleanField(_("da quimioterapia"), default=False)
    chemotherapy_basis = models.CharField(_("certeza de la quimioterapia"), max_length=160, blank=True)
    oncology_role = models.CharField(_("papel en oncología"), max_length=160, blank=True)
    is_simulated = models.BooleanField(_("simulada"), default=False)
    opened_on = models.DateField(_("abrió el"), null=True, blank=True)
    closed_on = models.DateField(_("cerró el"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unidad")
        verbose_name_plural = _("unidades")
        ordering = ["delegation__name", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="unit_level_is_1_to_3"),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(closed_on__gte=models.F("opened_on")),
                name="unit_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what a search looks through in step with the names; bulk writers call `searchable` themselves."""
        self.search_text = self.searchable(self.delegation)
        super().save(*args, **kwargs)

    def searchable(self, delegation: Delegation) -> str:
        """Every name by which somebody may ask for the unit."""
        return search_text(
            self.name,
            self.clues,
            self.official_name,
            self.city,
            self.municipality,
            delegation.name,
            delegation.code,
            kind=self.kind,
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The calendar day where the unit stands, which may differ from its delegation's."""
        return timezone.now().astimezone(self.zone).date()
