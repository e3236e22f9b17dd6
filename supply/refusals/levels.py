"""Refusals about the worklist."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import Refusal
from delegations.wording import day_text


class WorkRefusal(Refusal):
    """The worklist said no."""


class NotOnYourList(WorkRefusal):
    """It was done meanwhile, or belongs to another desk."""

    code = "not_on_your_list"

    def __init__(self) -> None:
        super().__init__(
            _("Ese pendiente ya no está en su lista."),
            field="key",
            remedy=_("Vuelva a abrir la lista: quizá ya se atendió."),
        )


class WhyPutOff(WorkRefusal):
    code = "why_put_off"

    def __init__(self) -> None:
        super().__init__(
            _("Falta el motivo."),
            field="reason",
            remedy=_("Escriba por qué puede esperar: lo lee quien cubra su puesto."),
        )


class AnsweredNotPutOff(WorkRefusal):
    code = "answered_not_put_off"

    def __init__(self) -> None:
        super().__init__(
            _("Un retiro sanitario no se aplaza."), field="until", remedy=_("Aparte las piezas y responda.")
        )


class NotSoLong(WorkRefusal):
    code = "not_so_long"

    def __init__(self, first: date, last: date, days: int) -> None:
        today = timezone.localdate()
        super().__init__(
            ngettext("Esto puede esperar a lo más %(n)d día.", "Esto puede esperar a lo más %(n)d días.", days)
            % {"n": days},
            field="until",
            remedy=_("Elija un día entre el %(first)s y el %(last)s.")
            % {"first": day_text(first, today), "last": day_text(last, today)},
        )
