"""What every refusal of the mixing centre shares: its family, and the ones any step can give."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


def moment(at: datetime) -> str:
    """A moment inside a message: 24/11/2026 08:30."""
    return date_format(timezone.localtime(at), "d/m/Y H:i")


class MixingRefusal(Refusal):
    """The mixing centre, or the pharmacy, said no."""


class NotYourStep(NotAllowed):
    """The person's postings do not reach this step of the mixture."""

    def __init__(self, who: str) -> None:
        super().__init__(
            _("Su nombramiento no permite este paso de la mezcla."), remedy=_("Lo da %(who)s.") % {"who": who}
        )


class ReasonMissing(MixingRefusal):
    code = "reason_missing"

    def __init__(self, why: str = "") -> None:
        super().__init__(why or _("Falta el motivo."), field="reason", remedy=_("Escriba por qué, en una línea."))


class FutureMoment(MixingRefusal):
    code = "future_moment"

    def __init__(self, at: datetime) -> None:
        super().__init__(
            _("La hora %(at)s aún no llega.") % {"at": moment(at)},
            field="at",
            remedy=_("Escriba la hora en que ocurrió."),
        )
