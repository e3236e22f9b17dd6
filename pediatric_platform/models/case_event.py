from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.case import Case

if TYPE_CHECKING:
    from delegations.models import Person


class CaseEventKind(models.TextChoices):
    OPENED = "opened", _("Se abrió")
    JOINED = "joined", _("Otra familia avisó de lo mismo")
    OWNER = "owner", _("Cambió de responsable")
    TAKEN = "taken", _("Se tomó")
    CONTACT = "contact", _("Contacto con la familia")
    NOTE = "note", _("Nota")
    MESSAGE = "message", _("Mensaje a la familia")
    REPLY = "reply", _("La familia escribió")
    WAITING = "waiting", _("En espera")
    SEVERITY = "severity", _("Cambió la gravedad")
    CHECKED = "checked", _("Se revisó qué hay")
    ATTACHED = "attached", _("Se adjuntó un archivo")
    DETACHED = "detached", _("Se quitó un archivo")
    REMINDED = "reminded", _("Recordatorio")
    CONTACT_LATE = "contact_late", _("No se llamó a tiempo")
    ESCALATED = "escalated", _("Subió de nivel")
    SOLVED = "solved", _("Se dio por resuelto")
    CONFIRMED = "confirmed", _("Se confirmó")
    DISPUTED = "disputed", _("La familia dice que no está resuelto")
    REOPENED = "reopened", _("Se reabrió")
    MERGED = "merged", _("Se unió con otro")
    CLOSED = "closed", _("Se cerró sin confirmar")
    CHANGED = "changed", _("Se corrigió")


class ContactWay(models.TextChoices):
    PHONE = "phone", _("Teléfono")
    IN_PERSON = "in_person", _("En persona")
    MAIL = "mail", _("Correo")
    TEXT = "text", _("Mensaje de texto")
    VISIT = "visit", _("Visita al domicilio")


class CaseEventQuerySet(models.QuerySet["CaseEvent"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(case__in=Case.objects.visible_to(person))

    def for_family(self) -> Self:
        return self.filter(for_family=True)


class CaseEvent(models.Model):
    """What happened to a case, in order. Only ever added. `by` empty: the system itself, or a family without account.

    `for_family`: its family reads it. `data` holds values and ids (old and new owner, level, severity), never texts of
    a person. `key` keeps the same press twice from being two events.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events", verbose_name=_("caso"))
    kind = models.CharField(_("qué"), max_length=12, choices=CaseEventKind)
    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"), null=True, blank=True
    )
    text = models.TextField(_("texto"), blank=True)
    for_family = models.BooleanField(_("lo ve la familia"), default=False)
    way = models.CharField(_("por qué medio"), max_length=10, choices=ContactWay, blank=True)
    reached = models.BooleanField(_("contestó"), null=True, blank=True)
    data = models.JSONField(_("datos"), default=dict, blank=True)
    key = models.CharField(max_length=64, blank=True)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("suceso de un caso")
        verbose_name_plural = _("sucesos de un caso")
        ordering = ["case", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], condition=~Q(key=""), name="one_case_event_per_key"),
            models.CheckConstraint(
                condition=Q(kind=CaseEventKind.CONTACT, reached__isnull=False) & ~Q(way="")
                | ~Q(kind=CaseEventKind.CONTACT) & Q(way="", reached__isnull=True),
                name="contact_says_how_and_whether_it_reached",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["note", "message", "reply"]) | ~Q(text=""), name="case_note_has_words"
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="case_event_case_at")]

    def __str__(self) -> str:
        return f"{self.case} · {self.get_kind_display()}"
