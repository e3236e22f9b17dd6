"""`/prestamos/<n>/`: what was lent, what came back, and giving it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from django.views.generic.base import TemplateResponseMixin

from delegations.errors.editing import StaleEdition
from delegations.toasts import toast
from supply.actions.loans import return_loan
from supply.errors import KeyReused, LedgerRefusal
from supply.forms.loans import ReturnedLines, ReturnHead
from supply.loan_rights import may_lend, must_lend
from supply.models import Loan, LoanDirection, LoanState
from supply.selectors.loans.statement import owed_lines, returns_of
from supply.selectors.loans.steps import timeline_of
from supply.views.loans.base import OneLoan
from supply.views.post_lines import faults_of
from supply.views.posted import refusal_text


class LoanDetail(OneLoan, TemplateView):
    template_name = "supply/loans/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        loan = self.loan
        returns = returns_of(loan)
        lines = list(loan.lines.select_related("lot__drug").order_by("pk"))
        is_open = loan.state == LoanState.OPEN
        return super().get_context_data(
            loan=loan,
            rows=[(line, line.pieces - line.returned, returns.get(line.pk, [])) for line in lines],
            pieces=sum(line.pieces for line in lines),
            returned=sum(line.returned for line in lines),
            is_given=loan.direction == LoanDirection.GIVEN,
            is_open=is_open,
            is_late=is_open and loan.due_on < timezone.localdate(),
            may=is_open and may_lend(self.person, loan.place),
            events=timeline_of(loan),
            crumbs=self.crumbs(),
            **kwargs,
        )


class LoanReturn(OneLoan, TemplateResponseMixin, View):
    """What came back or goes back: all that is owed unless said otherwise."""

    template_name = "supply/loans/return.html"
    title = gettext_lazy("Registrar devolución")

    def permit(self) -> None:
        must_lend(self.person, self.loan.place)

    def make_lines(self, data: Any = None) -> ReturnedLines:
        return ReturnedLines(data, lines=owed_lines(self.loan), direction=self.loan.direction)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.loan.state != LoanState.OPEN:
            return HttpResponseRedirect(self.here())
        initial = {"occurred_on": self.loan.place.today(), "edition": self.loan.edition}
        return self.show(ReturnHead(initial=initial), self.make_lines())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head, lines = ReturnHead(request.POST), self.make_lines(request.POST)
        if all([head.is_valid(), lines.is_valid()]):
            try:
                loan, posting = return_loan(
                    loan=self.loan,
                    lines=lines.told(),
                    by=self.person,
                    edition=head.cleaned_data["edition"],
                    **head.common(),
                )
            except (LedgerRefusal, StaleEdition) as refusal:
                self.refuse(head, lines, refusal)
            else:
                return self.done(loan, posting.replayed)
        return self.show(head, lines, status=422)

    def done(self, loan: Loan, replayed: bool) -> HttpResponse:
        text = _("Nada queda por devolver.") if loan.state == LoanState.RETURNED else _("Devolución registrada.")
        toast(self.request, _("Esta devolución ya estaba registrada: no se repitió.") if replayed else text)
        return HttpResponseRedirect(loan.get_absolute_url())

    def refuse(self, head: ReturnHead, lines: ReturnedLines, refusal: LedgerRefusal | StaleEdition) -> None:
        """Beside the line it names, else above."""
        text = f"{refusal.message} {refusal.remedy}".strip()
        if isinstance(refusal, KeyReused):
            head.renew_key()
            text = refusal_text(refusal)
        if isinstance(refusal, StaleEdition):
            data: Any = head.data
            data = data.copy()
            data["edition"] = refusal.current
            head.data = data
            head.add_error(None, text)
        elif (name := lines.field_of(refusal.line, refusal.field)) is not None:
            lines.add_error(name, text)
        else:
            head.refuse(refusal, text)

    def show(self, head: ReturnHead, lines: ReturnedLines, status: int = 200) -> HttpResponse:
        faults = []
        if head.is_bound:
            faults = faults_of(head)
            for number, (_line, _owed, fields) in enumerate(lines.rows, start=1):
                row = _("Renglón %d") % number
                for field in fields:
                    faults += [(f"{row}: {error}", str(field.id_for_label)) for error in field.errors]
        context = {
            "loan": self.loan,
            "head": head,
            "lines": lines,
            "faults": faults,
            "is_given": self.loan.direction == LoanDirection.GIVEN,
            "title": self.title,
            "crumbs": self.crumbs((str(self.title), "")),
        }
        return self.render_to_response(context, status=status)
