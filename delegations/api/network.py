"""/api/v1/network/, /gaps/, /postings/, /handovers/: who answers for the supply, what is missing, and every change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.actions import network
from delegations.actions.network.end import ends_own_cover
from delegations.actions.network.rules import may_cover, may_manage
from delegations.api.network_serializers import (
    AppointedSerializer,
    AppointIn,
    ContactIn,
    EndIn,
    GapSerializer,
    HandOverIn,
    HandoverSerializer,
    NetworkEntrySerializer,
    NetworkPostingSerializer,
    NetworkQuestion,
    SubstituteIn,
)
from delegations.api.refusals import ActsOnNetwork
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.errors import NotAllowed, NotYourContact, NotYoursToAppoint
from delegations.filters_network import PostingFilter
from delegations.models import Handover, Person, Posting
from delegations.roles import Permission
from delegations.scoping import scope_of
from delegations.selectors.network import find, gaps


class Network(GenericAPIView):
    """Open to everybody, as the page: limited by address."""

    permission_classes = (AllowAny,)
    serializer_class = NetworkEntrySerializer
    is_list = True
    filter_backends = ()
    summary = gettext_lazy("Directorio de la red de responsables de abasto")
    details = gettext_lazy("Público. Solo nombre, puesto, teléfono y correo de oficina.")
    parameters = (NetworkQuestion,)

    def get(self, request: Request) -> Response:
        asked = NetworkQuestion(data=request.query_params)
        asked.is_valid(raise_exception=True)
        question = asked.validated_data
        rows = find(timezone.localdate(), question.get("q", ""), delegation=question.get("delegacion"))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class Gaps(Seen):
    model = Posting
    serializer_class = GapSerializer
    is_list = True
    filter_backends = ()
    permission = Permission.VIEW_NETWORK
    summary = gettext_lazy("Huecos de la red en su alcance")
    details = gettext_lazy("Lo más grave primero: qué falta, desde cuándo, a quién le toca.")

    def get(self, request: Request) -> Response:
        require(self.person, self.permission)
        page = self.paginate_queryset(gaps(self.person, timezone.localdate()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class Postings(Seen):
    model = Posting
    serializer_class: Any = NetworkPostingSerializer

    def rows(self) -> QuerySet[Posting]:
        return Posting.objects.visible_to(self.person).select_related("person", "delegation", "unit__delegation")


class PostingList(ActsOnNetwork, Postings, SeenList):
    permission = Permission.VIEW_NETWORK
    summary = gettext_lazy("Nombramientos de su alcance")
    details = gettext_lazy("Los que están en funciones, si `cuando` no pide otros.")
    filterset_class = PostingFilter
    summary_post = gettext_lazy("Nombrar a alguien por su correo")
    details_post = gettext_lazy("A quien no tiene cuenta se le crea y se le invita.")
    answers_post = {201: AppointedSerializer}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def get_serializer_class(self) -> Any:
        return AppointIn if self.request.method == "POST" else NetworkPostingSerializer

    def post(self, request: Request) -> Response:
        if not scope_of(self.person).appointable:
            raise PermissionDenied(_("Su nombramiento no permite nombrar a nadie."))
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        posting, invited = network.appoint_by_email(**asked.validated_data, by=self.person)
        return Response(AppointedSerializer({"posting": posting, "invited": invited}).data, status=201)


class PostingDetail(Postings, SeenOne):
    summary = gettext_lazy("Un nombramiento")


class ActsOnPosting(ActsOnNetwork, Postings):
    """One act on a posting that the caller sees."""

    refusal: type[NotAllowed] = NotYoursToAppoint
    answers: dict[int, Any] = {200: NetworkPostingSerializer}

    def may(self, posting: Posting) -> bool:
        """Whether the caller may do it at all: asked before what they wrote is looked at."""
        return may_manage(self.person, posting)

    def act(self, posting: Posting, data: dict[str, Any]) -> Response:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        posting = self.get_object()
        if not self.may(posting):
            raise self.refusal
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self.act(posting, asked.validated_data)


class End(ActsOnPosting):
    summary = gettext_lazy("Terminar un nombramiento")
    details = gettext_lazy("204: aún no empezaba y se retiró.")
    serializer_class = EndIn
    answers = {200: NetworkPostingSerializer, 204: None}

    def may(self, posting: Posting) -> bool:
        return may_manage(self.person, posting) or ends_own_cover(self.person, posting)

    def act(self, posting: Posting, data: dict[str, Any]) -> Response:
        ended = network.end(posting=posting, **data, by=self.person)
        return Response(status=204) if ended is None else Response(NetworkPostingSerializer(ended).data)


class Substitute(ActsOnPosting):
    summary = gettext_lazy("Encargar el puesto de un titular por unos días")
    serializer_class = SubstituteIn
    answers = {201: NetworkPostingSerializer}

    def may(self, posting: Posting) -> bool:
        return may_cover(self.person, posting)

    def act(self, posting: Posting, data: dict[str, Any]) -> Response:
        seen = Person.objects.visible_to(self.person)
        person = seen.filter(email__iexact=data.pop("email")).first()
        if person is None:
            told = ErrorDetail(_("No hay en su alcance una cuenta con ese correo."), "does_not_exist")
            raise ValidationError({"email": [told]})
        cover = network.substitute(posting=posting, person=person, **data, by=self.person)
        return Response(NetworkPostingSerializer(cover).data, status=201)


class HandOver(ActsOnPosting):
    summary = gettext_lazy("Entregar el puesto a otra persona")
    details = gettext_lazy("Quien entrega termina el día anterior; el trabajo abierto pasa con el puesto.")
    serializer_class = HandOverIn
    answers = {201: HandoverSerializer}

    def act(self, posting: Posting, data: dict[str, Any]) -> Response:
        handover, _invited = network.hand_over_by_email(posting=posting, **data, by=self.person)
        return Response(HandoverSerializer(handover).data, status=201)


class ChangeContact(ActsOnPosting):
    summary = gettext_lazy("Cambiar el contacto de oficina")
    serializer_class = ContactIn
    refusal = NotYourContact

    def may(self, posting: Posting) -> bool:
        return may_manage(self.person, posting) or posting.person_id == self.person.pk

    def act(self, posting: Posting, data: dict[str, Any]) -> Response:
        changed = network.change_contact(posting=posting, **data, by=self.person)
        return Response(NetworkPostingSerializer(changed).data)


class Acknowledge(ActsOnNetwork, Seen):
    """Only for the receiver; whoever else sees the post is told so."""

    model = Handover
    serializer_class = HandoverSerializer
    summary = gettext_lazy("Dar por recibida la entrega de un puesto")
    answers = {200: HandoverSerializer}

    def rows(self) -> QuerySet[Handover]:
        related = [
            f"{end}__{name}" for end in ("from_posting", "to_posting") for name in ("person", "delegation", "unit")
        ]
        return Handover.objects.filter(to_posting__in=Posting.objects.visible_to(self.person)).select_related(*related)

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        handover = self.get_object()
        network.acknowledge(handover=handover, by=self.person)
        return Response(HandoverSerializer(self.get_object()).data)
