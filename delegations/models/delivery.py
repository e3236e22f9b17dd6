from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models.notification import Notification
from delegations.roles import Permission
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person


class Channel(models.TextChoices):
    EMAIL = "email", _("Correo")
    TEXT = "text", _("Mensaje de texto")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("En espera del resumen")
    QUEUED = "queued", _("Por enviar")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No se pudo enviar")
    BOUNCED = "bounced", _("Devuelto")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person: Person) -> Self:
        """All of them for whoever looks after the mail of the country; nobody else sees where others' mail goes."""
        return self if scope_of(person).allows_everywhere(Permission.VIEW_DELIVERIES) else self.none()

    def due(self, now: datetime) -> Self:
        """What is to be sent now, the first time or again."""
        return self.filter(state=DeliveryState.QUEUED, next_attempt_at__lte=now)


class Delivery(models.Model):
    """One notice on its way to one address, and what became of it."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries", verbose_name=_("aviso"))
    channel = models.CharField(_("medio"), max_length=8, choices=Channel)
    address = models.CharField(_("destino"), max_length=254)
    state = models.CharField(_("estado"), max_length=8, choices=DeliveryState, default=DeliveryState.QUEUED)
    created_at = models.DateTimeField(_("creado"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_attempt_at = models.DateTimeField(_("próximo intento"), null=True, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True, blank=True)
    # The provider's name of the message, by which a bounce finds it.
    message_id = models.CharField(_("identificador del mensaje"), max_length=200, blank=True)
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("envío")
        verbose_name_plural = _("envíos")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel", "address"], name="notice_is_delivered_once"),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.QUEUED) | Q(next_attempt_at__isnull=False),
                name="queued_delivery_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DeliveryState.SENT, DeliveryState.BOUNCED]) | Q(sent_at__isnull=False),
                name="sent_delivery_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(state="queued"), name="delivery_due"),
            models.Index(fields=["message_id"], name="delivery_message"),
            models.Index(fields=["address"], name="delivery_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} · {self.get_state_display()}"
