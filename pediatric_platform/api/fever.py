"""/api/v1/fever-episodes/: the golden hour, for those who treat the children; a stamp is the board's own action."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from pediatric_platform.actions.fever import stamp
from pediatric_platform.actions.fever.rights import must_stamp
from pediatric_platform.actions.fever.writing import LONGEST_KEY
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.fever_serializers import FeverEpisodeDetailSerializer, FeverEpisodeSerializer, StampIn
from pediatric_platform.errors.fever import BadKey
from pediatric_platform.filters.fever import FeverEpisodeFilter
from pediatric_platform.models import FeverEpisode
from pediatric_platform.models import FeverStamp as StampRow
from supply.api.keys import KEY_PARAMETER, key_of
from supply.errors import KeyReused


class Episodes(Seen):
    """Where the child goes, and where the child is treated; one elsewhere is not there."""

    tag = "fever"
    model = FeverEpisode
    permission = Permission.VIEW_CHILDREN
    serializer_class: Any = FeverEpisodeSerializer
    lookup_field = "folio"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not kwargs:
            require(self.person, self.permission)

    def rows(self) -> QuerySet[FeverEpisode]:
        return super().rows().select_related("unit", "child", "antibiotic").order_by("-opened_at", "-pk")

    def detailed(self, folio: str) -> Any:
        """The episode read anew with its history; that it was read is written down."""
        history = StampRow.objects.select_related("by").order_by("noted_at", "pk")
        episode = get_object_or_404(self.rows().prefetch_related(Prefetch("stamps", history)), folio=folio)
        audit.record_read(by=self.person, what="fever.read", target=episode)
        return FeverEpisodeDetailSerializer(episode).data


class FeverEpisodes(Episodes, SeenList):
    summary = _("Episodios de fiebre de su alcance clínico")
    details = _("Los más nuevos primero. La niña o el niño va por su folio.")
    filterset_class = FeverEpisodeFilter


class FeverEpisodeOne(Episodes, SeenOne):
    summary = _("Un episodio, con cada sello y lo que decía antes")
    details = _("Cada lectura queda anotada.")
    serializer_class = FeverEpisodeDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.detailed(kwargs["folio"]))


class FeverStamp(Acts, Episodes):
    summary = _("Sellar un momento de la hora dorada")
    details = _(
        "Con `Idempotency-Key`: lo mismo dos veces es un toque; la misma con otro sello, 409. Sobre un sello puesto es "
        "una corrección y pide `reason`."
    )
    serializer_class = StampIn
    answers = {200: FeverEpisodeDetailSerializer}
    parameters = [KEY_PARAMETER]

    def post(self, request: Request, folio: str) -> Response:
        episode = get_object_or_404(self.rows(), folio=folio)
        must_stamp(self.person, episode.unit)
        key = self.key()
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            stamp(episode=episode, key=key, by=self.person, **asked.validated_data)
        except BadKey as error:
            raise KeyReused from error
        return Response(self.detailed(folio))

    def key(self) -> str:
        """What stands for the request's key: each person's keys are their own."""
        return hashlib.sha256(f"{self.person.pk} {key_of(self.request)}".encode()).hexdigest()[:LONGEST_KEY]
