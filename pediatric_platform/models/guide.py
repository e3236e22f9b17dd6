from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.naming import search_terms, search_text
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.models.diagnosis import Diagnosis
from pediatric_platform.models.regimen import Protocol
from supply.models import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class GuideKind(models.TextChoices):
    GUIDELINE = "guideline", _("Guía de práctica clínica")
    PROTOCOL = "protocol", _("Protocolo")
    STANDARD = "standard", _("Norma")
    MANUAL = "manual", _("Manual o procedimiento")
    LEAFLET = "leaflet", _("Hoja para familias")


class GuideLanguage(models.TextChoices):
    SPANISH = "es", _("Español")
    ENGLISH = "en", _("Inglés")


class GuideReach(models.TextChoices):
    INSTITUTE = "institute", _("Del instituto")
    NATIONAL = "national", _("Nacional")
    INTERNATIONAL = "international", _("Internacional")


class GuideQuerySet(models.QuerySet["Guide"]):
    def visible_to(self, person: Person) -> Self:
        """Everything for the staff; for everybody else what is public."""
        if has_permission(person, Permission.VIEW_STOCK):
            return self
        return self.filter(is_public=True)

    def search(self, query: str) -> Self:
        found = self
        for term in search_terms(query):
            found = found.filter(search_text__contains=term)
        return found


class Guide(models.Model):
    """A guideline, protocol or standard, whatever its versions. `must_read`: values of roles that acknowledge it."""

    code = models.SlugField(_("código"), max_length=60, unique=True)
    title = models.CharField(_("título"), max_length=240)
    title_en = models.CharField(_("título en inglés"), max_length=240, blank=True)
    kind = models.CharField(_("tipo"), max_length=12, choices=GuideKind)
    reach = models.CharField(_("alcance"), max_length=14, choices=GuideReach)
    body = models.CharField(_("quién la publica"), max_length=160)
    topics = models.CharField(_("temas"), max_length=240, blank=True)
    is_public = models.BooleanField(_("la ven las familias"), default=False)
    must_read = models.JSONField(_("quiénes deben leerla"), default=list, blank=True)
    is_simulated = models.BooleanField(_("simulada"), default=False)
    search_text = models.TextField(editable=False, blank=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("guía")
        verbose_name_plural = _("guías")
        ordering = ["title"]
        constraints = [models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="guide_says_what_and_whose")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what a search looks through in step."""
        self.search_text = self.searchable()
        super().save(*args, **kwargs)

    def searchable(self) -> str:
        """Every word by which somebody may look for the guide."""
        return search_text(self.title, self.title_en, self.code, self.body, self.topics)


class GuideVersionState(models.TextChoices):
    DRAFT = "draft", _("Borrador")
    CURRENT = "current", _("Vigente")
    SUPERSEDED = "superseded", _("Sustituida")
    WITHDRAWN = "withdrawn", _("Retirada")


class GuideVersionQuerySet(models.QuerySet["GuideVersion"]):
    def visible_to(self, person: Person) -> Self:
        """Drafts are for who writes them."""
        found = self.filter(guide__in=Guide.objects.visible_to(person))
        if has_permission(person, Permission.MANAGE_GUIDES):
            return found
        return found.exclude(state=GuideVersionState.DRAFT)


class GuideVersion(models.Model):
    """A version of a guide. Published, its words stay; only its state goes on (migration 0006)."""

    guide = models.ForeignKey(Guide, models.PROTECT, related_name="versions", verbose_name=_("guía"))
    number = models.CharField(_("versión"), max_length=20)
    issued_on = models.DateField(_("fecha de publicación"), null=True, blank=True)
    language = models.CharField(_("idioma"), max_length=2, choices=GuideLanguage)
    evidence = models.CharField(_("sistema de evidencia"), max_length=160, blank=True)
    source = models.CharField(_("fuente"), max_length=300)
    url = models.URLField(_("dirección"), max_length=300, blank=True)
    file = models.BinaryField(_("archivo"), null=True, blank=True)
    file_name = models.CharField(_("nombre del archivo"), max_length=120, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    summary = models.TextField(_("resumen"), blank=True)
    differs = models.TextField(_("en qué difiere del criterio único"), blank=True)
    state = models.CharField(_("estado"), max_length=10, choices=GuideVersionState, default=GuideVersionState.DRAFT)
    published_at = models.DateTimeField(_("publicada aquí"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("publicó"), null=True, blank=True
    )
    withdrawn_reason = models.CharField(_("por qué se retiró"), max_length=240, blank=True)
    edition = models.PositiveIntegerField(default=1)

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versión de una guía")
        verbose_name_plural = _("versiones de guías")
        ordering = ["guide", "-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="one_guide_version_per_number"),
            models.UniqueConstraint(
                fields=["guide"], condition=Q(state="current"), name="one_current_version_per_guide"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | ~Q(state="draft") & Q(published_at__isnull=False),
                name="published_guide_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="withdrawn_guide_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(url="") | Q(file__isnull=False), name="published_guide_can_be_opened"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_name="") | Q(file__isnull=False) & ~Q(file_name=""),
                name="guide_file_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide} · {self.number}"


class GuideStatement(models.Model):
    """One recommendation of a version. `key` is the same across versions: by it two of them are compared."""

    version = models.ForeignKey(GuideVersion, models.CASCADE, related_name="statements", verbose_name=_("versión"))
    key = models.SlugField(_("clave del punto"), max_length=40)
    position = models.PositiveSmallIntegerField(_("orden"))
    text = models.TextField(_("recomendación"))
    grade = models.CharField(_("grado"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("recomendación")
        verbose_name_plural = _("recomendaciones")
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_statement_per_version_and_key")]

    def __str__(self) -> str:
        return f"{self.version} · {self.key}"


class GuideLink(models.Model):
    """What a guide is about: a protocol, a diagnosis or a drug; one of them."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="links", verbose_name=_("guía"))
    protocol = models.ForeignKey(
        Protocol, models.PROTECT, related_name="+", verbose_name=_("protocolo"), null=True, blank=True
    )
    diagnosis = models.ForeignKey(
        Diagnosis, models.PROTECT, related_name="+", verbose_name=_("diagnóstico"), null=True, blank=True
    )
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("de qué trata una guía")
        verbose_name_plural = _("de qué tratan las guías")
        ordering = ["guide", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "protocol", "diagnosis", "drug"], nulls_distinct=False, name="one_link_per_guide"
            ),
            models.CheckConstraint(
                condition=Q(protocol__isnull=False, diagnosis__isnull=True, drug__isnull=True)
                | Q(protocol__isnull=True, diagnosis__isnull=False, drug__isnull=True)
                | Q(protocol__isnull=True, diagnosis__isnull=True, drug__isnull=False),
                name="guide_link_names_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide} · {self.protocol or self.diagnosis or self.drug}"


class GuideReading(models.Model):
    """Somebody of the staff said that they have read a version. Only ever added."""

    version = models.ForeignKey(GuideVersion, models.PROTECT, related_name="readings", verbose_name=_("versión"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"))
    at = models.DateTimeField(_("cuándo"), default=timezone.now)

    class Meta:
        verbose_name = _("lectura de una guía")
        verbose_name_plural = _("lecturas de guías")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_reading_per_version_and_person")]

    def __str__(self) -> str:
        return f"{self.version} · {self.person}"
