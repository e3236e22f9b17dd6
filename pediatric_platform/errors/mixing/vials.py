"""Refusals about what a mixture is drawn from: the pieces at the centre and the vials open there."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pediatric_platform.errors.mixing.base import MixingRefusal


class NoPiecesForDose(MixingRefusal):
    code = "no_pieces_for_dose"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("El surtido del hospital no tiene con qué dar %(drug)s.") % {"drug": name},
            field="dose",
            remedy=_("Agregue el medicamento al surtido, o rechace la mezcla con ese motivo."),
        )


class NotEnoughToMix(MixingRefusal):
    """What is missing at the place, mixture by mixture; nothing was posted."""

    code = "not_enough_to_mix"

    def __init__(self, place: str, lines: Sequence[str]) -> None:
        super().__init__(
            _("No alcanza en %(place)s: %(lines)s. No se asentó nada.") % {"place": place, "lines": "; ".join(lines)},
            field="pieces",
            remedy=_("Traspase lo que falta a la central, quite esa mezcla de la tanda o avise a abasto."),
        )


class VialsMoved(MixingRefusal):
    code = "vials_moved"

    def __init__(self) -> None:
        super().__init__(
            _("Los frascos o las piezas cambiaron mientras se preparaba: alguien más los tomó. No se asentó nada."),
            remedy=_("Vuelva a oprimir «Preparar»."),
        )


class SeveralPlaces(MixingRefusal):
    code = "several_places"

    def __init__(self) -> None:
        super().__init__(_("Las mezclas son de distintas centrales."), remedy=_("Prepare las de una central a la vez."))


class VialIsGone(MixingRefusal):
    code = "vial_is_gone"

    def __init__(self) -> None:
        super().__init__(_("El frasco ya se había desechado."), remedy=_("Revise la lista de frascos abiertos."))


class BadLeftOver(MixingRefusal):
    code = "bad_left_over"

    def __init__(self, left: str) -> None:
        super().__init__(
            _("El sobrante va de cero a %(left)s, que es lo que queda en el frasco.") % {"left": left},
            field="left",
            remedy=_("Corrija la cantidad."),
        )
