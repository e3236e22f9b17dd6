from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Place, PlaceKind, Unit
from delegations.scoping import scope_of
from supply.models.document import Document, Source
from supply.weeks import IsoWeek

if TYPE_CHECKING:
    from delegations.models import Person


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Borrador")
    SIGNED = "signed", _("Firmado")
    OBSERVED = "observed", _("Con observaciones")
    VALIDATED = "validated", _("Validado")


SIGNED_STATES = (ReportState.SIGNED, ReportState.OBSERVED, ReportState.VALIDATED)


class WeeklyReportQuerySet(models.QuerySet["WeeklyReport"]):
    def visible_to(self, person: Person) -> Self:
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(Q(unit_id__in=scope.unit_ids) | Q(delegation_id__in=scope.whole_delegation_ids))

    def of_week(self, week: IsoWeek) -> Self:
        return self.filter(week=week.monday)

    def of_units(self) -> Self:
        """Reports of units, without the delegations' own warehouses."""
        return self.filter(unit__isnull=False)

    def unsigned(self) -> Self:
        return self.filter(state=ReportState.DRAFT)

    def signed(self) -> Self:
        return self.filter(state__in=SIGNED_STATES)


class WeeklyReport(models.Model):
    """A unit's week (or a delegation warehouse's, where `unit` is None), drafted from the ledger and signed."""

    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="weekly_reports", verbose_name=_("delegación"), db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="weekly_reports", verbose_name=_("unidad"), null=True, blank=True
    )
    week = models.DateField(_("semana"), help_text=_("El lunes de la semana ISO."))
    state = models.CharField(_("estado"), max_length=12, choices=ReportState, default=ReportState.DRAFT)
    source = models.CharField(_("origen"), max_length=12, choices=Source, default=Source.COMMAND)
    drafted_at = models.DateTimeField(_("redactado"))
    due_at = models.DateTimeField(_("vence"))
    signed_at = models.DateTimeField(_("firmado"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("firmó"), null=True, blank=True
    )
    validated_at = models.DateTimeField(_("validado"), null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("validó"), null=True, blank=True
    )
    note = models.TextField(_("observaciones"), blank=True)

    objects = WeeklyReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporte semanal")
        verbose_name_plural = _("reportes semanales")
        ordering = ["-week", "unit__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "delegation", "unit"], nulls_distinct=False, name="one_report_per_unit_and_week"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", signed_at__isnull=True) | (~Q(state="draft") & Q(signed_at__isnull=False)),
                name="signed_report_says_when",
            ),
            models.CheckConstraint(
                condition=Q(validated_at__isnull=True) | Q(state="validated"), name="only_a_validated_report_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="draft"), name="report_unsigned_due"),
            models.Index(fields=["unit", "-week"], name="report_unit_week"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.iso_week}"

    def get_absolute_url(self) -> str:
        return reverse("supply:report-detail", args=[self.pk])

    @property
    def iso_week(self) -> IsoWeek:
        return IsoWeek.of(self.week)

    @property
    def owner(self) -> str:
        """Whose week it is, in words."""
        return str(self.unit) if self.unit_id else str(_("Almacén de %s") % self.delegation)

    @property
    def zone(self) -> ZoneInfo:
        """The zone its week was cut in: the unit's, else the delegation's."""
        return self.unit.zone if self.unit is not None else self.delegation.zone

    @property
    def local_due(self) -> datetime:
        """The deadline as the clock on the unit's wall shows it (naive, so that no template moves it again)."""
        return self.due_at.astimezone(self.zone).replace(tzinfo=None)

    def places(self) -> models.QuerySet[Place]:
        """The stock-keeping places this report tells of."""
        places = Place.objects.stock_keeping().filter(delegation_id=self.delegation_id)
        if self.unit_id is None:
            return places.filter(unit__isnull=True, kind=PlaceKind.WAREHOUSE)
        return places.filter(unit_id=self.unit_id)

    def is_stale(self) -> bool:
        """Whether the ledger has learnt something of the week since the draft was made."""
        return (
            self.state == ReportState.DRAFT
            and Document.objects.filter(
                place__in=self.places(), posted_at__gt=self.drafted_at, occurred_on__lte=self.closes_on
            ).exists()
        )

    @property
    def is_on_time(self) -> bool:
        """Signed by its deadline; an unsigned report is not on time."""
        return self.signed_at is not None and self.signed_at <= self.due_at

    @property
    def is_late(self) -> bool:
        """Unsigned past its deadline."""
        return self.state == ReportState.DRAFT and timezone.now() > self.due_at

    @property
    def closes_on(self) -> date:
        return self.iso_week.sunday
