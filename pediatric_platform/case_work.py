"""The cases of a post: a hand-over lists them, by folio, and gives them to the next holder."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.open_work import OpenItem, OpenWorkKind
from pediatric_platform.actions.cases.hand_over import move_cases
from pediatric_platform.actions.cases.telling import page_of
from pediatric_platform.models import Case


def cases_of(posting: Posting) -> list[OpenItem]:
    """Those that stand and name the posting as theirs, the most urgent first."""
    rows = Case.objects.standing().filter(owner=posting).select_related("unit", "drug")
    return [
        OpenItem(
            " · ".join(part for part in (row.folio, row.unit.name, row.drug.generic_name if row.drug else "") if part),
            page_of(row),
        )
        for row in rows.order_by("severity", "deadline_at", "pk")
    ]


def _move(old: Posting, new: Posting) -> int:
    return move_cases(old=old, new=new)


KIND = OpenWorkKind("cases", _("Casos a su cargo"), cases_of, move=_move)
