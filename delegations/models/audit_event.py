from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import BigIntegerField, Func, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.roles import Permission
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person


class CurrentTransaction(Func):
    """The number of the database transaction: what an event and the rows it changed have in common."""

    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = TextField()


CURRENT_TRANSACTION = Cast(Cast(CurrentTransaction(), TextField()), BigIntegerField())


class AuditKind(models.TextChoices):
    WRITE = "write", _("Cambio")
    READ = "read", _("Consulta")
    ACCESS = "access", _("Acceso")


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, person: Person) -> AuditEventQuerySet:
        """The whole trail to whoever audits the country, nothing of it to anybody else."""
        return self if scope_of(person).allows_everywhere(Permission.VIEW_AUDIT) else self.none()

    def about(self, target: models.Model) -> AuditEventQuerySet:
        """What was done to one object, or read of it."""
        return self.filter(target_model=target._meta.label_lower, target_id=str(target.pk))


class AuditEvent(models.Model):
    """What was done, read or tried, to what and by whom. No foreign keys: it outlives what it speaks of.

    UPDATE, DELETE and TRUNCATE are refused by a trigger (migration 0002), and the application's database role has no
    right to any of them (migration 0005).
    """

    kind = models.CharField(_("clase"), max_length=8, choices=AuditKind, default=AuditKind.WRITE)

    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    type = models.CharField(_("qué"), max_length=60)
    by = models.CharField(_("quién"), max_length=200, blank=True)
    by_id = models.BigIntegerField(_("número de cuenta"), null=True, blank=True)
    target_model = models.CharField(_("tipo de objeto"), max_length=60, blank=True)
    target_id = models.CharField(_("objeto"), max_length=60, blank=True)
    target_label = models.CharField(_("descripción"), max_length=240, blank=True)
    # Whose data it concerns, so that a delegation's trail can be told apart; by number, as the rest.
    delegation_id = models.BigIntegerField(_("delegación"), null=True, blank=True)
    unit_id = models.BigIntegerField(_("unidad"), null=True, blank=True)
    transaction = models.BigIntegerField(_("transacción"), null=True, blank=True, db_default=CURRENT_TRANSACTION)
    before = models.JSONField(_("antes"), default=dict, blank=True)
    after = models.JSONField(_("después"), default=dict, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("evento de auditoría")
        verbose_name_plural = _("auditoría")
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["-at"], name="audit_at"),
            models.Index(fields=["target_model", "target_id"], name="audit_target"),
            models.Index(fields=["by_id", "-at"], name="audit_person"),
            models.Index(fields=["type", "-at"], name="audit_type"),
            models.Index(fields=["transaction"], name="audit_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.target_label}"
