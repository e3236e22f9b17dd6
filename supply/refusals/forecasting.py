"""Refusals about forecasts and the rules plans are made with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class PlanningRefusal(Refusal):
    """A planning rule said no."""


class NotYoursToPlan(NotAllowed):
    """403: the rule is somebody else's to set."""

    def __init__(self) -> None:
        super().__init__(
            _("Las reglas del país las pone oficina central; las de una delegación y sus unidades, su responsable."),
            remedy=_("Pida el cambio a quien le corresponde, con el motivo."),
        )


class NoSuchRule(PlanningRefusal):
    """The kind of rule is none that there is."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            _("No existe la regla «%(kind)s».") % {"kind": kind},
            field="kind",
            remedy=_("Elija una de la lista."),
        )


class BeyondReason(PlanningRefusal):
    """The value is outside what makes sense for the kind."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(
            _("El valor va de %(least)d a %(most)d.") % {"least": least, "most": most},
            field="value",
            remedy=_("Revise la unidad: días, semanas o por ciento, según la regla."),
        )


class OriginMissing(PlanningRefusal):
    """Nobody said where the number comes from."""

    def __init__(self) -> None:
        super().__init__(
            _("Falta decir de dónde sale el valor."),
            field="origin",
            remedy=_("Escriba la norma, el oficio, el acuerdo o la medición en que se apoya."),
        )


class TwoPlaces(PlanningRefusal):
    """A rule is of a delegation or of a unit."""

    def __init__(self) -> None:
        super().__init__(
            _("Una regla es de una delegación o de una unidad, no de las dos."),
            field="unit",
            remedy=_("Deje vacía la delegación: la unidad ya dice cuál es."),
        )


class NotOfAUnit(PlanningRefusal):
    """Redistribution asks what holds for the country or the delegation that it is about."""

    def __init__(self) -> None:
        super().__init__(
            _("Esa regla vale para el país o una delegación, no para una unidad."),
            field="unit",
            remedy=_("Deje vacía la unidad."),
        )
