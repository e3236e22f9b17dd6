from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from delegations.models.person import Person


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, person: Person) -> Self:
        """One's own, nobody else's."""
        return self.filter(person_id=person.pk)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """Something a person was told, as their inbox keeps it. The words are made when it is shown, in the reader's
    language, from `kind` and `context` (plain values, never a child's name).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("persona")
    )
    kind = models.CharField(_("asunto"), max_length=60)
    context = models.JSONField(_("datos"), default=dict, blank=True)
    path = models.CharField(_("dirección"), max_length=200, blank=True)
    # The same key for the same person is told once, however often the sweep runs.
    key = models.CharField(_("llave"), max_length=120)
    created_at = models.DateTimeField(_("cuándo"), default=timezone.now)
    read_at = models.DateTimeField(_("leído"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aviso")
        verbose_name_plural = _("avisos")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="notice_is_told_once")]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notice_inbox"),
            models.Index(fields=["person"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.person_id}"
