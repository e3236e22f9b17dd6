"""Pages of the staff that read guides: the list, one guide, a version, the comparison, who has read it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import ListView, TemplateView

from delegations.audit import record_read
from delegations.errors import Refusal
from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.models import Person, Posting
from delegations.roles import Permission, Role
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.listing import Listing
from delegations.views.network.refusals import said
from pediatric_platform.actions.guides import acknowledge, may_manage
from pediatric_platform.filters.guides import GuideFilter
from pediatric_platform.guide_differences import differences
from pediatric_platform.models import Guide, GuideVersion, GuideVersionState
from pediatric_platform.selectors.guides.listing import guides_for, roles_of
from pediatric_platform.selectors.guides.readers import read_share, readers_of
from pediatric_platform.views.guides.files import paper_response
from pediatric_platform.views.guides.managed import address_of, list_crumb


class ForStaff(LoginRequiredMixin):
    """The staff's pages; families have their own, without an account."""

    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            if not has_permission(self.person, Permission.VIEW_STOCK):
                raise PermissionDenied(
                    _("Esta página es del personal. Las guías para familias están en otra, abierta.")
                )
        return super().dispatch(request, *args, **kwargs)

    def guide_named(self, code: str) -> Guide:
        guide: Guide = get_object_or_404(guides_for(self.person), code=code)
        return guide

    def versions_of(self, guide: Guide) -> QuerySet[GuideVersion]:
        """Drafts for who writes them, then the last published first: not every document says its date."""
        rows = GuideVersion.objects.visible_to(self.person).filter(guide=guide).defer("file")
        return rows.select_related("guide", "published_by").order_by(
            F("published_at").desc(nulls_first=True), F("issued_on").desc(nulls_last=True), "-pk"
        )


class GuideList(ForStaff, Listing):
    """Guidelines, protocols and norms, each with its version in force."""

    model = Guide
    filterset_class = GuideFilter
    template_name = "pediatric_platform/guide_list.html"
    title = gettext_lazy("Guías y protocolos")
    export_name = "guias"
    export_columns = (
        Column(gettext_lazy("Clave"), "code", 30),
        Column(gettext_lazy("Título"), "title", 60),
        Column(gettext_lazy("Título en inglés"), "title_en", 60),
        Column(gettext_lazy("Tipo"), "get_kind_display", 24),
        Column(gettext_lazy("Alcance"), "get_reach_display", 16),
        Column(gettext_lazy("Quién la publica"), "body", 36),
        Column(gettext_lazy("Versión vigente"), "number", 14),
        Column(gettext_lazy("Publicada"), "issued_on", 14),
        Column(gettext_lazy("La ven las familias"), "is_public", 12),
        Column(gettext_lazy("En qué difiere del criterio único"), "differs", 60),
    )

    def get_queryset(self) -> QuerySet[Guide]:
        return guides_for(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_manage=may_manage(self.person), **kwargs)


class GuideDetail(ForStaff, TemplateView):
    """A guide with what its version in force says, its versions, what it is about, and who has read it."""

    template_name = "pediatric_platform/guide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide = self.guide_named(self.kwargs["key"])
        versions = list(self.versions_of(guide))
        current = next((row for row in versions if row.state == GuideVersionState.CURRENT), None)
        earlier = [row for row in versions if row.state == GuideVersionState.SUPERSEDED]
        read, owed = read_share(guide, current, self.person)
        return super().get_context_data(
            guide=guide,
            current=current,
            statements=list(current.statements.order_by("position")) if current else [],
            versions=versions,
            compared_with=earlier[0] if current and earlier else None,
            links=guide.links.select_related("protocol__diagnosis", "diagnosis", "drug"),
            must_read=[Role(role).label for role in guide.must_read],
            must_i=bool(set(guide.must_read) & set(roles_of(self.person))),
            read=read,
            owed=owed,
            may_manage=may_manage(self.person),
            crumbs=[list_crumb(), (guide.title, "")],
            **kwargs,
        )


class GuideVersionDetail(ForStaff, TemplateView):
    """One version, whatever its state; whoever writes guides changes a draft from here."""

    template_name = "pediatric_platform/guide_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide = self.guide_named(self.kwargs["key"])
        version = get_object_or_404(self.versions_of(guide), pk=self.kwargs["pk"])
        others = [row for row in self.versions_of(guide) if row.pk != version.pk]
        return super().get_context_data(
            guide=guide,
            version=version,
            statements=list(version.statements.order_by("position")),
            others=others,
            in_force=any(row.state == GuideVersionState.CURRENT for row in others),
            may_manage=may_manage(self.person),
            crumbs=[
                list_crumb(),
                (guide.title, reverse("pediatric:guide", args=[guide.code])),
                (_("Versión %(number)s") % {"number": version.number}, ""),
            ],
            **kwargs,
        )


class GuideCompare(ForStaff, TemplateView):
    """Two versions, recommendation by recommendation."""

    template_name = "pediatric_platform/guide_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide = self.guide_named(self.kwargs["key"])
        versions = list(self.versions_of(guide))
        later = self._asked("a", versions) or _worth_reading(versions)
        rest = [row for row in versions if row != later]
        earlier = self._asked("de", rest) or next(
            (row for row in rest if later and row.statements.exists()), rest[0] if rest else None
        )
        before = list(earlier.statements.order_by("position")) if earlier else []
        after = list(later.statements.order_by("position")) if later else []
        # A version that nobody summed up here says nothing of what it dropped or added.
        changes = differences(before, after) if before and after else []
        return super().get_context_data(
            guide=guide,
            versions=versions,
            earlier=earlier,
            later=later,
            changes=changes,
            changed=sum(change.kind != "same" for change in changes),
            crumbs=[
                list_crumb(),
                (guide.title, reverse("pediatric:guide", args=[guide.code])),
                (_("Comparar versiones"), ""),
            ],
            **kwargs,
        )

    def _asked(self, name: str, versions: list[GuideVersion]) -> GuideVersion | None:
        asked = self.request.GET.get(name, "")
        return next((row for row in versions if str(row.pk) == asked), None)


def _worth_reading(versions: list[GuideVersion]) -> GuideVersion | None:
    """The newest that nobody withdrew."""
    return next((row for row in versions if row.state != GuideVersionState.WITHDRAWN), next(iter(versions), None))


class GuideRead(ForStaff, View):
    """Somebody says that they have read the version in force."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        guide = self.guide_named(key)
        version = get_object_or_404(self.versions_of(guide), pk=pk)
        try:
            acknowledge(version=version, by=self.person)
        except Refusal as refusal:
            toast(request, said(refusal), level=30)
            return HttpResponseRedirect(address_of(version))
        toast(request, _("Quedó anotado que usted la leyó."))
        return HttpResponseRedirect(reverse("pediatric:guide", args=[guide.code]))


class GuideReaders(ForStaff, ListView):
    """Who must have read the version in force, within one's own scope, those who have not first."""

    template_name = "pediatric_platform/guide_readers.html"
    context_object_name = "postings"
    paginate_by = 50
    page_kwarg = "pagina"
    columns = (
        Column(gettext_lazy("Nombre"), "person.full_name", 36),
        Column(gettext_lazy("Función"), "get_role_display", 30),
        Column(gettext_lazy("Dónde"), lambda row: str(row.unit or row.delegation or _("País")), 40),
        Column(gettext_lazy("La leyó"), "read_at", 20),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.guide = self.guide_named(kwargs["key"])
        rows = self.versions_of(self.guide).filter(state=GuideVersionState.CURRENT)
        self.version = rows.first()
        wanted = request.GET.get(EXPORT_PARAM, "")
        if wanted in EXPORT_FORMATS:
            name = f"lecturas-{self.guide.code}"
            return export_response(list(self.get_queryset()), self.columns, name, wanted, request=request)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Posting]:
        return readers_of(self.guide, self.version, self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read, owed = read_share(self.guide, self.version, self.person)
        return super().get_context_data(
            guide=self.guide,
            version=self.version,
            read=read,
            owed=owed,
            crumbs=[
                list_crumb(),
                (self.guide.title, reverse("pediatric:guide", args=[self.guide.code])),
                (_("Quién la leyó"), ""),
            ],
            **kwargs,
        )


class GuideFile(ForStaff, View):
    """The document itself, as it was uploaded."""

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        guide = self.guide_named(key)
        version = get_object_or_404(self.versions_of(guide).exclude(file_name=""), pk=pk)
        record_read(by=self.person, what="guide.file_read", target=version)
        return paper_response(version)
