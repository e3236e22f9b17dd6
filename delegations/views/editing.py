"""A form about a row that two people may change at once: it carries the edition that was read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from delegations.errors import Refusal
from delegations.errors.editing import StaleEdition
from delegations.row_numbers import row_number
from delegations.views.acting import ActForm


def number_in(request: HttpRequest, name: str) -> int | None:
    """A row's number or an edition, as a form that only presses sends it."""
    return row_number(request.POST.get(name, ""))


class EditForm(ActForm):
    def edited(self) -> Any:
        """The row whose edition the form carries, if it carries one."""
        return None

    def get_initial(self) -> dict[str, Any]:
        row = self.edited()
        return super().get_initial() if row is None else {**super().get_initial(), "edition": row.edition}

    def refused(self, form: Any, refusal: Refusal) -> None:
        """Stale, it is told once: the next press is on top of what is stored now."""
        super().refused(form, refusal)
        row = self.edited()
        if row is not None and isinstance(refusal, StaleEdition):
            typed = form.data.copy()
            typed["edition"] = type(row)._default_manager.values_list("edition", flat=True).get(pk=row.pk)
            form.data = typed
