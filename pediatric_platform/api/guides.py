"""/api/v1/guides/ and /guide-versions/: read by the staff, written by whoever answers for the country."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.models import Posting
from delegations.roles import Permission
from pediatric_platform.actions import guides as acts
from pediatric_platform.actions.guides.rights import must_manage
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.editing import EditedIn, NothingIn
from pediatric_platform.api.guide_serializers import (
    GuideDetailSerializer,
    GuideIn,
    GuideReaderSerializer,
    GuideReadingSerializer,
    GuideSerializer,
    GuideVersionDetailSerializer,
    GuideVersionIn,
    GuideVersionSerializer,
    GuideWithdrawalIn,
    PointChangeSerializer,
    StatementIn,
)
from pediatric_platform.filters.guides import GuideFilter, VersionFilter
from pediatric_platform.guide_differences import differences
from pediatric_platform.models import Guide, GuideLink, GuideStatement, GuideVersion, GuideVersionState
from pediatric_platform.selectors.guides.listing import guides_for
from pediatric_platform.selectors.guides.readers import readers_of


class Guides(Acts, Seen):
    """For the staff."""

    tag = "guides"
    model: ClassVar[type[Model]] = Guide
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, Permission.VIEW_STOCK)

    def rows(self) -> QuerySet[Guide]:
        return guides_for(self.person).order_by("title", "pk")

    def data(self, request: Request) -> dict[str, Any]:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)


class GuideList(Guides, SeenList):
    summary = _("Guías, con su versión vigente")
    summary_post = _("Agregar una guía")
    serializer_class: Any = GuideSerializer
    filterset_class = GuideFilter
    answers_post = {201: GuideSerializer}

    def get_serializer_class(self) -> Any:
        return GuideIn if self.request.method == "POST" else GuideSerializer

    def post(self, request: Request) -> Response:
        must_manage(self.person)
        guide = acts.add_guide(by=self.person, **self.data(request))
        return Response(GuideSerializer(self.rows().get(pk=guide.pk)).data, status=201)


class GuideOne(Guides, SeenOne):
    summary = _("Una guía, con lo que trata")
    serializer_class = GuideDetailSerializer
    lookup_field = "code"
    lookup_url_kwarg = "key"

    def rows(self) -> QuerySet[Guide]:
        links = GuideLink.objects.select_related("protocol", "diagnosis", "drug")
        return super().rows().prefetch_related(Prefetch("links", links))


class GuideReaders(Guides):
    summary = _("Quiénes deben leer la versión vigente, de los que usted ve, y quiénes la leyeron")
    serializer_class = GuideReaderSerializer
    is_list = True
    filter_backends = ()

    def get(self, request: Request, key: str) -> Response:
        guide = get_object_or_404(self.rows(), code=key)
        current = guide.versions.filter(state=GuideVersionState.CURRENT).defer("file").first()
        found: QuerySet[Posting] = readers_of(guide, current, self.person)
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(found), many=True).data)


class GuideVersions(Guides):
    model = GuideVersion

    def rows(self) -> QuerySet[Any]:
        rows = GuideVersion.objects.visible_to(self.person).select_related("guide").defer("file")
        return rows.order_by("guide__code", "-issued_on", "-pk")

    def version(self) -> GuideVersion:
        version: GuideVersion = get_object_or_404(self.rows(), pk=self.kwargs["pk"])
        return version

    def told(self, version: GuideVersion, status: int = 200) -> Response:
        return Response(GuideVersionDetailSerializer(self.rows().get(pk=version.pk)).data, status=status)


class GuideVersionList(GuideVersions, SeenList):
    summary = _("Versiones de las guías")
    serializer_class = GuideVersionSerializer
    filterset_class = VersionFilter


class GuideVersionNew(GuideVersions):
    summary = _("Agregar una versión, en borrador")
    serializer_class = GuideVersionIn
    answers = {201: GuideVersionDetailSerializer}

    def post(self, request: Request, key: str) -> Response:
        must_manage(self.person)
        guide = get_object_or_404(Guide.objects.visible_to(self.person), code=key)
        return self.told(acts.draft_version(guide=guide, by=self.person, **self.data(request)), 201)


class GuideVersionOne(GuideVersions, SeenOne):
    summary = _("Una versión, con sus recomendaciones")
    serializer_class = GuideVersionDetailSerializer

    def rows(self) -> QuerySet[Any]:
        return super().rows().prefetch_related(Prefetch("statements", GuideStatement.objects.order_by("position")))


class GuideVersionCompare(GuideVersions):
    summary = _("Qué cambió de una versión a otra, punto por punto")
    details = _("Vacío donde alguna de las dos no tiene recomendaciones resumidas: entonces no se sabe.")
    serializer_class = PointChangeSerializer
    is_list = True
    filter_backends = ()

    def get(self, request: Request, pk: int, earlier: int) -> Response:
        later = self.version()
        before = get_object_or_404(self.rows(), guide=later.guide_id, pk=earlier)
        old, new = list(before.statements.order_by("position")), list(later.statements.order_by("position"))
        changes = differences(old, new) if old and new else []  # unsummed, it says nothing of what changed
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(changes), many=True).data)


class GuideStatementAdd(GuideVersions):
    summary = _("Agregar una recomendación a un borrador")
    serializer_class = StatementIn
    answers = {201: GuideVersionDetailSerializer}

    def post(self, request: Request, pk: int) -> Response:
        must_manage(self.person)
        version = self.version()
        acts.write_statement(version=version, by=self.person, **self.data(request))
        return self.told(version, 201)


class GuidePublication(GuideVersions):
    summary = _("Publicar una versión")
    serializer_class = EditedIn
    answers = {200: GuideVersionDetailSerializer}

    def post(self, request: Request, pk: int) -> Response:
        must_manage(self.person)
        return self.told(acts.publish(version=self.version(), by=self.person, **self.data(request)))


class GuideWithdrawal(GuideVersions):
    summary = _("Retirar una versión")
    serializer_class = GuideWithdrawalIn
    answers = {200: GuideVersionDetailSerializer}

    def post(self, request: Request, pk: int) -> Response:
        must_manage(self.person)
        return self.told(acts.withdraw(version=self.version(), by=self.person, **self.data(request)))


class GuideAcknowledgement(GuideVersions):
    summary = _("Anotar que se leyó la versión vigente")
    serializer_class = NothingIn
    answers = {200: GuideReadingSerializer}

    def post(self, request: Request, pk: int) -> Response:
        return Response(GuideReadingSerializer(acts.acknowledge(version=self.version(), by=self.person)).data)
