from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from delegations.models import Person


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def visible_to(self, person: Person) -> Self:
        return self if getattr(person, "is_authenticated", False) else self.none()

    def current(self, day: date) -> Self:
        """The version in force on a day, the newest first."""
        return self.filter(since__lte=day).order_by("-since", "-version")


class ConsentText(models.Model):
    """What a guardian agrees to, word for word; a version that somebody agreed to is never changed."""

    version = models.CharField(_("versión"), max_length=20, unique=True)
    since = models.DateField(_("en uso desde"))
    body = models.TextField(_("texto"))
    body_en = models.TextField(_("texto en inglés"), blank=True)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("texto de consentimiento")
        verbose_name_plural = _("textos de consentimiento")
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.version
