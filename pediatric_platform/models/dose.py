from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.regimen_line import DoseUnit, Evidence, LinePurpose, RegimenLine, Route
from pediatric_platform.models.session import Session
from supply.models import Document, Drug

if TYPE_CHECKING:
    from delegations.models import Person


class DoseState(models.TextChoices):
    PLANNED = "planned", _("Programada")
    GIVEN = "given", _("Dada")
    OMITTED = "omitted", _("No se da")


class DoseQuerySet(models.QuerySet["Dose"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(session__in=Session.objects.visible_to(person))

    def to_give(self) -> Self:
        return self.filter(state=DoseState.PLANNED)


class Dose(models.Model):
    """A drug of a session: `administrations` times `amount`, of which `rule_amount` is what the regimen's rule gives.

    An oral drug taken at home on consecutive days is one dose, handed out on its first day (`days`). A dose that is not
    sourced, or that differs from its rule, is mixed only once a clinician has confirmed it.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="doses", verbose_name=_("sesión"))
    line = models.ForeignKey(RegimenLine, models.PROTECT, related_name="+", verbose_name=_("renglón del esquema"))
    position = models.PositiveSmallIntegerField(_("orden"))
    inn = models.CharField(_("denominación común internacional"), max_length=160)
    name = models.CharField(_("medicamento"), max_length=160)
    route = models.CharField(_("vía"), max_length=2, choices=Route)
    purpose = models.CharField(_("para qué"), max_length=8, choices=LinePurpose)
    unit = models.CharField(_("unidad"), max_length=4, choices=DoseUnit)
    rule_amount = models.DecimalField(_("dosis según la regla"), max_digits=10, decimal_places=3, null=True, blank=True)
    amount = models.DecimalField(_("dosis"), max_digits=10, decimal_places=3, null=True, blank=True)
    max_amount = models.DecimalField(_("tope"), max_digits=10, decimal_places=3, null=True, blank=True)
    is_capped = models.BooleanField(_("llegó al tope"), default=False)
    administrations = models.PositiveSmallIntegerField(_("aplicaciones"), default=1)
    days = models.PositiveSmallIntegerField(_("días que cubre"), default=1)
    evidence = models.CharField(_("certeza"), max_length=8, choices=Evidence)
    state = models.CharField(_("estado"), max_length=10, choices=DoseState, default=DoseState.PLANNED)
    state_reason = models.CharField(_("motivo"), max_length=240, blank=True)
    was_missing = models.BooleanField(_("no se dio porque no había"), default=False)
    confirmed_at = models.DateTimeField(_("confirmada"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("confirmó"), null=True, blank=True
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", verbose_name=_("surtimiento"), null=True, blank=True
    )

    objects = DoseQuerySet.as_manager()

    class Meta:
        verbose_name = _("dosis")
        verbose_name_plural = _("dosis")
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "line"], name="one_dose_per_session_and_line"),
            models.CheckConstraint(
                condition=~Q(inn__in=["vincristine", "vinblastine", "vinorelbine", "vindesine"], route="IT"),
                name="vinca_dose_is_never_intrathecal",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(max_amount__isnull=True) | Q(amount__lte=F("max_amount")),
                name="dose_is_within_its_cap",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="dose_gives_something"),
            models.CheckConstraint(condition=Q(administrations__gt=0, days__gt=0), name="dose_is_given_at_least_once"),
            models.CheckConstraint(condition=~Q(state="omitted") | ~Q(state_reason=""), name="omitted_dose_says_why"),
            models.CheckConstraint(
                condition=Q(was_missing=False) | Q(state="omitted"), name="only_omitted_dose_was_missing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} · {self.name}"

    @property
    def is_sourced(self) -> bool:
        return self.evidence == Evidence.SOURCED

    @property
    def awaits_confirmation(self) -> bool:
        """Whether a clinician has to confirm the amount before it is mixed: not sourced, unknown, or off its rule."""
        return self.confirmed_at is None and (
            not self.is_sourced or self.amount is None or self.amount != self.rule_amount
        )


class DosePiece(models.Model):
    """Whole pieces of a drug that a dose takes: the combination of strengths that wastes least."""

    dose = models.ForeignKey(Dose, models.CASCADE, related_name="pieces", verbose_name=_("dosis"))
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"))
    pieces = models.PositiveIntegerField(_("piezas"))

    class Meta:
        verbose_name = _("piezas de una dosis")
        verbose_name_plural = _("piezas de una dosis")
        ordering = ["dose", "drug"]
        constraints = [
            models.UniqueConstraint(fields=["dose", "drug"], name="one_row_per_dose_and_drug"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="dose_takes_whole_pieces"),
        ]

    def __str__(self) -> str:
        return f"{self.drug} × {self.pieces}"
