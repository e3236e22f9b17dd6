"""Refusals about doses the pharmacy hands out without mixing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pediatric_platform.errors.mixing.base import MixingRefusal


class NotHandedOutHere(MixingRefusal):
    code = "not_handed_out_here"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(drug)s se prepara en la central de mezclas.") % {"drug": name},
            field="dose",
            remedy=_("Pida su mezcla desde la sesión."),
        )


class DoseIsOver(MixingRefusal):
    code = "dose_is_over"

    def __init__(self, name: str, state: str) -> None:
        super().__init__(
            _("La dosis de %(drug)s ya está %(state)s.") % {"drug": name, "state": state.lower()},
            field="dose",
            remedy=_("Revise la sesión; no se entrega dos veces."),
        )


class NotAPharmacy(MixingRefusal):
    code = "not_a_pharmacy"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(place)s no surte a este hospital.") % {"place": name},
            field="place",
            remedy=_("Elija la farmacia del hospital donde es la sesión."),
        )
