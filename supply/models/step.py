from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from supply.models.loan import Loan
from supply.models.recall import Recall
from supply.models.requisition import Requisition
from supply.models.supply_order import SupplyOrder
from supply.models.transfer_order import TransferOrder


class Step(models.Model):
    """One step in the life of a requisition, transfer order, supply order, recall or loan; appended, never edited.

    `what` is the state reached or the thing done (a short word of the area's own), `note` the reason given.
    """

    requisition = models.ForeignKey(Requisition, models.PROTECT, related_name="steps", null=True, blank=True)
    transfer_order = models.ForeignKey(TransferOrder, models.PROTECT, related_name="steps", null=True, blank=True)
    supply_order = models.ForeignKey(SupplyOrder, models.PROTECT, related_name="steps", null=True, blank=True)
    recall = models.ForeignKey(Recall, models.PROTECT, related_name="steps", null=True, blank=True)
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="steps", null=True, blank=True)
    what = models.CharField(_("qué"), max_length=24)
    note = models.CharField(_("motivo"), max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"), null=True, blank=True
    )
    at = models.DateTimeField(_("cuándo"), default=timezone.now)

    class Meta:
        verbose_name = _("paso")
        verbose_name_plural = _("pasos")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(requisition__isnull=False, transfer_order=None, supply_order=None, recall=None, loan=None)
                    | Q(requisition=None, transfer_order__isnull=False, supply_order=None, recall=None, loan=None)
                    | Q(requisition=None, transfer_order=None, supply_order__isnull=False, recall=None, loan=None)
                    | Q(requisition=None, transfer_order=None, supply_order=None, recall__isnull=False, loan=None)
                    | Q(requisition=None, transfer_order=None, supply_order=None, recall=None, loan__isnull=False)
                ),
                name="step_belongs_to_one_thing",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="step_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"
