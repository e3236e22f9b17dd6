from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.roles import Permission
from supply.actions import ledger
from supply.actions.ledger import IssueLine, Posting
from supply.forms.ledger_heads import DispatchHead, LedgerHead
from supply.views.issue import IssuesFrom
from supply.views.post_lines import PostLines


class Dispatch(IssuesFrom, PostLines):
    """Pieces sent to another place, anywhere in the country; they stand in transit until it accepts them."""

    template_name = "supply/transfer_form.html"
    title = _("Traspasar")
    submit = _("Enviar traspaso")
    hint = _("Lo enviado queda en tránsito hasta que el destino diga qué llegó.")

    def make_head(self, data: Any = None) -> DispatchHead:
        return DispatchHead(
            data,
            initial={"occurred_on": self.place.today(), "to_place": self.request.GET.get("destino", "")},
            may_block=self.may(Permission.ISSUE_BLOCKED_LOT),
        )

    def act(self, head: LedgerHead, lines: Sequence[IssueLine]) -> Posting:
        data = head.cleaned_data
        return ledger.dispatch(
            place=self.place,
            to_place=data["to_place"],
            lines=lines,
            by=self.person,
            expected_on=data["expected_on"],
            blocked_lots_allowed=bool(data.get("blocked")),
            **head.common(),
        )

    def next_page(self, posting: Posting) -> str:
        assert posting.transfer is not None
        return reverse("supply:transfer", args=[posting.transfer.pk])

    def get_more(self) -> dict[str, Any]:
        return self.choices_shown()
