"""Refusals about a mixing order and the session it is for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from delegations.errors import written
from pediatric_platform.errors.mixing.base import MixingRefusal


class NotAMixingCentre(MixingRefusal):
    code = "not_a_mixing_centre"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(place)s no es una central de mezclas en servicio.") % {"place": name},
            field="place",
            remedy=_("Elija una central de mezclas."),
        )


class NothingToMix(MixingRefusal):
    code = "nothing_to_mix"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión no tiene dosis inyectables por mezclar."),
            remedy=_("Lo oral y lo de soporte se surte en farmacia, desde la misma sesión."),
        )


class OrderIsOpen(MixingRefusal):
    code = "order_is_open"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("La sesión ya tiene abierta la orden de mezclas %(folio)s.") % {"folio": folio},
            remedy=_("Siga esa orden, o cancélela antes de pedir otra."),
        )


class SessionIsOver(MixingRefusal):
    code = "session_is_over"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("La sesión está %(state)s: no se le piden ni preparan mezclas.") % {"state": state.lower()},
            remedy=_("Revise el plan de tratamiento."),
        )


class SessionMoved(MixingRefusal):
    code = "session_moved"

    def __init__(self, folio: str, on: date) -> None:
        super().__init__(
            _("La sesión de la orden %(folio)s se movió al %(day)s.") % {"folio": folio, "day": written(on)},
            remedy=_("Ponga la orden en el nuevo día, o cancélela."),
        )


class OrderIsUnderWay(MixingRefusal):
    code = "order_is_under_way"

    def __init__(self, folio: str, count: int) -> None:
        super().__init__(
            _("La orden %(folio)s tiene mezclas ya preparadas (%(count)d).") % {"folio": folio, "count": count},
            remedy=_("Rechace o devuelva cada una con su motivo; después cancele la orden."),
        )


class OrderIsCancelled(MixingRefusal):
    code = "order_is_cancelled"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("La orden %(folio)s está cancelada.") % {"folio": folio}, remedy=_("Pida una nueva desde la sesión.")
        )
