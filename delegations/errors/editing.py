"""Two people change the same record at once: the second is told who was first, and loses nothing typed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from delegations.audit_words import title_of, who_of
from delegations.errors import Refusal
from delegations.models import AuditEvent, AuditKind


class StaleEdition(Refusal):
    """The record was changed since the page was opened. `who`, `what` and `when` tell of the last change."""

    code = "stale_edition"

    def __init__(self, row: models.Model, *, edition: int) -> None:
        self.current = int(getattr(row, "edition", 0))
        self.given = edition
        last = AuditEvent.objects.about(row).filter(kind=AuditKind.WRITE).order_by("-at", "-id").first()
        self.who = who_of(last) if last else ""
        self.what = title_of(last.type) if last else ""
        self.when = last.at if last else None
        if last:
            told = _("Mientras usted escribía, %(who)s cambió lo mismo (%(what)s, %(when)s).") % {
                "who": self.who,
                "what": self.what,
                "when": date_format(timezone.localtime(last.at), "d/m/Y H:i"),
            }
        else:
            told = _("Mientras usted escribía, alguien más cambió lo mismo.")
        super().__init__(
            told,
            field="edition",
            remedy=_("Lo que escribió sigue en la página: revise cómo quedó el cambio y vuelva a guardar."),
        )


def check_edition(row: models.Model, edition: int | None) -> None:
    """Refuse to write on top of a newer edition; call it on a row read with `select_for_update`. None: not asked."""
    if edition is not None and int(getattr(row, "edition", 0)) != edition:
        raise StaleEdition(row, edition=edition)
