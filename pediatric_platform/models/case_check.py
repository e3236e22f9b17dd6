from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.case import Case

if TYPE_CHECKING:
    from delegations.models import Person


class CaseCheckQuerySet(models.QuerySet["CaseCheck"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(case__in=Case.objects.visible_to(person))


class CaseCheck(models.Model):
    """What the system knew at a moment of where a case's drug could come from: evidence, only ever added.

    `lines`: [{"kind", "verdict": "yes" | "no" | "unknown", "pieces", "data_at", "rows": [{…}]}] in the order of
    `pediatric_platform/checklist`; codes and numbers, put in words when it is shown.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="checks", verbose_name=_("caso"))
    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"), null=True, blank=True
    )
    lines = models.JSONField(_("qué se encontró"), default=list)

    objects = CaseCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("revisión de un caso")
        verbose_name_plural = _("revisiones de un caso")
        ordering = ["case", "-at", "-id"]
        indexes = [models.Index(fields=["case", "-at"], name="case_check_case_at")]

    def __str__(self) -> str:
        return f"{self.case} · {self.at:%Y-%m-%d %H:%M}"
