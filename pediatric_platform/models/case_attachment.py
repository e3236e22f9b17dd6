from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.sealing import SealedBytes
from pediatric_platform.models.case import Case

if TYPE_CHECKING:
    from delegations.models import Person


class AttachmentType(models.TextChoices):
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    PDF = "application/pdf", "PDF"


class CaseAttachmentQuerySet(models.QuerySet["CaseAttachment"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(case__in=Case.objects.visible_to(person))

    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)


class CaseAttachment(models.Model):
    """A picture or a PDF of a case (a prescription), sealed at rest; what a camera added to it was taken off."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments", verbose_name=_("caso"))
    title = models.CharField(_("qué es"), max_length=80, blank=True)
    content_type = models.CharField(_("tipo"), max_length=20, choices=AttachmentType)
    size = models.PositiveIntegerField(_("tamaño, bytes"))
    sha256 = models.CharField(max_length=64, editable=False)
    content = SealedBytes(_("contenido"), null=True, blank=True)
    from_family = models.BooleanField(_("lo mandó la familia"), default=False)
    added_at = models.DateTimeField(_("agregado"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agregó"), null=True, blank=True
    )
    removed_at = models.DateTimeField(_("quitado"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quitó"), null=True, blank=True
    )
    removed_reason = models.CharField(_("por qué se quitó"), max_length=160, blank=True)

    objects = CaseAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("archivo de un caso")
        verbose_name_plural = _("archivos de un caso")
        ordering = ["case", "added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "sha256"], condition=Q(removed_at__isnull=True), name="one_attachment_per_content"
            ),
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=5 * 1024 * 1024), name="attachment_is_small"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, content__isnull=False, removed_reason="")
                | Q(removed_at__isnull=False, content__isnull=True) & ~Q(removed_reason=""),
                name="removed_attachment_is_gone_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=["image/jpeg", "image/png", "application/pdf"]),
                name="attachment_is_of_a_known_type",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.get_content_type_display()}"
