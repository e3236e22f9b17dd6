from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from delegations.naming import search_terms, search_text
from delegations.sealing import SealedText, fingerprint, fingerprints
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models.diagnosis import Diagnosis

if TYPE_CHECKING:
    from delegations.models import Person


class Sex(models.TextChoices):
    FEMALE = "M", _("Niña")
    MALE = "H", _("Niño")


class ChildState(models.TextChoices):
    ACTIVE = "active", _("En tratamiento")
    FOLLOW_UP = "finished", _("Terminó su tratamiento")
    ABANDONED = "abandoned", _("Dejó el tratamiento")
    DECEASED = "deceased", _("Falleció")


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(self, person: Person) -> Self:
        """Children whom the person treats, within scope. A relative's own: `children_of` (guardian.py)."""
        return self.filter(in_clinical_scope(person))

    def in_treatment(self) -> Self:
        return self.filter(state=ChildState.ACTIVE)

    def search(self, query: str) -> Self:
        """Children by name (accents, capitals and order aside) or folio; by CURP or NSS only when written whole."""
        compact = query.strip().upper().replace(" ", "")
        whole = Q(curp_print__in=fingerprints("curp", compact)) | Q(nss_print__in=fingerprints("nss", compact))
        if len(compact) in (11, 18) and self.filter(whole).exists():
            return self.filter(whole)
        found = self
        for term in search_terms(query):
            found = found.filter(search_text__contains=term)
        return found


class Child(models.Model):
    """A child in treatment. CURP, NSS and agregado are sealed at rest and never stand in a list.

    `edition` grows with each change: whoever saves on top of an older one is told so.
    """

    folio = models.CharField(_("folio"), max_length=12, unique=True)
    given_names = models.CharField(_("nombres"), max_length=80)
    first_surname = models.CharField(_("primer apellido"), max_length=80)
    second_surname = models.CharField(_("segundo apellido"), max_length=80, blank=True)
    birth_date = models.DateField(_("fecha de nacimiento"))
    sex = models.CharField(_("sexo"), max_length=1, choices=Sex)
    curp = SealedText("CURP", blank=True)
    curp_print = models.CharField(max_length=64, blank=True, editable=False)
    without_curp = models.CharField(_("por qué no tiene CURP"), max_length=120, blank=True)
    nss = SealedText(_("NSS del asegurado"), blank=True)
    nss_print = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    agregado = SealedText(_("agregado médico"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital que lo atiende"))
    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="+", verbose_name=_("diagnóstico"))
    risk = models.CharField(_("grupo de riesgo"), max_length=60, blank=True)
    diagnosed_on = models.DateField(_("fecha del diagnóstico"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=10, choices=ChildState, default=ChildState.ACTIVE)
    state_on = models.DateField(_("en ese estado desde"), null=True, blank=True)
    state_reason = models.CharField(_("motivo del estado"), max_length=240, blank=True)
    prior_anthracycline = models.DecimalField(
        _("antraciclina recibida antes, mg/m² equivalentes a doxorrubicina"), max_digits=6, decimal_places=1, default=0
    )
    is_simulated = models.BooleanField(_("simulado"), default=False)
    search_text = models.TextField(editable=False, blank=True)
    edition = models.PositiveIntegerField(default=1)
    registered_at = models.DateTimeField(_("registrado"), default=timezone.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registró"), null=True, blank=True
    )

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("niña o niño")
        verbose_name_plural = _("niñas y niños")
        ordering = ["first_surname", "second_surname", "given_names"]
        constraints = [
            models.UniqueConstraint(fields=["curp_print"], condition=~Q(curp_print=""), name="one_child_per_curp"),
            models.CheckConstraint(
                condition=~Q(curp_print="") | ~Q(without_curp=""), name="child_without_curp_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=ChildState.ACTIVE) | Q(state_on__isnull=False),
                name="child_out_of_treatment_says_when",
            ),
            models.CheckConstraint(
                condition=Q(diagnosed_on__isnull=True) | Q(diagnosed_on__gte=F("birth_date")),
                name="child_is_diagnosed_after_birth",
            ),
            models.CheckConstraint(condition=Q(prior_anthracycline__gte=0), name="prior_anthracycline_is_no_debt"),
            models.CheckConstraint(condition=Q(folio__regex=r"^N-[2-9A-Z]{6}$"), name="child_folio_is_a_folio"),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="child_unit_state"),
            models.Index(fields=["birth_date"], name="child_birth"),
        ]

    def __str__(self) -> str:
        """The folio, never the name: this is what logs and trails write."""
        return self.folio

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the prints and what a search looks through in step; bulk writers call `prepare` themselves."""
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Prints of the identifiers and the text a search looks through, from the columns as they are."""
        self.curp_print = fingerprint("curp", self.curp)
        self.nss_print = fingerprint("nss", self.nss)
        self.search_text = search_text(self.full_name, self.folio)

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_names, self.first_surname, self.second_surname) if part)

    @property
    def short_name(self) -> str:
        """As the family's page calls the child: the first name."""
        return self.given_names.split(" ")[0]

    def age_on(self, day: date) -> float:
        """Years on a day, with a fraction."""
        return (day - self.birth_date).days / 365.25
