from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RowOperation(models.TextChoices):
    INSERT = "I", _("Alta")
    UPDATE = "U", _("Cambio")
    DELETE = "D", _("Baja")


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
