from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supply.models._sums import WeekSums, closing_is_what_flows_leave
from supply.models.drug import Drug
from supply.models.weekly_report import WeeklyReport

if TYPE_CHECKING:
    from delegations.models import Person


class LineKind(models.TextChoices):
    """The kinds of place a week is told by, and the whole unit taken together."""

    WAREHOUSE = "almacen", _("Almacenes")
    PHARMACY = "farmacia", _("Farmacias")
    MIXING_CENTRE = "central_de_mezclas", _("Centrales de mezclas")
    WHOLE = "conjunto", _("Conjunto")


class Category(models.TextChoices):
    OUT = "out", _("En cero")
    CRITICAL = "critical", _("Crítico")
    LOW = "low", _("Bajo")
    ADEQUATE = "adequate", _("Adecuado")
    HIGH = "high", _("Alto")
    EXCESS = "excess", _("Exceso")


class CpmBasis(models.TextChoices):
    """Where a line's CPM comes from, told beside the figure."""

    WINDOW = "window", _("últimas 13 semanas")
    LAST_WITH_STOCK = "last_stock", _("última ventana con existencia")
    REQUIREMENTS = "requirements", _("dosis programadas")
    NONE = "none", _("sin demanda registrada")


class WeeklyLineQuerySet(models.QuerySet["WeeklyLine"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(report__in=WeeklyReport.objects.visible_to(person))

    def whole(self) -> Self:
        """One row per drug for the whole unit; never add these to the rows by kind."""
        return self.filter(place_kind=LineKind.WHOLE)

    def by_kind(self) -> Self:
        return self.exclude(place_kind=LineKind.WHOLE)


class WeeklyLine(WeekSums):
    """A drug in one kind of place (or the whole unit) in a unit's week.

    `cpm_raw` and `cpm` in pieces a month; `days_of_coverage` = usable / (cpm / 30.4375), None without demand.
    `category` is None where the drug is not in the unit's assortment: there it cannot be missing.
    """

    report = models.ForeignKey(
        WeeklyReport, models.CASCADE, related_name="lines", verbose_name=_("reporte"), db_index=False
    )
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), db_index=False)
    place_kind = models.CharField(_("tipo de lugar"), max_length=20, choices=LineKind)
    assorted = models.BooleanField(_("en el surtido"), default=False)
    cpm_raw = models.DecimalField(_("CPM sin ajustar"), max_digits=12, decimal_places=2, default=0)
    cpm = models.DecimalField("CPM", max_digits=12, decimal_places=2, default=0)
    cpm_basis = models.CharField(_("origen del CPM"), max_length=12, choices=CpmBasis, default=CpmBasis.NONE)
    days_of_coverage = models.DecimalField(
        _("días de cobertura"), max_digits=9, decimal_places=1, null=True, blank=True
    )
    category = models.CharField(_("categoría"), max_length=10, choices=Category, null=True, blank=True)

    objects = WeeklyLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("renglón semanal")
        verbose_name_plural = _("renglones semanales")
        ordering = ["report", "drug", "place_kind"]
        constraints = [
            models.UniqueConstraint(fields=["report", "drug", "place_kind"], name="one_line_per_drug_and_kind"),
            closing_is_what_flows_leave("line_closing_is_what_flows_leave"),
            models.CheckConstraint(condition=Q(days_out__gte=0, days_out__lte=7), name="line_days_out_fit_in_a_week"),
            models.CheckConstraint(
                condition=Q(category__isnull=False, assorted=True) | Q(category__isnull=True, assorted=False),
                name="only_an_assorted_line_has_a_category",
            ),
        ]
        indexes = [
            # The worst pairs of a week, found without reading the pairs that are well.
            models.Index(
                fields=["report"],
                condition=Q(place_kind="conjunto", category__in=["out", "critical"]),
                name="line_worst_pairs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drug} {self.get_place_kind_display()}"

    @property
    def came(self) -> int:
        """Pieces that came in: received and by transfer."""
        return self.received + self.transferred_in

    @property
    def left(self) -> int:
        """Pieces that left otherwise than to a patient: by transfer or written off as expired."""
        return self.transferred_out + self.expired
