"""The board of the roll-out: the country as tiles, and every hospital, what blocks it first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from delegations.charts import Bar, Tile, tile_map
from delegations.charts.numbers import grouped
from delegations.exports import Column
from delegations.models import Unit
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from delegations.toasts import toast
from delegations.views.listing import Listing
from pediatric_platform.actions.rollout import open_site, open_sites
from pediatric_platform.filters.rollout import SiteFilter
from pediatric_platform.forms.rollout import SiteForm
from pediatric_platform.models import BlockedBy, MilestoneKind, RolloutSite
from pediatric_platform.rollout_rights import NotYoursToRollOut, may_manage, responsible_people
from pediatric_platform.rollout_rules import CATEGORIES, MAP_WORDS, ORDER, Standing
from pediatric_platform.selectors.rollout.board import (
    Board,
    SiteRow,
    measured_rows,
    missing_units,
    ranked_sites,
    rollout_board,
)
from pediatric_platform.selectors.rollout.measured import USE_DAYS
from pediatric_platform.views.rollout.base import ForStaff, RolloutForm


def _label(choices: Any, code: str | None) -> str:
    return str(choices(code).label) if code else ""


class RolloutBoard(ForStaff, Listing):
    """`/expediente/`: what blocks first. Files hold the same rows with what the data say of each."""

    model = RolloutSite
    filterset_class = SiteFilter
    template_name = "pediatric_platform/rollout.html"
    title = gettext_lazy("Expediente electrónico")
    paginate_by = 25
    export_name = "despliegue-expediente"
    export_columns = (
        Column("CLUES", "site.unit.clues"),
        Column(gettext_lazy("Hospital"), "site.unit.name", 36),
        Column(gettext_lazy("Delegación"), "site.unit.delegation.name", 24),
        Column(gettext_lazy("Cómo va"), "standing.label"),
        Column(gettext_lazy("Hitos logrados"), "site.done", 10),
        Column(gettext_lazy("Hito"), lambda row: _label(MilestoneKind, row.step), 30),
        Column(gettext_lazy("Responsable"), "owner", 28),
        Column(gettext_lazy("Qué lo detiene"), lambda row: _label(BlockedBy, row.site.blocked_by), 24),
        Column(gettext_lazy("Detenido desde"), "site.blocked_since"),
        Column(gettext_lazy("En qué consiste"), lambda row: row.site.blocked_note or "", 40),
        Column(gettext_lazy("Próximo vencimiento"), "site.next_due"),
        Column(gettext_lazy("Registrados en tratamiento"), "registered.active", 12),
        Column(gettext_lazy("Esperados"), "site.expected_children", 12),
        Column(gettext_lazy("De dónde salen los esperados"), "site.expected_source", 30),
        Column(gettext_lazy("Personal capacitado"), "staff.trained", 12),
        Column(gettext_lazy("Personal por capacitar"), "staff.people", 12),
        Column(gettext_lazy("Sesiones anotadas el mismo día"), "use.same_day", 12),
        Column(gettext_lazy("Anotadas después"), "use.later", 12),
        Column(gettext_lazy("Sin anotar"), "use.unrecorded", 12),
    )

    def get_queryset(self) -> QuerySet[RolloutSite]:
        return ranked_sites(RolloutSite.objects.visible_to(self.person), timezone.localdate())

    def rows(self, sites: Any) -> list[SiteRow]:
        return measured_rows(sites, today=timezone.localdate(), now=timezone.now())

    def get_export_rows(self) -> list[SiteRow]:
        return self.rows(super().get_export_rows())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context |= {"rows": self.rows(context["object_list"]), "steps": len(ORDER), "today": timezone.localdate()}
        if "HX-Request" in self.request.headers:  # only the list changes
            return context
        board = rollout_board(self.person, today=timezone.localdate(), now=timezone.now())
        scope = scope_of(self.person)
        return context | {
            "board": board,
            "figures": figures(board),
            "causes": cause_bars(board),
            "map": rollout_map(board) if scope.is_national or len(board.delegations) > 1 else "",
            "manages": has_permission(self.person, Permission.MANAGE_ROLLOUT),
            "use_days": USE_DAYS,
        }


def figures(board: Board) -> list[dict[str, Any]]:
    """The row above: hospitals verified, what is stopped, children, staff, use; each from how many."""
    if not board.sites:
        return []
    stopped, late = board.standings[Standing.BLOCKED], board.standings[Standing.LATE]
    here = reverse("pediatric:rollout")
    return [
        {
            "label": _("Hospitales verificados"),
            "value": _("%(n)s de %(all)s")
            % {"n": grouped(board.standings[Standing.DONE]), "all": grouped(board.sites)},
            "basis": _("%(n)s de %(all)s hitos logrados") % {"n": grouped(board.done), "all": grouped(board.steps)},
            "href": f"{here}?estado={Standing.DONE}#results",
        },
        {
            "label": _("Detenidos"),
            "value": stopped,
            "basis": ngettext("y %(n)d más con un hito vencido", "y %(n)d más con un hito vencido", late) % {"n": late},
            "status": CATEGORIES[Standing.BLOCKED] if stopped else None,
            "href": f"{here}?estado={Standing.BLOCKED}#results",
        },
        {
            "label": _("Niñas y niños en el registro"),
            "value": board.children,
            "basis": _("en tratamiento; %(share)s de lo esperado en %(n)s de %(all)s hospitales que dieron su cifra")
            % {
                "share": percent_words(board.children_share),
                "n": grouped(board.expected_known),
                "all": grouped(board.sites),
            },
        },
        {
            "label": _("Personal capacitado"),
            "value": percent_words(board.staff.share),
            "basis": _("%(n)s de %(all)s personas de la lista aprobaron")
            % {"n": grouped(board.staff.trained), "all": grouped(board.staff.people)},
        },
        {
            "label": _("Sesiones anotadas el mismo día"),
            "value": percent_words(board.use.share),
            "basis": _("%(n)s de %(all)s en %(days)d días; %(none)s siguen sin anotar")
            % {
                "n": grouped(board.use.same_day),
                "all": grouped(board.use.total),
                "days": USE_DAYS,
                "none": grouped(board.use.unrecorded),
            },
        },
    ]


def percent_words(share: float | None) -> str:
    """A whole percentage, or a dash; 99.6 is not 100."""
    return "—" if share is None else f"{int(share)} %"


def cause_bars(board: Board) -> list[Bar]:
    """What stops hospitals, the commonest first; each leads to those hospitals."""
    here = reverse("pediatric:rollout")
    return [
        Bar(BlockedBy(cause).label, count, href=f"{here}?detiene={cause}#results", category="out")
        for cause, count in board.causes.most_common()
    ]


def rollout_map(board: Board) -> Any:
    """Steps reached in each delegation; mark and hue are of the worst that stands there."""
    here = reverse("pediatric:rollout")
    tiles = [
        Tile(
            code=row.code,
            name=row.name,
            row=row.tile_row,
            column=row.tile_column,
            href=f"{here}?delegacion={row.code}#results" if row.sites else "",
            figure="—" if row.share is None else str(int(row.share)),
            category=CATEGORIES[row.worst] if row.worst else None,
            note=ngettext("%(n)d hospital", "%(n)d hospitales", row.sites) % {"n": row.sites},
        )
        for row in board.delegations
    ]
    return tile_map(tiles, title=_("Hitos logrados por delegación"), unit=" %", labels=MAP_WORDS)


class SiteAdd(ForStaff, RolloutForm):
    """A hospital joins the roll-out."""

    form_class = SiteForm
    title = gettext_lazy("Agregar un hospital al despliegue")
    submit = gettext_lazy("Agregar")
    added: RolloutSite | None = None

    def allow(self) -> None:
        if not has_permission(self.person, Permission.MANAGE_ROLLOUT):
            raise NotYoursToRollOut

    @cached_property
    def units(self) -> QuerySet[Unit]:
        seen = Unit.objects.visible_to(self.person).open_on(timezone.localdate()).filter(level__gte=2)
        known = RolloutSite.objects.values("unit")
        allowed = [unit.pk for unit in seen.exclude(pk__in=known) if may_manage(self.person, unit)]
        return (
            Unit.objects.filter(pk__in=allowed)
            .select_related("delegation")
            .order_by("-provides_chemotherapy", "delegation__name", "name")
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "units": self.units, "people": responsible_people(self.person)}

    def act(self, form: Any) -> str:
        self.added = open_site(by=self.person, **form.cleaned_data)
        return _("%(unit)s está en el despliegue.") % {"unit": self.added.unit.name}

    def here(self) -> str:
        if self.added is not None:
            return reverse("pediatric:rollout-site", args=[self.added.unit.clues])
        return reverse("pediatric:rollout")

    def crumbs(self, title: object = "") -> list[tuple[str, str]]:
        return [(_("Expediente electrónico"), reverse("pediatric:rollout")), (str(title), "")]

    def consequences(self) -> list[str]:
        return [
            _("El hospital aparece en el tablero y en el mapa de todos los que lo ven."),
            _("A cada responsable se le avisa de su hito y una semana antes de que venza."),
            _("La primera niña o niño y el registro completo se marcan solos, cuando el registro lo dice."),
        ]


class SitesAdd(ForStaff, View):
    """Every hospital that is known to give chemotherapy joins at once."""

    http_method_names = ["post", "options"]

    def allow(self) -> None:
        if not has_permission(self.person, Permission.MANAGE_ROLLOUT):
            raise NotYoursToRollOut

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        count = open_sites(units=missing_units(self.person, timezone.localdate()), by=self.person)
        toast(request, ngettext("Se agregó %(n)d hospital.", "Se agregaron %(n)d hospitales.", count) % {"n": count})
        return HttpResponseRedirect(reverse("pediatric:rollout"))
