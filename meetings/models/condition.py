from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Unit
from delegations.roles import Role
from meetings.models.agreement import Agreement
from pediatric_platform.models import Case, MilestoneKind
from supply.models import Drug, SupplyOrder, Transfer


class ConditionKind(models.TextChoices):
    """What the data can say of an agreement; each is evaluated by one module of `meetings/conditions/`."""

    ABASTO_LEVEL = "abasto_level", _("Nivel de abasto de una delegación o unidad, al menos (%)")
    DRUG_COVERAGE = "drug_coverage", _("Días de cobertura de un medicamento, al menos")
    REPORTS_SIGNED = "reports_signed", _("Unidades que firmaron la semana, al menos (%)")
    CHILDREN_UNCOVERED = "children_uncovered", _("Niñas y niños sin cobertura completa, a lo más")
    POST_FILLED = "post_filled", _("Un puesto con titular")
    CASE_CONFIRMED = "case_confirmed", _("Un caso confirmado")
    TRANSFER_ACCEPTED = "transfer_accepted", _("Un traspaso recibido completo")
    ORDER_RECEIVED = "order_received", _("Una orden de suministro recibida completa")
    MILESTONE_REACHED = "milestone_reached", _("Un hito del expediente electrónico logrado")


# Those that are true or not, without a number.
YES_OR_NO = (
    ConditionKind.POST_FILLED,
    ConditionKind.CASE_CONFIRMED,
    ConditionKind.TRANSFER_ACCEPTED,
    ConditionKind.ORDER_RECEIVED,
    ConditionKind.MILESTONE_REACHED,
)


class Condition(models.Model):
    """When an agreement is kept, said so that the data can tell.

    `hold_weeks` is for how many closed weeks running it must hold (of kinds that are weekly). `met` is what the last
    evaluation found: None where the data could not say (no report, no coverage), told apart from no.
    """

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="condition", verbose_name=_("acuerdo"))
    kind = models.CharField(_("qué se mide"), max_length=20, choices=ConditionKind)
    threshold = models.DecimalField(_("umbral"), max_digits=10, decimal_places=2, null=True, blank=True)
    hold_weeks = models.PositiveSmallIntegerField(_("semanas seguidas"), default=1)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), null=True, blank=True
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("caso"), null=True, blank=True)
    transfer = models.ForeignKey(
        Transfer, models.PROTECT, related_name="+", verbose_name=_("traspaso"), null=True, blank=True
    )
    supply_order = models.ForeignKey(
        SupplyOrder,
        models.PROTECT,
        related_name="+",
        verbose_name=_("orden de suministro"),
        null=True,
        blank=True,
    )
    role = models.CharField(_("puesto"), max_length=32, choices=Role, blank=True)
    milestone = models.CharField(_("hito"), max_length=24, choices=MilestoneKind, blank=True)
    met = models.BooleanField(_("se cumple"), null=True, blank=True)
    met_since = models.DateField(_("se cumple desde"), null=True, blank=True)
    value = models.DecimalField(_("última medida"), max_digits=12, decimal_places=2, null=True, blank=True)
    data_as_of = models.DateTimeField(_("datos al"), null=True, blank=True)
    evaluated_at = models.DateTimeField(_("medida"), null=True, blank=True)

    class Meta:
        verbose_name = _("condición")
        verbose_name_plural = _("condiciones")
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=YES_OR_NO, threshold__isnull=True)
                | ~Q(kind__in=YES_OR_NO) & Q(threshold__isnull=False, threshold__gte=0),
                name="condition_has_its_threshold",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="abasto_level", drug__isnull=True) & (Q(delegation__isnull=False) | Q(unit__isnull=False))
                    | Q(kind="drug_coverage", drug__isnull=False, unit__isnull=False)
                    | Q(kind="reports_signed", delegation__isnull=False)
                    | Q(kind="children_uncovered") & (Q(delegation__isnull=False) | Q(unit__isnull=False))
                    | Q(kind="post_filled") & ~Q(role="") & (Q(delegation__isnull=False) | Q(unit__isnull=False))
                    | Q(kind="case_confirmed", case__isnull=False)
                    | Q(kind="transfer_accepted", transfer__isnull=False)
                    | Q(kind="order_received", supply_order__isnull=False)
                    | Q(kind="milestone_reached", unit__isnull=False) & ~Q(milestone="")
                ),
                name="condition_names_what_it_measures",
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=True) | Q(unit__isnull=True), name="condition_is_of_one_place"
            ),
            models.CheckConstraint(
                condition=Q(hold_weeks__gte=1, hold_weeks__lte=26), name="condition_holds_some_weeks"
            ),
            models.CheckConstraint(
                # Each way says whether it is known: of what is neither true nor false the database takes anything.
                condition=Q(met__isnull=False, met=True, met_since__isnull=False)
                | Q(met__isnull=False, met=False, met_since__isnull=True)
                | Q(met__isnull=True, met_since__isnull=True),
                name="met_condition_says_since_when",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["kind"], name="condition_kind")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.kind}"
