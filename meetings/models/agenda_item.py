from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.attendance import Attendance, ParticipantKind
from meetings.models.meeting import Meeting

if TYPE_CHECKING:
    from delegations.models import Person


class AgendaKind(models.TextChoices):
    """What puts itself on the agenda, in the order in which it stands there; and what people add."""

    OPENING = "opening", _("Lista de asistencia y quórum")
    AGREEMENTS = "agreements", _("Acuerdos vencidos o incumplidos")
    CASES = "cases", _("Casos que subieron a la sesión")
    UNCOVERED = "uncovered", _("Niñas y niños sin cobertura completa")
    RECALLS = "recalls", _("Retiros sanitarios sin respuesta")
    DELEGATIONS = "delegations", _("Delegaciones con menor abasto")
    DRUGS = "drugs", _("Medicamentos con menor abasto")
    FILL_RATE = "fill_rate", _("Cumplimiento de entregas")
    ROLLOUT = "rollout", _("Expediente electrónico detenido")
    NETWORK = "network", _("Huecos de la red de responsables")
    REVIEW = "review", _("Revisión por delegación")
    FREE = "free", _("Otro asunto")


class AgendaState(models.TextChoices):
    PENDING = "pending", _("Por tratar")
    TREATED = "treated", _("Tratado")
    POSTPONED = "postponed", _("Queda para otra sesión")


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(meeting__in=Meeting.objects.visible_to(person))

    def standing(self) -> Self:
        """On the agenda: neither taken off nor only proposed."""
        return self.filter(is_dropped=False, is_proposed=False)

    def saying_whose(self) -> Self:
        """With who added each, and whether they came for a child: what `whose` is told from."""
        return self.select_related("added_by").annotate(of_family=Exists(_came_for_a_child(OuterRef("added_by"))))


class AgendaItem(models.Model):
    """One matter of a meeting. What the data puts there holds counts and folios as of a moment, never a name.

    `data` is `{"lines": [{"text": …, "href": …, "value": …, "delegation": code, "unit": CLUES}], "n": …, "more": …}`
    (`n` things; `more` have no line), made by `meetings.agenda`; it is written anew until the meeting begins, and
    stays from then on.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda", verbose_name=_("sesión"))
    kind = models.CharField(_("clase"), max_length=12, choices=AgendaKind)
    position = models.PositiveSmallIntegerField(_("orden"))
    title = models.CharField(_("asunto"), max_length=200)
    body = models.TextField(_("de qué trata"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutos"), default=5)
    data = models.JSONField(_("lo que dicen los datos"), default=dict, blank=True)
    as_of = models.DateTimeField(_("datos al"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lo propuso"), null=True, blank=True
    )
    # Somebody proposed it, and whoever keeps the agenda has not said yes or no.
    is_proposed = models.BooleanField(_("por aceptar"), default=False)
    is_dropped = models.BooleanField(_("fuera del orden del día"), default=False)
    state = models.CharField(_("estado"), max_length=12, choices=AgendaState, default=AgendaState.PENDING)
    notes = models.TextField(_("qué se dijo"), blank=True)
    edition = models.PositiveIntegerField(default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("asunto del orden del día")
        verbose_name_plural = _("asuntos del orden del día")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
            models.UniqueConstraint(
                fields=["meeting", "kind"], condition=~Q(kind=AgendaKind.FREE), name="one_agenda_item_per_own_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=AgendaKind.FREE, added_by__isnull=False) | ~Q(kind=AgendaKind.FREE),
                name="free_agenda_item_says_whose",
            ),
            models.CheckConstraint(
                condition=Q(is_proposed=False) | Q(kind=AgendaKind.FREE, is_dropped=False, state=AgendaState.PENDING),
                name="proposed_agenda_item_waits",
            ),
        ]

    def __str__(self) -> str:
        # The trail keeps this: what the data put there has a title of the site's own, what people wrote has none.
        return f"{self.meeting} · {self.pk if self.kind == AgendaKind.FREE else self.title}"

    @property
    def whose(self) -> str:
        """Who added it, as anybody of the staff may read it: relatives stay unnamed. Empty for what the data put."""
        if self.added_by is None:
            return ""
        of_family = getattr(self, "of_family", None)
        if of_family is None:
            of_family = _came_for_a_child(self.added_by_id).exists()
        return str(_("Una familia")) if of_family else self.added_by.full_name


def _came_for_a_child(person: int | OuterRef | None) -> models.QuerySet[Attendance]:
    return Attendance.objects.filter(person=person, kind=ParticipantKind.FAMILY)
