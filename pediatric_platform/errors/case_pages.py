"""What pages and API of cases refuse before an action is asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import Refusal


class NoSuchCase(Refusal):
    """A folio that names no case of the person's reach."""

    code = "no_such_case"

    def __init__(self, field: str = "into") -> None:
        super().__init__(
            _("No hay un caso con ese folio que usted pueda ver."),
            field=field,
            remedy=_("Revise el folio: empieza con C y un guion."),
        )
