from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Place

if TYPE_CHECKING:
    from delegations.models import Person


class DocumentKind(models.TextChoices):
    RECEIPT = "receipt", _("Recepción")
    DISPENSING = "dispensing", _("Surtimiento")
    DISPATCH = "dispatch", _("Traspaso enviado")
    ACCEPTANCE = "acceptance", _("Traspaso recibido")
    ADJUSTMENT = "adjustment", _("Ajuste")
    COUNT = "count", _("Conteo")
    REVERSAL = "reversal", _("Reverso")


class Source(models.TextChoices):
    PAGE = "page", _("Pantalla")
    API = "api", _("API")
    UPLOAD = "upload", _("Carga semanal")
    COMMAND = "command", _("Comando")
    SIMULATION = "simulation", _("Simulación")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(place__in=Place.objects.visible_to(person))


class Document(models.Model):
    """One posting to the ledger and its idempotency key: posting it twice is one effect."""

    kind = models.CharField(_("tipo"), max_length=12, choices=DocumentKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="documents", verbose_name=_("lugar"))
    idempotency_key = models.CharField(_("llave de idempotencia"), max_length=100)
    fingerprint = models.CharField(max_length=64, editable=False)
    occurred_on = models.DateField(_("fecha"))
    posted_at = models.DateTimeField(_("asentado"))
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asentó"), null=True, blank=True
    )
    source = models.CharField(_("origen"), max_length=12, choices=Source, default=Source.PAGE)
    reference = models.CharField(_("referencia"), max_length=120, blank=True)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, related_name="reversal", verbose_name=_("revierte"), null=True, blank=True
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("documento")
        verbose_name_plural = _("documentos")
        ordering = ["-posted_at"]
        constraints = [
            models.UniqueConstraint(fields=["place", "idempotency_key"], name="one_document_per_place_and_key"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | Q(kind=DocumentKind.REVERSAL), name="only_a_reversal_reverses"
            ),
            models.CheckConstraint(condition=~Q(idempotency_key=""), name="document_has_a_key"),
        ]
        indexes = [models.Index(fields=["place", "-posted_at"], name="document_place_posted")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
