"""The gaps board: what the network of one's places lacks, since when, whose task it is, and what solves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.forms_network import GapForm
from delegations.models import Delegation, Person, Posting, Unit, UnitKind
from delegations.roles import Role
from delegations.scoping import Scope, scope_of
from delegations.selectors.network import Gap, GapKind, coverage_by_delegation, gaps
from delegations.selectors.network.directory import LEVEL_FROM
from delegations.views.network.coverage import LABELS, confirmed_count, tiles
from delegations.views.network.rights import NetworkPage

PER_PAGE = 50
COLUMNS = (
    Column(gettext_lazy("Gravedad"), "severity", 10),
    Column(gettext_lazy("Qué falta"), "label", 32),
    Column(gettext_lazy("Delegación"), "place.delegation_name", 24),
    Column(gettext_lazy("Lugar"), "place.name", 40),
    Column("CLUES", "place.clues", 14),
    Column(gettext_lazy("Puesto"), "holding.label"),
    Column(gettext_lazy("Quién lo ocupa"), "holder", 32),
    Column(gettext_lazy("Desde"), "since"),
    Column(gettext_lazy("Termina"), "until"),
    Column(gettext_lazy("Quién sigue"), "coming", 32),
    Column(gettext_lazy("A quién le toca"), "task_label", 44),
)


@dataclass(frozen=True)
class Act:
    """What may be done about a gap: a link, or (`post`) a button."""

    label: str
    href: str
    post: bool = False


@dataclass(frozen=True)
class Row:
    """A gap, what this person may do about it, and how bad it is to look at."""

    gap: Gap
    acts: tuple[Act, ...]
    days: int | None

    @property
    def tone(self) -> str:
        return "bad" if self.gap.severity <= 3 else "warn"


class GapBoard(NetworkPage, TemplateView):
    """For whoever sees the network: their own places only."""

    template_name = "delegations/network_gaps.html"
    page_kwarg = "pagina"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.today = timezone.localdate()
        found = gaps(self.person, self.today)
        form = GapForm(request.GET or None, gaps=found)
        asked = form.cleaned_data if form.is_valid() else {}
        rows = [gap for gap in found if is_asked(gap, asked, self.person)]
        if request.GET.get(EXPORT_PARAM) in EXPORT_FORMATS:
            return export_response(rows, COLUMNS, _("huecos de la red"), request.GET[EXPORT_PARAM], request=request)
        response: HttpResponse = self.render_to_response(self.get_context_data(found=found, rows=rows, form=form))
        if "HX-Request" in request.headers:
            query = urlencode({name: value for name, value in request.GET.items() if value})
            response["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
        return response

    def get_context_data(  # type: ignore[override]
        self, *, found: Sequence[Gap], rows: Sequence[Gap], form: GapForm, **kwargs: Any
    ) -> dict[str, Any]:
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get(self.page_kwarg))
        kinds = Counter(gap.kind for gap in found)
        scope = scope_of(self.person)
        return super().get_context_data(
            view=self,
            rows=[row_of(gap, self.person, scope, self.today) for gap in page.object_list],
            page_obj=page,
            filter=SimpleNamespace(form=form),
            found=found,
            figures=figures(self.person, scope, kinds),
            tiles=tiles(coverage_by_delegation(self.today), to="delegations:network-gaps", query="delegacion")
            if scope.is_national
            else [],
            labels=LABELS,
            now=timezone.now(),
            is_filtered=any(form.data.get(name) for name in form.fields) if form.is_bound else False,
            live_target="#results",
            **kwargs,
        )


def is_asked(gap: Gap, asked: dict[str, Any], person: Person) -> bool:
    """Whether a gap is among those that the filters ask for."""
    if asked.get("tipo") and gap.kind != asked["tipo"]:
        return False
    if asked.get("delegacion") and gap.place.delegation_code != asked["delegacion"]:
        return False
    if asked.get("puesto") and gap.holding != asked["puesto"]:
        return False
    whose = asked.get("toca")
    if whose == "mia":
        return any(one.pk == person.pk for one in gap.task.people)
    return not whose or gap.task.role == whose


def figures(person: Person, scope: Scope, kinds: Counter[GapKind]) -> dict[str, int]:
    """Completeness of the person's places: posts there are, and how many have a holder or a confirmed contact."""
    units = Unit.objects.visible_to(person).open_on(timezone.localdate()).filter(level__gte=LEVEL_FROM)
    own = Delegation.objects.visible_to(person)
    if not scope.is_national:
        own = own.filter(pk__in=scope.whole_delegation_ids)
    places = own.count() + units.count()
    titulars = places - kinds[GapKind.NO_TITULAR]
    substitutes = places - kinds[GapKind.NO_SUBSTITUTE]
    return {
        "places": places,
        "titulars": titulars,
        "substitutes": substitutes,
        "filled": titulars + substitutes,
        "confirmed": confirmed_count(timezone.localdate(), pk__in=Posting.objects.visible_to(person).values("pk")),
    }


def row_of(gap: Gap, person: Person, scope: Scope, today: Any) -> Row:
    """The gap with what this person may do about it."""
    return Row(gap, tuple(acts_of(gap, person, scope)), gap.days(today))


def acts_of(gap: Gap, person: Person, scope: Scope) -> list[Act]:
    """Shown only to whoever may; the actions ask again."""
    place = gap.place
    manages = scope.appoints(
        place.role,
        delegation_id=None if place.kind == UnitKind.UMAE else place.delegation_id,
        unit_id=place.unit_id,
    )
    if gap.is_vacancy:
        asked = {
            "funcion": place.role.value,
            "lugar": f"u-{place.clues}" if place.is_unit else f"d-{place.delegation_code}",
            "caracter": gap.holding.value,
        }
        href = f"{reverse('delegations:posting-appoint')}?{urlencode(asked)}"
        return [Act(_("Nombrar"), href)] if manages and not gap.coming else []
    is_mine = gap.posting_id in own_postings(person)

    def to(name: str) -> str:
        return reverse(f"delegations:{name}", args=[gap.posting_id])

    acts: list[Act] = []
    if gap.kind == GapKind.ENDING_SOON and manages:
        acts = [Act(_("Prolongar"), to("posting-extend")), Act(_("Entregar"), to("posting-hand-over"))]
    elif gap.kind == GapKind.NOT_JOINED and manages:
        acts = [Act(_("Reenviar invitación"), to("posting-invite"), post=True)]
    elif gap.kind == GapKind.UNCONFIRMED and is_mine:
        acts = [Act(_("Es correcto"), to("posting-confirm"), post=True), Act(_("Cambiar"), to("posting-contact"))]
    elif gap.kind == GapKind.UNCONFIRMED and manages:
        acts = [Act(_("Pedir que confirme"), to("posting-ask"), post=True)]
    elif gap.holder_can_solve and (is_mine or manages):
        acts = [Act(_("Corregir contacto"), to("posting-contact"))]
    return acts


def own_postings(person: Person) -> frozenset[int]:
    """The person's own postings, read once per request."""
    kept: frozenset[int] | None = getattr(person, "_own_postings", None)
    if kept is None:
        kept = frozenset(person.postings.exclude(role=Role.FAMILY).values_list("pk", flat=True))
        person._own_postings = kept  # type: ignore[attr-defined]
    return kept
