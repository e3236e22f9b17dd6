from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.sealing import SealedBytes, SealedText
from pediatric_platform.models.case import Case


class CaseDraft(models.Model):
    """What somebody without account wrote on the public form, sealed, until they type the code sent to them.

    Unconfirmed ones are deleted when they end. `code_hash` is of a code that was sent and stands nowhere else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facts = SealedText(_("lo escrito"))
    photo = SealedBytes(_("foto"), null=True, blank=True)
    photo_type = models.CharField(max_length=20, blank=True)
    sent_to = SealedText(_("a dónde se mandó el código"))
    address_print = models.CharField(max_length=64, db_index=True)
    origin_print = models.CharField(max_length=64, db_index=True)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(_("intentos"), default=0)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    ends_at = models.DateTimeField()
    case = models.OneToOneField(
        Case, models.PROTECT, related_name="draft", verbose_name=_("caso"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("caso sin confirmar")
        verbose_name_plural = _("casos sin confirmar")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="draft_ends_after_it_is_made"),
            models.CheckConstraint(condition=Q(tries__lte=6), name="draft_is_tried_few_times"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
