"""/api/v1/agreements/, /meetings/<n>/agreements/: each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from meetings.actions.agreements import (
    agree,
    cancel,
    change_agreement,
    fulfil,
    give_agreement,
    move_due,
    note_progress,
    reopen,
)
from meetings.agreement_owner import Owner
from meetings.agreement_rights import must_agree, must_follow, must_keep
from meetings.api.agreement_serializers import (
    AgreementBoardSerializer,
    AgreementChangeIn,
    AgreementDetailSerializer,
    AgreementDueIn,
    AgreementFulfilIn,
    AgreementGiveIn,
    AgreementIn,
    AgreementReasonIn,
    AgreementSerializer,
    ProgressIn,
)
from meetings.filters.agreements import AgreementFilter
from meetings.models import Agreement, AgreementEvent, Meeting, Review
from meetings.selectors.agreements.board import agreement_board
from meetings.selectors.agreements.listing import joined, listed
from pediatric_platform.api.acts import Acts

BOARD_WEEKS = 26


class Agreements(Seen):
    """For the institute's staff; each sees the agreements of their scope."""

    tag = "agreements"
    permission = Permission.VIEW_STOCK
    model = Agreement
    lookup_field = "folio"
    serializer_class: Any = AgreementSerializer

    def rows(self) -> QuerySet[Agreement]:
        return listed(self.person, timezone.localdate())

    def detail(self, folio: str) -> Any:
        events = AgreementEvent.objects.order_by("at", "pk")
        rows = joined(Agreement.objects.all()).prefetch_related(Prefetch("events", events))
        return AgreementDetailSerializer(rows.get(folio=folio)).data


class AgreementList(Agreements, SeenList):
    summary = _("Acuerdos; sin `estado`, los pendientes")
    filterset_class = AgreementFilter

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)


class AgreementOne(Agreements, SeenOne):
    summary = _("Un acuerdo, con lo que dicen los datos y su historia")
    serializer_class = AgreementDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        require(self.person, self.permission)
        return Response(self.detail(row.folio))


class AgreementBoardOne(Agreements, SeenOne):
    summary = _("Cumplimiento de los acuerdos, en las últimas 26 semanas")
    serializer_class = AgreementBoardSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require(self.person, self.permission)
        board = agreement_board(self.person, weeks=BOARD_WEEKS, today=timezone.localdate())
        return Response(AgreementBoardSerializer(board).data)


class MeetingAgreements(Acts, Agreements, SeenList):
    summary = _("Acuerdos de una sesión, en el estado que estén")
    summary_post = _("Anotar un acuerdo en una sesión que ya comenzó")
    details_post = _("Con `condition`, lo que se medirá: por omisión, del lugar, medicamento o caso del acuerdo.")
    answers_post: ClassVar[dict[int, Any]] = {201: AgreementDetailSerializer}

    @property
    def meeting(self) -> Meeting:
        return get_object_or_404(Meeting.objects.visible_to(self.person), pk=self.kwargs["pk"])

    def rows(self) -> QuerySet[Agreement]:
        meeting = self.meeting
        require(self.person, self.permission)
        return super().rows().filter(meeting=meeting).order_by("pk")

    def get_serializer_class(self) -> Any:
        return AgreementIn if self.request.method == "POST" else AgreementSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        meeting = self.meeting
        must_agree(self.person)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = asked.told()
        number = told.pop("review", None)
        reviews = Review.objects.visible_to(self.person).select_related("delegation", "unit")
        review = get_object_or_404(reviews, pk=number, meeting=meeting) if number is not None else None
        made = agree(meeting=meeting, review=review, by=self.person, **told)
        return Response(self.detail(made.folio), status=201)


class AgreementAct(Acts, Agreements):
    """POST does it and answers with the agreement as it is then. Whether one may is asked before what one wrote."""

    answers: ClassVar[dict[int, Any]] = {200: AgreementDetailSerializer}

    def allow(self, row: Agreement) -> None:
        must_keep(self.person)

    def act(self, row: Agreement, asked: Any) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.allow(row)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, asked)
        return Response(self.detail(row.folio))


class AgreementChange(AgreementAct):
    summary = _("Corregir un acuerdo, hasta que se firme la minuta de su sesión")
    details = _("Se escribe todo: lo que falte queda vacío, también la condición.")
    serializer_class = AgreementChangeIn

    def allow(self, row: Agreement) -> None:
        must_agree(self.person)

    def act(self, row: Agreement, asked: Any) -> None:
        change_agreement(agreement=row, by=self.person, **asked.told())


class AgreementProgress(AgreementAct):
    summary = _("Anotar un avance")
    serializer_class = ProgressIn

    def allow(self, row: Agreement) -> None:
        must_follow(self.person, row)

    def act(self, row: Agreement, asked: Any) -> None:
        note_progress(agreement=row, by=self.person, **asked.validated_data)


class AgreementFulfil(AgreementAct):
    summary = _("Dar un acuerdo por cumplido")
    details = _("Los que los datos miden, solo oficina central.")
    serializer_class = AgreementFulfilIn

    def allow(self, row: Agreement) -> None:
        must_follow(self.person, row)

    def act(self, row: Agreement, asked: Any) -> None:
        fulfil(agreement=row, by=self.person, **asked.validated_data)


class AgreementGive(AgreementAct):
    summary = _("Pasar un acuerdo a otro responsable")
    serializer_class = AgreementGiveIn

    def act(self, row: Agreement, asked: Any) -> None:
        told = dict(asked.validated_data)
        give_agreement(agreement=row, owner=Owner(**told.pop("owner")), by=self.person, **told)


class AgreementDue(AgreementAct):
    summary = _("Cambiar la fecha límite de un acuerdo")
    serializer_class = AgreementDueIn

    def act(self, row: Agreement, asked: Any) -> None:
        move_due(agreement=row, by=self.person, **asked.validated_data)


class AgreementReopen(AgreementAct):
    summary = _("Reabrir un acuerdo")
    serializer_class = AgreementReasonIn

    def act(self, row: Agreement, asked: Any) -> None:
        reopen(agreement=row, by=self.person, **asked.validated_data)


class AgreementCancel(AgreementAct):
    summary = _("Dejar un acuerdo sin efecto")
    serializer_class = AgreementReasonIn

    def act(self, row: Agreement, asked: Any) -> None:
        cancel(agreement=row, by=self.person, **asked.validated_data)
