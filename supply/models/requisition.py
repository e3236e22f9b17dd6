from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class RequisitionState(models.TextChoices):
    DRAFT = "draft", _("Borrador")
    SENT = "sent", _("Enviada")
    ESCALATED = "escalated", _("En oficina central")
    APPROVED = "approved", _("Aprobada")
    REFUSED = "refused", _("No aprobada")
    CANCELLED = "cancelled", _("Cancelada")
    FULFILLED = "fulfilled", _("Surtida")


class RequisitionQuerySet(models.QuerySet["Requisition"]):
    def visible_to(self, person: Person) -> Self:
        """Whoever sees the place that asks or the one that is asked."""
        places = Place.objects.visible_to(person)
        return self.filter(Q(place__in=places) | Q(giver__in=places))

    def waiting(self) -> Self:
        """Sent, and nobody has decided."""
        return self.filter(state__in=(RequisitionState.SENT, RequisitionState.ESCALATED))


class Requisition(models.Model):
    """What a place asks for: a unit of its delegation, a delegation of central office.

    `giver` is the warehouse asked, where one is named. `is_emergency`: outside the cycle, within limits, with a reason
    in `note`. `cycle` is the Monday of the week it belongs to.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="requisitions", verbose_name=_("lugar que pide"))
    giver = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("lugar que surte"), null=True, blank=True
    )
    is_emergency = models.BooleanField(_("urgente"), default=False)
    cycle = models.DateField(_("semana"), help_text=_("El lunes de la semana ISO."))
    needed_on = models.DateField(_("se necesita el"), null=True, blank=True)
    note = models.CharField(_("motivo"), max_length=400, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=RequisitionState, default=RequisitionState.DRAFT)
    reason = models.CharField(_("motivo de la decisión"), max_length=400, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("la hizo"), null=True, blank=True
    )
    made_at = models.DateTimeField(_("hecha"), default=timezone.now)
    sent_at = models.DateTimeField(_("enviada"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decidió"), null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decidida"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    objects = RequisitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("requisición")
        verbose_name_plural = _("requisiciones")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(sent_at__isnull=False),
                name="sent_requisition_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused", "fulfilled"]) | Q(decided_at__isnull=False),
                name="decided_requisition_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "cancelled"]) | ~Q(reason=""), name="refused_requisition_says_why"
            ),
            models.CheckConstraint(
                condition=Q(is_emergency=False) | ~Q(note=""), name="emergency_requisition_says_why"
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | ~Q(giver=F("place")), name="requisition_asks_somebody_else"
            ),
        ]
        indexes = [
            models.Index(fields=["place"], condition=Q(state__in=["sent", "escalated"]), name="requisition_waiting"),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("supply:requisition", args=[self.pk])

    @property
    def folio(self) -> str:
        return f"RQ-{self.pk:06d}"


class RequisitionLine(models.Model):
    """Pieces of a drug: what the levels suggested, what is asked and why another number, what was approved and why.

    `to_purchase` are pieces of the approved ones that no shelf has: they wait for a supply order.
    """

    requisition = models.ForeignKey(
        Requisition, models.CASCADE, related_name="lines", verbose_name=_("requisición"), db_index=False
    )
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"))
    suggested = models.PositiveIntegerField(_("sugeridas"), default=0)
    asked = models.PositiveIntegerField(_("pedidas"))
    explanation = models.CharField(_("por qué otra cantidad"), max_length=240, blank=True)
    approved = models.PositiveIntegerField(_("aprobadas"), null=True, blank=True)
    approval_reason = models.CharField(_("por qué se aprueba otra cantidad"), max_length=240, blank=True)
    to_purchase = models.PositiveIntegerField(_("por comprar"), default=0)
    facts = models.JSONField(_("existencias al pedir"), default=dict, blank=True)

    class Meta:
        verbose_name = _("renglón de requisición")
        verbose_name_plural = _("renglones de requisición")
        ordering = ["requisition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["requisition", "drug"], name="one_requisition_line_per_drug"),
            models.CheckConstraint(condition=Q(asked__gt=0), name="requisition_asks_for_something"),
            models.CheckConstraint(
                condition=Q(asked=F("suggested")) | ~Q(explanation=""), name="other_quantity_is_explained"
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(approved=F("asked")) | ~Q(approval_reason=""),
                name="other_approval_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(to_purchase=0) | Q(approved__isnull=False, to_purchase__lte=F("approved")),
                name="what_is_to_be_bought_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drug_id} × {self.asked}"
