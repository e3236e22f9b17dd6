"""Why a visit of verification stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pediatric_platform.errors.rollout import RolloutRefusal


class VisitIsOver(RolloutRefusal):
    code = "visit_is_over"

    def __init__(self, *, cancelled: bool) -> None:
        super().__init__(
            _("La visita se canceló.") if cancelled else _("La visita está firmada y su acta ya no cambia."),
            remedy=_("Programe otra visita."),
        )


class VisitThatDay(RolloutRefusal):
    code = "visit_that_day"

    def __init__(self) -> None:
        super().__init__(
            _("Ese hospital ya tiene una visita ese día."),
            field="on",
            remedy=_("Abra la que ya está, o elija otro día."),
        )


class VisitIncomplete(RolloutRefusal):
    """A visit that cannot be signed yet: `missing` tells each thing."""

    code = "visit_incomplete"

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = list(missing)
        super().__init__(" ".join(self.missing), remedy=_("Complételo y vuelva a firmar."))


class FindingIsDone(RolloutRefusal):
    code = "finding_is_done"

    def __init__(self) -> None:
        super().__init__(_("Ese hallazgo ya está resuelto."), remedy=_("Actualice la página y revise qué se hizo."))


class UnknownItem(RolloutRefusal):
    code = "unknown_item"

    def __init__(self) -> None:
        super().__init__(
            _("Esa pregunta no es de la lista de la visita."), field="answers", remedy=_("Actualice la página.")
        )
