from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegations.models import PlaceKind
from delegations.roles import Permission
from supply.actions import ledger
from supply.actions.ledger import IssueLine, Posting
from supply.forms.ledger_heads import IssueHead, LedgerHead
from supply.reasons import Reason
from supply.views.issue import IssuesFrom
from supply.views.post_lines import PostLines
from supply.views.prescriptions import tallies_context


class Dispense(IssuesFrom, PostLines):
    """What is given to patients or mixed: first to expire first, unless a lot is named."""

    template_name = "supply/dispense_form.html"
    title = _("Surtir")
    submit = _("Registrar surtimiento")
    hint = _("Sale primero el lote que caduca antes; nombre un lote solo si hace falta otro.")

    def make_head(self, data: Any = None) -> IssueHead:
        return IssueHead(
            data,
            initial={"occurred_on": self.place.today()},
            may_block=self.may(Permission.ISSUE_BLOCKED_LOT),
            mixes=self.place.kind == PlaceKind.MIXING_CENTRE,
        )

    def act(self, head: LedgerHead, lines: Sequence[IssueLine]) -> Posting:
        return ledger.dispense(
            place=self.place,
            lines=lines,
            by=self.person,
            reason=head.cleaned_data.get("reason", Reason.DISPENSING),
            blocked_lots_allowed=bool(head.cleaned_data.get("blocked")),
            **head.common(),
        )

    def get_more(self) -> dict[str, Any]:
        return {**self.choices_shown(), **tallies_context(self.place)}
