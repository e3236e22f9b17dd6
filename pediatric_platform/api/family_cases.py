"""/api/v1/family/children/<folio>/cases/: a relative's own cases, in the words of their page, and what they may do."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from pediatric_platform.actions.cases import confirm, dispute, reopen, reply
from pediatric_platform.actions.cases.following import LONGEST
from pediatric_platform.actions.family_pages import open_page
from pediatric_platform.api.editing import NothingIn
from pediatric_platform.api.family import OfOwnChild
from pediatric_platform.models import CaseFollower, Channel
from pediatric_platform.selectors.family_cases import case_of_child, cases_of_child, family_cases, story_of
from supply.api.keys import KEY_PARAMETER, digest_of_key


class FamilyStepSerializer(serializers.Serializer):
    """A line of what was done."""

    at = serializers.DateTimeField()
    line = serializers.CharField(help_text=_("Lo mismo que dice la página."))
    words = serializers.CharField(help_text=_("Lo que alguien escribió, si escribió algo."))


class FamilyCaseSerializer(serializers.Serializer):
    """A case as its family reads it."""

    folio = serializers.CharField(source="case.folio")
    state = serializers.CharField(source="case.state")
    sentence = serializers.CharField(source="told.sentence", help_text=_("Lo mismo que dice la página."))
    more = serializers.ListField(child=serializers.CharField(), source="told.more")
    asks = serializers.CharField(source="told.asks", help_text=_("confirm: si ya se lo dieron; reopen; o nada."))
    owner = serializers.CharField(source="owner.name")
    owner_phone = serializers.CharField(source="owner.phone")
    deadline_at = serializers.DateTimeField(source="case.deadline_at", allow_null=True)


class FamilyCaseDetailSerializer(FamilyCaseSerializer):
    story = FamilyStepSerializer(many=True)


class WordsIn(serializers.Serializer):
    text = serializers.CharField(max_length=LONGEST)


class PerhapsWordsIn(serializers.Serializer):
    text = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True, default="")


class FamilyCases(OfOwnChild):
    serializer_class: Any = FamilyCaseSerializer
    is_list = True
    refuses = ()
    summary = _("Los casos de su hija o hijo")
    details = _("Los que siguen abiertos, y los que terminaron en los últimos 14 días; lo más grave primero.")

    def get(self, request: Request, folio: str) -> Response:
        child = self.own_child()
        open_page(child=child, by=self.person, channel=Channel.API, part="cases")
        rows = self.paginate_queryset(cases_of_child(child, self.person))
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class OfOwnCase(OfOwnChild):
    """One of them; anybody else's does not exist."""

    serializer_class: Any = FamilyCaseDetailSerializer

    def follower(self) -> CaseFollower:
        found = case_of_child(self.own_child(), self.person, self.kwargs["case"])
        if found is None:
            raise Http404
        return found

    def shown(self) -> Response:
        """The case as it stands now."""
        (row,) = family_cases([self.follower()])
        facts = FamilyCaseSerializer(row).data
        return Response({**facts, "story": FamilyStepSerializer(story_of(row, self.person), many=True).data})


class FamilyCaseOne(OfOwnCase):
    refuses = ()
    summary = _("Un caso de su hija o hijo, con lo que se ha hecho")

    def get(self, request: Request, folio: str, case: str) -> Response:
        answer = self.shown()
        open_page(child=self.own_child(), by=self.person, channel=Channel.API, part="case")
        return answer


class FamilyAct(OfOwnCase):
    """One thing that a family does with its case; answers the case as it stands then."""

    answers_post = {200: FamilyCaseDetailSerializer}

    def post(self, request: Request, folio: str, case: str) -> Response:
        follower = self.follower()
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.do(follower, asked.validated_data)
        return self.shown()

    def do(self, follower: CaseFollower, told: dict[str, Any]) -> None:
        raise NotImplementedError


class FamilyCaseReply(FamilyAct):
    serializer_class = WordsIn
    summary_post = _("Escribir a quien resuelve el caso")
    details_post = _("Con `Idempotency-Key`: lo mismo dos veces se escribe una.")
    parameters_post = [KEY_PARAMETER]

    def do(self, follower: CaseFollower, told: dict[str, Any]) -> None:
        reply(follower=follower, text=told["text"], key=digest_of_key(self.request), by=self.person)


class FamilyCaseConfirm(FamilyAct):
    serializer_class = NothingIn
    summary_post = _("Ya se lo dieron")

    def do(self, follower: CaseFollower, told: dict[str, Any]) -> None:
        confirm(follower=follower, by=self.person)


class FamilyCaseDispute(FamilyAct):
    serializer_class = PerhapsWordsIn
    summary_post = _("Todavía no se lo dan")

    def do(self, follower: CaseFollower, told: dict[str, Any]) -> None:
        dispute(follower=follower, text=told["text"], by=self.person)


class FamilyCaseReopen(FamilyAct):
    serializer_class = PerhapsWordsIn
    summary_post = _("Abrir otra vez un caso que terminó")

    def do(self, follower: CaseFollower, told: dict[str, Any]) -> None:
        reopen(case=follower.case, follower=follower, reason=told["text"], edition=None, by=self.person)
