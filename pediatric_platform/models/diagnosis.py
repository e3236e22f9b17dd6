from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from delegations.models import Person


class DiagnosisQuerySet(models.QuerySet["Diagnosis"]):
    def visible_to(self, person: Person) -> Self:
        """A list of words: whoever signs in may read it."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Diagnosis(models.Model):
    """What is treated, in the words of the protocols and with its ICD-10 code."""

    code = models.SlugField(_("clave del diagnóstico"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=120, unique=True)
    icd10 = models.CharField("CIE-10", max_length=6)
    is_paediatric = models.BooleanField(_("en niños"), default=True)

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnóstico")
        verbose_name_plural = _("diagnósticos")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(icd10__regex=r"^[A-Z]\d{2}(\.\d)?$"), name="diagnosis_has_an_icd10_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name
