"""What versions of regimens refuse, by name: what is wrong, where, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal
from pediatric_platform.guards import Breach


class RegimenRefusal(Refusal):
    """A version of a regimen said no, and nothing was stored."""


class NotYoursToManage(NotAllowed):
    """Versions hold for the whole country: national roles alone write them."""

    def __init__(self) -> None:
        super().__init__(
            _("Los esquemas valen para todo el país: los cambia oficina central o administración."),
            remedy=_("Pida el cambio a oficina central."),
        )


class ApprovedIsReadOnly(RegimenRefusal):
    code = "approved_regimen_is_read_only"

    def __init__(self, regimen: object) -> None:
        super().__init__(
            _("%(regimen)s ya fue aprobado y no se cambia: hay planes que se apoyan en él.") % {"regimen": regimen},
            remedy=_("Haga una versión nueva, cámbiela y preséntela a aprobación."),
        )


class DraftExists(RegimenRefusal):
    code = "draft_exists"

    def __init__(self, version: int) -> None:
        super().__init__(
            _("Ya hay un borrador: la versión %(version)d.") % {"version": version},
            remedy=_("Siga con ese borrador."),
        )


class NothingToApprove(RegimenRefusal):
    code = "nothing_to_approve"

    def __init__(self) -> None:
        super().__init__(_("La versión no tiene renglones."), remedy=_("Agregue al menos una fase con un medicamento."))


class NoRulesLoaded(RegimenRefusal):
    code = "no_rules_loaded"

    def __init__(self) -> None:
        super().__init__(
            _("No hay reglas de seguridad cargadas: sin ellas no se aprueba nada."),
            remedy=_("Pida a administración que cargue las reglas."),
        )


class NotADraft(RegimenRefusal):
    code = "not_a_draft"

    def __init__(self) -> None:
        super().__init__(_("Sólo un borrador se aprueba."), remedy=_("Abra el borrador más reciente."))


class NotApproved(RegimenRefusal):
    code = "not_approved"

    def __init__(self) -> None:
        super().__init__(_("Sólo una versión aprobada se retira."), remedy=_("Un borrador se corrige o se deja."))


class NoApprovedVersion(RegimenRefusal):
    code = "no_approved_version"

    def __init__(self) -> None:
        super().__init__(_("El protocolo no tiene ninguna versión aprobada."), remedy=_("Apruebe primero una versión."))


class AlreadyStandard(RegimenRefusal):
    code = "already_standard"

    def __init__(self) -> None:
        super().__init__(_("Ya es el criterio único de su diagnóstico."))


class FactMissing(RegimenRefusal):
    code = "required"

    def __init__(self, field: str) -> None:
        super().__init__(_("Falta este dato."), field=field, remedy=_("Escríbalo para seguir."))


class DayNotYet(RegimenRefusal):
    code = "day_in_future"

    def __init__(self, field: str) -> None:
        super().__init__(
            _("Esa fecha aún no llega."), field=field, remedy=_("Escriba el día en que el cuerpo colegiado lo decidió.")
        )


class BeforeApproval(RegimenRefusal):
    code = "before_approval"

    def __init__(self) -> None:
        super().__init__(
            _("El retiro no puede ser anterior a la aprobación."), field="on", remedy=_("Revise la fecha.")
        )


class UnknownDrug(RegimenRefusal):
    code = "unknown_drug"

    def __init__(self) -> None:
        super().__init__(
            _("El catálogo no tiene ese medicamento."),
            field="inn",
            remedy=_("Elíjalo de la lista; si no está, pida que se agregue a los medicamentos sin clave."),
        )


class BadLine(RegimenRefusal):
    """A field of a line that cannot be: its message names it."""

    code = "bad_line"

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(message, field=field, remedy=remedy)


class PhaseTaken(RegimenRefusal):
    code = "phase_taken"

    def __init__(self, position: int) -> None:
        super().__init__(
            _("Ya hay una fase con el número %(position)d.") % {"position": position},
            field="position",
            remedy=_("Use otro número."),
        )


class GuardsBreached(RegimenRefusal):
    """An approval that safety rules stop: `breaches` tells each with its remedy."""

    code = "guards_breached"

    def __init__(self, breaches: Sequence[Breach]) -> None:
        self.breaches = list(breaches)
        super().__init__(
            ngettext(
                "No se puede aprobar: rompe %(count)d regla de seguridad.",
                "No se puede aprobar: rompe %(count)d reglas de seguridad.",
                len(self.breaches),
            )
            % {"count": len(self.breaches)}
            + " "
            + " ".join(breach.message for breach in self.breaches),
            remedy=" ".join(dict.fromkeys(breach.remedy for breach in self.breaches)),
        )
