"""/api/v1/rollout-…: the roll-out of the electronic record; each act is the one that the page calls."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.models import Unit
from delegations.roles import Permission
from pediatric_platform.actions.rollout import (
    block_milestone,
    expect_children,
    open_site,
    plan_milestone,
    reach_milestone,
    reopen_milestone,
    replan_milestone,
    unblock_milestone,
)
from pediatric_platform.api.acts import Act, Acts
from pediatric_platform.api.rollout_serializers import (
    BlockIn,
    DayIn,
    EditionIn,
    ExpectedIn,
    MilestoneIn,
    RolloutMilestoneSerializer,
    RolloutReasonIn,
    RolloutSiteDetailSerializer,
    RolloutSiteSerializer,
    SiteIn,
)
from pediatric_platform.filters.rollout import SiteFilter
from pediatric_platform.models import Milestone, MilestoneKind, RolloutSite
from pediatric_platform.rollout_rights import must_advance, must_manage
from pediatric_platform.selectors.rollout.board import measured_rows, ranked_sites


class Rollout(Seen):
    """For the institute's staff; each sees the hospitals of their scope."""

    tag = "rollout"
    permission = Permission.VIEW_STOCK
    serializer_class: Any = RolloutSiteSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not {"pk", "clues"} & kwargs.keys():
            require(self.person, self.permission)


def unit_of(view: Seen, clues: str) -> Unit:
    """The hospital that a body names: 404 outside the caller's scope, 403 where they do not lead the roll-out."""
    unit = get_object_or_404(Unit.objects.visible_to(view.person), clues=clues)
    must_manage(view.person, unit)
    return unit


def site_of(view: Seen, clues: str) -> RolloutSite:
    rows = RolloutSite.objects.visible_to(view.person).select_related("unit__delegation")
    site = get_object_or_404(rows, unit__clues=clues)
    must_manage(view.person, site.unit)
    return site


class Sites(Rollout):
    model = RolloutSite
    lookup_field = "unit__clues"
    lookup_url_kwarg = "clues"

    def rows(self) -> QuerySet[RolloutSite]:
        return ranked_sites(RolloutSite.objects.visible_to(self.person), timezone.localdate())


def site_told(site: RolloutSite) -> Any:
    """A hospital with its milestones and what the data say of it."""
    row = ranked_sites(RolloutSite.objects.filter(pk=site.pk), timezone.localdate()).prefetch_related(
        Prefetch("milestones", Milestone.objects.select_related("owner", "done_by").order_by("due_on", "pk"))
    )[0]
    [measured] = measured_rows([row], today=row.unit.today(), now=timezone.now())
    return RolloutSiteDetailSerializer(row, context={"measured": measured}).data


class RolloutSiteList(Acts, Sites, SeenList):
    summary = _("Hospitales del despliegue, primero lo que detiene")
    summary_post = _("Agregar un hospital al despliegue")
    details_post = _("Con `owner` y `finish_on` se planean sus seis hitos; sin ellos, ninguno.")
    filterset_class = SiteFilter
    answers_post = {201: RolloutSiteDetailSerializer}

    def get_serializer_class(self) -> Any:
        return SiteIn if self.request.method == "POST" else RolloutSiteSerializer

    def post(self, request: Request) -> Response:
        require(self.person, Permission.MANAGE_ROLLOUT)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        site = open_site(unit=unit_of(self, told.pop("clues")), by=self.person, **told)
        return Response(site_told(site), status=201)


class RolloutSiteDetail(Sites, SeenOne):
    summary = _("Un hospital con sus hitos y lo que dicen los datos")
    serializer_class = RolloutSiteDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(site_told(self.get_object()))


class RolloutExpected(Act, Sites):
    summary = _("Anotar cuántas niñas y niños atiende, y de dónde sale la cifra")
    serializer_class = ExpectedIn
    answers = {200: RolloutSiteDetailSerializer}

    def allow(self, row: RolloutSite) -> None:
        must_manage(self.person, row.unit)

    def act(self, row: RolloutSite, told: dict[str, Any]) -> RolloutSite:
        return expect_children(site=row, by=self.person, **told)

    def told(self, row: RolloutSite) -> Any:
        return site_told(row)


class Milestones(Rollout):
    model = Milestone
    lookup_field = "kind"

    def rows(self) -> QuerySet[Milestone]:
        rows = Milestone.objects.visible_to(self.person).filter(site__unit__clues=self.kwargs["clues"])
        return rows.select_related("site__unit__delegation", "owner", "done_by")


class OnMilestone(Act, Milestones):
    answers = {200: RolloutMilestoneSerializer}

    def allow(self, row: Milestone) -> None:
        must_advance(self.person, row)

    def told(self, row: Milestone) -> Any:
        return RolloutMilestoneSerializer(row).data


class MilestonePlan(Acts, Milestones):
    summary = _("Responsable y fecha de un hito, por primera vez o de nuevo")
    serializer_class = MilestoneIn
    answers = {200: RolloutMilestoneSerializer}

    def post(self, request: Request, clues: str, kind: str) -> Response:
        site = site_of(self, clues)
        if kind not in MilestoneKind.values:
            get_object_or_404(self.rows(), kind=kind)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        known = self.rows().filter(kind=kind).first()
        if known is not None:
            done = replan_milestone(milestone=known, by=self.person, **told)
        else:
            told.pop("edition", None)
            done = plan_milestone(site=site, kind=kind, by=self.person, **told)
        return Response(RolloutMilestoneSerializer(done).data)


class MilestoneBlock(OnMilestone):
    summary = _("Anotar qué detiene un hito")
    serializer_class = BlockIn

    def act(self, row: Milestone, told: dict[str, Any]) -> Milestone:
        return block_milestone(milestone=row, by=self.person, **told)


class MilestoneUnblock(OnMilestone):
    summary = _("Ya nada lo detiene")
    serializer_class = EditionIn

    def act(self, row: Milestone, told: dict[str, Any]) -> Milestone:
        return unblock_milestone(milestone=row, by=self.person, **told)


class MilestoneReach(OnMilestone):
    summary = _("Dar un hito por logrado")
    details = _("422 si el registro no lo dice, o si falta la visita firmada o resolver hallazgos.")
    serializer_class = DayIn

    def act(self, row: Milestone, told: dict[str, Any]) -> Milestone:
        return reach_milestone(milestone=row, by=self.person, **told)


class MilestoneReopen(OnMilestone):
    summary = _("Reabrir un hito")
    serializer_class = RolloutReasonIn

    def allow(self, row: Milestone) -> None:
        must_manage(self.person, row.site.unit)

    def act(self, row: Milestone, told: dict[str, Any]) -> Milestone:
        return reopen_milestone(milestone=row, by=self.person, **told)
