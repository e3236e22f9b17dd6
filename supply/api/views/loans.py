"""/api/v1/loans/ and /partners/: each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.models import Place
from delegations.roles import Permission
from supply.actions.ledger import IssueLine, LotLine, Posting
from supply.actions.loans import ReturnLine, borrow, forgive_loan, lend_out, move_due, return_loan
from supply.api.keys import KEY_PARAMETER, key_of
from supply.api.naming import Names
from supply.api.refusals import Acts
from supply.api.serializers.loans import (
    LoanDetailSerializer,
    LoanDueIn,
    LoanIn,
    LoanReturnIn,
    LoanSerializer,
    LoanSettleIn,
    PartnerSerializer,
)
from supply.filters.loans import LoanFilter, PartnerFilter
from supply.loan_rights import must_lend
from supply.models import Loan, LoanDirection, LoanLine, Partner, Source
from supply.selectors.loans.listing import loans_for, partners_for


class ForStaff(SeenList):
    tag = "loans"
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)


class PartnerList(ForStaff):
    summary = _("Instituciones externas")
    model = Partner
    serializer_class = PartnerSerializer
    filterset_class = PartnerFilter

    def rows(self) -> QuerySet[Partner]:
        return partners_for(self.person)


class Loans(Seen):
    tag = "loans"
    model = Loan
    serializer_class: Any = LoanSerializer

    def rows(self) -> QuerySet[Any]:
        lines = LoanLine.objects.select_related("lot__drug").order_by("pk")
        return loans_for(self.person).prefetch_related(Prefetch("lines", lines))

    def told(self, pk: int) -> Any:
        return LoanDetailSerializer(Loans.rows(self).get(pk=pk)).data


class LoanList(Loans, ForStaff):
    summary = _("Préstamos entre instituciones")
    filterset_class = LoanFilter

    def rows(self) -> QuerySet[Any]:
        return loans_for(self.person)


class LoanDetail(Loans, SeenOne):
    summary = _("Un préstamo y sus renglones")
    serializer_class = LoanDetailSerializer


class PlaceLoans(Acts, Loans):
    """A loan of the place in the address, given or received."""

    summary = _("Prestar, o recibir prestado")
    details = _("201 la primera vez; 200 si la misma llave ya se había asentado con el mismo contenido.")
    model = Place  # type: ignore[assignment]
    lookup_field = "code"
    serializer_class = LoanIn
    parameters: ClassVar[list[Any]] = [KEY_PARAMETER]
    answers: ClassVar[dict[int, Any]] = {200: LoanDetailSerializer, 201: LoanDetailSerializer}

    def rows(self) -> QuerySet[Place]:
        return Place.objects.visible_to(self.person).select_related("delegation", "unit", "unit__delegation")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        place = self.get_object()
        must_lend(self.person, place)
        key = key_of(request)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with transaction.atomic():  # lots that a refused document would have made go with it
            loan, posting = self.act(place, dict(asked.validated_data), key)
        return Response(self.told(loan.pk), status=200 if posting.replayed else 201)

    def act(self, place: Place, data: dict[str, Any], key: str) -> tuple[Loan, Posting]:
        partner = Partner.objects.filter(pk=data.pop("partner"), delegation=place.delegation_id).first()
        if partner is None:
            faults = [fault("partner", "unknown", _t("La delegación no tiene una institución con ese id."))]
            raise RefusedRequest(400, "invalid", _t("Hay datos que corregir."), faults=faults)
        rows, direction = data.pop("lines"), data.pop("direction")
        names = Names(rows)
        drugs = names.drugs(active=direction == LoanDirection.RECEIVED)
        head = {"place": place, "partner": partner, "key": key, "by": self.person, "source": Source.API, **data}
        if direction == LoanDirection.RECEIVED:
            names.check()
            came = [
                LotLine(drug or 0, row["lot"], row["expires_on"], row["pieces"])
                for drug, row in zip(drugs, rows, strict=True)
            ]
            return borrow(lines=came, **head)
        lots = names.lots(drugs)
        names.check()
        left = [IssueLine(drug or 0, row["pieces"], lot) for drug, lot, row in zip(drugs, lots, rows, strict=True)]
        return lend_out(lines=left, **head)


class LoanAct(Acts, Loans):
    """POST does it and answers with the loan as it is then."""

    answers: ClassVar[dict[int, Any]] = {200: LoanDetailSerializer}
    serializer_class: Any = LoanSettleIn

    def act(self, loan: Loan, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        loan = self.get_object()
        must_lend(self.person, loan.place)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(loan, dict(asked.validated_data))
        return Response(self.told(loan.pk))


class LoanReturn(LoanAct):
    summary = _("Registrar la devolución de un préstamo")
    serializer_class = LoanReturnIn
    parameters: ClassVar[list[Any]] = [KEY_PARAMETER]

    def act(self, loan: Loan, data: dict[str, Any]) -> None:
        lines = [ReturnLine(line["id"], line["pieces"], line["lot"], line["expires_on"]) for line in data.pop("lines")]
        key = key_of(self.request)
        with transaction.atomic():
            return_loan(loan=loan, lines=lines, key=key, by=self.person, source=Source.API, **data)


class LoanDue(LoanAct):
    summary = _("Cambiar el plazo de un préstamo")
    serializer_class = LoanDueIn

    def act(self, loan: Loan, data: dict[str, Any]) -> None:
        move_due(loan=loan, by=self.person, **data)


class LoanSettle(LoanAct):
    summary = _("Saldar un préstamo sin devolución")

    def act(self, loan: Loan, data: dict[str, Any]) -> None:
        forgive_loan(loan=loan, by=self.person, **data)
