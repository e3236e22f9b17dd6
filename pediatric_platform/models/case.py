from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.models.case_rules import Level, Severity
from supply.models import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class CaseKind(models.TextChoices):
    MISSING = "missing", _("No hay el medicamento")
    DENIED = "denied", _("No surtieron la receta")
    PARTIAL = "partial", _("Surtieron menos de lo recetado")
    NOT_MIXED = "not_mixed", _("No se preparó la mezcla")
    POSTPONED = "postponed", _("Se pospuso la sesión")
    WRONG = "wrong", _("Medicamento equivocado, dañado o caduco")
    OTHER = "other", _("Otra cosa")


class CaseState(models.TextChoices):
    OPEN = "open", _("Abierto")
    IN_PROGRESS = "in_progress", _("En atención")
    WAITING = "waiting", _("En espera")
    SOLVED = "solved", _("Por confirmar")
    CONFIRMED = "confirmed", _("Confirmado")
    CLOSED = "closed", _("Cerrado sin confirmar")
    MERGED = "merged", _("Unido a otro")


# Somebody still owes something: claimed as solved is not yet confirmed.
UNSOLVED = (CaseState.OPEN, CaseState.IN_PROGRESS, CaseState.WAITING)
STANDING = (*UNSOLVED, CaseState.SOLVED)


class WaitingFor(models.TextChoices):
    SUPPLIER = "supplier", _("Proveedor")
    WAREHOUSE = "warehouse", _("Almacén de la delegación")
    OTHER_UNIT = "other_unit", _("Otro hospital")
    CENTRAL = "central", _("Oficina central")
    PRESCRIBER = "prescriber", _("Quien prescribe")
    FAMILY = "family", _("La familia")
    OTHER = "other", _("Otro")


class CaseChannel(models.TextChoices):
    FAMILY = "family", _("Página de la familia")
    PUBLIC = "public", _("Formulario público")
    STAFF = "staff", _("Personal")
    API = "api", "API"
    SYSTEM = "system", _("El sistema")


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, person: Person) -> Self:
        """Cases of the hospitals whose stock the person sees; what families wrote is told apart (`may_read_story`)."""
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        return self.filter(unit__in=Unit.objects.visible_to(person))

    def standing(self) -> Self:
        """Not confirmed, not closed, not merged into another."""
        return self.filter(state__in=STANDING)

    def unsolved(self) -> Self:
        return self.filter(state__in=UNSOLVED)


class Case(models.Model):
    """Something that a child needs was not there, and who answers for it, by when.

    Who told it and for which child stand in its followers. `deadline_at` is when the level that has it loses it to the
    next; `remind_at` when its owner is reminded; once claimed as solved, `deadline_at` is when the family is asked
    again. `contact_by` stands until somebody has spoken with the family. It ends confirmed by every follower, or closed
    by central office after the contacts that migration 0006 counts.
    """

    folio = models.CharField(_("folio"), max_length=14, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    kind = models.CharField(_("qué pasó"), max_length=12, choices=CaseKind)
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), null=True, blank=True
    )
    drug_words = models.CharField(_("como lo llaman"), max_length=120, blank=True)
    needed_on = models.DateField(_("se necesita el"), null=True, blank=True)
    severity = models.PositiveSmallIntegerField(_("gravedad"), choices=Severity)
    state = models.CharField(_("estado"), max_length=12, choices=CaseState, default=CaseState.OPEN)
    level = models.PositiveSmallIntegerField(_("nivel"), choices=Level, default=Level.UNIT)
    owner = models.ForeignKey(
        Posting, models.PROTECT, related_name="+", verbose_name=_("responsable"), null=True, blank=True
    )
    owned_at = models.DateTimeField(_("a su cargo desde"), default=timezone.now)
    waiting_for = models.CharField(_("en espera de"), max_length=12, choices=WaitingFor, blank=True)
    waiting_until = models.DateField(_("hasta"), null=True, blank=True)
    channel = models.CharField(_("por dónde llegó"), max_length=8, choices=CaseChannel)
    opened_at = models.DateTimeField(_("abierto"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("abrió"), null=True, blank=True
    )
    contact_by = models.DateTimeField(_("llamar antes de"), null=True, blank=True)
    contact_late_at = models.DateTimeField(_("no se llamó a tiempo"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("primer contacto"), null=True, blank=True)
    deadline_at = models.DateTimeField(_("límite"), null=True, blank=True)
    remind_at = models.DateTimeField(_("recordatorio"), null=True, blank=True)
    agenda_on = models.DateField(_("en la agenda de la sesión del"), null=True, blank=True)
    solved_at = models.DateTimeField(_("se dio por resuelto"), null=True, blank=True)
    solved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lo dio por resuelto"),
        null=True, blank=True,
    )  # fmt: skip
    solution = models.CharField(_("cómo se resolvió"), max_length=400, blank=True)
    ended_at = models.DateTimeField(_("terminó"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("terminó"), null=True, blank=True
    )
    closed_reason = models.CharField(_("por qué se cerró sin confirmar"), max_length=400, blank=True)
    reopenings = models.PositiveSmallIntegerField(_("veces reabierto"), default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="duplicates", verbose_name=_("unido a"), null=True, blank=True
    )
    is_simulated = models.BooleanField(_("simulado"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("caso")
        verbose_name_plural = _("casos")
        ordering = ["severity", "deadline_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(folio__regex=r"^C-[2-9A-Z]{6,8}$"), name="case_folio_is_a_folio"),
            models.CheckConstraint(
                condition=Q(severity__gte=1, severity__lte=4, level__gte=1, level__lte=4),
                name="case_severity_and_level_exist",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STANDING) | Q(owner__isnull=False) | Q(level__gte=Level.CENTRAL),
                name="standing_case_has_an_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=UNSOLVED) | Q(deadline_at__isnull=False) | Q(level=Level.SESSION),
                name="unsolved_case_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.SESSION, agenda_on__isnull=False)
                | ~Q(level=Level.SESSION) & Q(agenda_on__isnull=True),
                name="case_of_the_session_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.WAITING) & ~Q(waiting_for="")
                | ~Q(state=CaseState.WAITING) & Q(waiting_for="", waiting_until__isnull=True),
                name="waiting_case_says_for_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.SOLVED) | Q(solved_at__isnull=False) & ~Q(solution=""),
                name="solved_case_says_how",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STANDING, ended_at__isnull=True, deadline_at__gte=F("opened_at"))
                | Q(state__in=STANDING, ended_at__isnull=True, deadline_at__isnull=True)
                | ~Q(state__in=STANDING)
                & Q(ended_at__isnull=False, deadline_at__isnull=True, remind_at__isnull=True, contact_by__isnull=True),
                name="ended_case_has_no_clock",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, ended_by__isnull=False) & ~Q(closed_reason="")
                | ~Q(state=CaseState.CLOSED) & Q(closed_reason=""),
                name="closed_case_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.MERGED, merged_into__isnull=False)
                | ~Q(state=CaseState.MERGED) & Q(merged_into__isnull=True),
                name="merged_case_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="case_is_not_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["deadline_at"], condition=Q(deadline_at__isnull=False), name="case_deadline"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="case_reminder"),
            models.Index(
                fields=["contact_by"],
                condition=Q(contact_by__isnull=False, contact_late_at__isnull=True),
                name="case_to_contact",
            ),
            models.Index(fields=["needed_on"], condition=Q(state__in=UNSOLVED), name="case_needed"),
            models.Index(fields=["unit", "state"], name="case_unit_state"),
            models.Index(fields=["owner"], condition=Q(state__in=STANDING), name="case_owner"),
            models.Index(fields=["drug"], condition=Q(state__in=STANDING), name="case_drug"),
            models.Index(fields=["-opened_at"], name="case_opened"),
        ]

    def __str__(self) -> str:
        return self.folio

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING

    @property
    def reference(self) -> str:
        """By which supply knows what was needed, where no session says it."""
        return f"c{self.pk}"
