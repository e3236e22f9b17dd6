from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.drug import Drug
from supply.models.redistribution_run import RedistributionRun
from supply.models.transfer_order import TransferOrder

if TYPE_CHECKING:
    from delegations.models import Person


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("Propuesta")
    ACCEPTED = "accepted", _("Aceptada")
    REJECTED = "rejected", _("Rechazada")
    STALE = "stale", _("Ya no aplica")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, person: Person) -> Self:
        """Whoever sees either end sees the proposal."""
        places = Place.objects.visible_to(person)
        return self.filter(Q(from_place__in=places) | Q(to_place__in=places))


class Proposal(models.Model):
    """Pieces of one drug that the solver would move from one place to another, and why.

    `lots` is [{"lot": id, "pieces": n}]; `facts` is what its sentence is made of. `doses` dated doses are covered by
    it, `saved` pieces would otherwise expire. `is_fair_share`: there is not enough for all, and this is the share.
    """

    run = models.ForeignKey(
        RedistributionRun, models.CASCADE, related_name="proposals", verbose_name=_("redistribución")
    )
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"))
    from_place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("de"))
    to_place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("a"))
    pieces = models.PositiveIntegerField(_("piezas"))
    lots = models.JSONField(_("lotes"), default=list)
    transit_days = models.PositiveSmallIntegerField(_("días de traslado"), default=0)
    arrives_on = models.DateField(_("llegaría el"))
    doses = models.PositiveIntegerField(_("dosis que cubre"), default=0)
    saved = models.PositiveIntegerField(_("piezas que no caducarían"), default=0)
    cost = models.DecimalField(_("costo estimado del traslado"), max_digits=12, decimal_places=2, default=0)
    is_fair_share = models.BooleanField(_("reparto de lo que hay"), default=False)
    facts = models.JSONField(_("por qué"), default=dict)
    state = models.CharField(_("estado"), max_length=12, choices=ProposalState, default=ProposalState.PROPOSED)
    reason = models.CharField(_("motivo"), max_length=240, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decidió"), null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decidida"), null=True, blank=True)
    order = models.ForeignKey(
        TransferOrder,
        models.PROTECT,
        related_name="proposals",
        verbose_name=_("orden de traspaso"),
        null=True,
        blank=True,
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("propuesta de redistribución")
        verbose_name_plural = _("propuestas de redistribución")
        ordering = ["run", "-doses", "-saved", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(pieces__gt=0), name="proposal_moves_something"),
            models.CheckConstraint(condition=~Q(from_place=F("to_place")), name="proposal_goes_somewhere_else"),
            models.CheckConstraint(
                condition=Q(state="accepted", order__isnull=False) | ~Q(state="accepted") & Q(order__isnull=True),
                name="accepted_proposal_names_its_order",
            ),
            models.CheckConstraint(condition=~Q(state="rejected") | ~Q(reason=""), name="rejected_proposal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.drug_id} × {self.pieces}"
