from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models.audit_event import AuditEvent
from delegations.roles import Permission
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person

SAME_TRANSACTION = timedelta(days=1)


class RowOperation(models.TextChoices):
    INSERT = "I", _("Alta")
    UPDATE = "U", _("Cambio")
    DELETE = "D", _("Baja")


class RowChangeQuerySet(models.QuerySet["RowChange"]):
    def visible_to(self, person: Person) -> RowChangeQuerySet:
        """As the audit trail itself."""
        return self if scope_of(person).allows_everywhere(Permission.VIEW_AUDIT) else self.none()

    def of_event(self, event: AuditEvent) -> RowChangeQuerySet:
        """The rows written in an event's transaction. Numbers begin anew in a restored database: days part them."""
        return self.filter(
            transaction=event.transaction, at__range=(event.at - SAME_TRANSACTION, event.at + SAME_TRANSACTION)
        )

    def with_event(self) -> RowChangeQuerySet:
        """Each with `has_event`: whether an action told what it did in the same transaction."""
        events = AuditEvent.objects.filter(
            transaction=models.OuterRef("transaction"),
            at__gte=models.OuterRef("at") - SAME_TRANSACTION,
            at__lte=models.OuterRef("at") + SAME_TRANSACTION,
        )
        return self.annotate(has_event=models.Exists(events))

    def without_event(self) -> RowChangeQuerySet:
        """Written past the application's actions: by hand in the database, or by a library."""
        return self.with_event().filter(has_event=False)  # type: ignore[misc]  # annotated just now


class RowChange(models.Model):
    """One row that was written, with what it was before: kept by the database itself, whoever wrote it and how.

    Triggers of the watched tables write these (migration 0005); the application only reads them. `transaction` leads to
    the audit event of the same change; a change without one did not come from the application's actions.
    """

    at = models.DateTimeField(_("cuándo"))
    transaction = models.BigIntegerField(_("transacción"))
    database_user = models.CharField(_("usuario de la base"), max_length=63)
    table = models.CharField(_("tabla"), max_length=63)
    row_id = models.CharField(_("fila"), max_length=60)
    operation = models.CharField(_("operación"), max_length=1, choices=RowOperation)
    # Of an update, only the columns that changed. Secrets never come here.
    before = models.JSONField(_("antes"), null=True)
    after = models.JSONField(_("después"), null=True)

    objects = RowChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cambio de fila")
        verbose_name_plural = _("cambios de filas")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["table", "row_id", "-at"], name="row_change_row"),
            models.Index(fields=["transaction"], name="row_change_transaction"),
            models.Index(fields=["-at"], name="row_change_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} {self.table} {self.row_id}"
