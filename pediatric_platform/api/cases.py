"""/api/v1/: cases; each act is the one that the page calls. Families have their own addresses."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.models import Unit
from delegations.roles import Permission
from pediatric_platform.actions import cases
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.case_serializers import (
    CaseBoardSerializer,
    CaseDetailSerializer,
    CaseSerializer,
    OpenIn,
)
from pediatric_platform.case_rights import may_open, may_read_story
from pediatric_platform.errors.cases import NotYoursToOpen
from pediatric_platform.filters.cases import CaseFilter
from pediatric_platform.models import Case, CaseChannel
from pediatric_platform.selectors.cases.board import PERIODS, case_board
from pediatric_platform.selectors.cases.child import child_named
from pediatric_platform.selectors.cases.history import history_of
from pediatric_platform.selectors.cases.listing import listed
from pediatric_platform.selectors.cases.one import touched_of
from supply.api.keys import KEY_PARAMETER, key_of

PERIOD = OpenApiParameter("dias", int, enum=list(PERIODS), description=_("Cuántos días hacia atrás."))


class Cases(Seen):
    """For whoever sees the hospital's stock; one case elsewhere is not there."""

    tag = "cases"
    model = Case
    permission = Permission.VIEW_STOCK
    serializer_class: Any = CaseSerializer
    lookup_field = "folio"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not kwargs:
            require(self.person, self.permission)

    @cached_property
    def now(self) -> Any:
        return timezone.now()

    def rows(self) -> QuerySet[Case]:
        return listed(self.person, self.now).select_related("merged_into", "solved_by")

    def detailed(self, folio: str) -> Any:
        """The case read anew, with as much of it as the person may read; that is written down."""
        case: Any = self.rows().get(folio=folio)
        reads = may_read_story(self.person, case)
        followers = list(case.followers.current().select_related("child", "person", "session"))
        case.touched = touched_of(self.person, case, followers, reads=reads)
        case.history = history_of(case, reads=reads)
        if any(one.child is not None for one in case.touched):
            audit.record_read(by=self.person, what="case.read", target=case)
        return CaseDetailSerializer(case).data


class CaseList(Acts, Cases, SeenList):
    summary = _("Casos de los hospitales que usted ve")
    details = _("Sin `estado`, los pendientes. Nada de lo que escriben las familias está aquí.")
    summary_post = _("Abrir un caso")
    details_post = _("Con `Idempotency-Key`: lo mismo dos veces es un caso. Nace con responsable y plazo.")
    parameters_post = [KEY_PARAMETER]
    answers_post = {201: CaseDetailSerializer}
    refuses_get: tuple[int, ...] = ()
    filterset_class = CaseFilter

    def get_serializer_class(self) -> Any:
        return OpenIn if self.request.method == "POST" else CaseSerializer

    def post(self, request: Request) -> Response:
        require(self.person, Permission.OPEN_CASE)
        key = key_of(request)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        unit: Unit = told.pop("unit")
        if not may_open(self.person, unit):
            raise NotYoursToOpen
        case = cases.open_case(
            unit=unit,
            kind=told.pop("kind"),
            drug=told.pop("drug"),
            drug_words=told.pop("drug_words"),
            told=cases.Told(child=child_named(self.person, told.pop("child")), channel=CaseChannel.API, **told),
            key=key,
            by=self.person,
        )
        return Response(self.detailed(case.folio), status=201)


class CaseDetail(Cases, SeenOne):
    summary = _("Un caso: a quién toca y qué ha pasado")
    details = _("Cada lectura de un caso con una niña o un niño queda anotada.")
    serializer_class = CaseDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        case = get_object_or_404(Case.objects.visible_to(self.person), folio=kwargs["folio"])
        return Response(self.detailed(case.folio))


class CaseFigures(Cases):
    summary = _("El tablero de casos, en números")
    details = _("Tiempo corrido, en horas; cada cifra con cuántos casos la sostienen.")
    serializer_class = CaseBoardSerializer
    parameters = [PERIOD]

    def get(self, request: Request) -> Response:
        asked = request.query_params.get("dias", "")
        days = int(asked) if asked in {str(days) for days in PERIODS} else 90
        return Response(CaseBoardSerializer(case_board(self.person, days=days, now=self.now)).data)
