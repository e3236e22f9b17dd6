"""What people are told of loans: that they are due back, or past their day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.notify import Notice, NoticeKind, Recipient, tell_all
from delegations.roles import NETWORK, Role
from supply.models import Loan, LoanLine

KINDS = (
    NoticeKind(
        name="supply.loan_due",
        label=_("Préstamos por devolver"),
        app="supply",
        why=_("Recibe este correo porque responde por el abasto del lugar que prestó o pidió prestado."),
        button=_("Ver el préstamo"),
        audience=NETWORK,
    ),
)
Owner = tuple[str, int]


def tell_due(loans: Sequence[tuple[Loan, str]]) -> int:
    """A notice per loan and reminder; how many are new. Three statements for any number of them."""
    if not loans:
        return 0
    people = _people([loan for loan, _stage in loans])
    owed = dict(
        LoanLine.objects.filter(loan__in=[loan.pk for loan, _stage in loans])
        .order_by()
        .values("loan")
        .annotate(n=Sum(F("pieces") - F("returned")))
        .values_list("loan", "n")
    )
    notices = [
        Notice("supply.loan_due", people[_owner(loan)], f"{loan.pk}-{loan.due_on:%Y%m%d}-{stage}", {
            "folio": loan.folio, "partner": loan.partner.name, "direction": str(loan.direction),
            "place": str(loan.place), "due_on": loan.due_on, "late": stage != "soon", "pieces": owed.get(loan.pk, 0),
        }, loan.get_absolute_url())
        for loan, stage in loans
        if people[_owner(loan)]
    ]  # fmt: skip
    return len(tell_all(notices))


def _owner(loan: Loan) -> Owner:
    unit_id = loan.place.unit_id
    return ("unit", unit_id) if unit_id is not None else ("delegation", loan.place.delegation_id)


def _people(loans: Sequence[Loan]) -> dict[Owner, list[Recipient]]:
    owners = {_owner(loan) for loan in loans}
    wanted = Q(role=Role.UNIT_SUPPLY_MANAGER, unit__in=[pk for kind, pk in owners if kind == "unit"])
    wanted |= Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation__in=[pk for kind, pk in owners if kind != "unit"])
    postings = Posting.objects.current(timezone.localdate()).filter(wanted, person__is_active=True)
    found: dict[Owner, list[Recipient]] = defaultdict(list)
    for posting in postings.select_related("person").order_by("pk"):
        owner: Owner = ("unit", posting.unit_id) if posting.unit_id else ("delegation", posting.delegation_id or 0)
        found[owner].append(Recipient(posting.person, posting.notice_address()))
    return found
