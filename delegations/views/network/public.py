"""The directory that everybody may read: where, who answers there today, how to reach them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.filtering import spanish
from delegations.models import Delegation, Unit
from delegations.selectors.network import Entry, coverage_by_delegation, coverage_of_country, directory, find
from delegations.selectors.network.directory import LEVEL_FROM
from delegations.views.network.answers import Answer, answers, next_level
from delegations.views.network.coverage import LABELS, confirmed_count, tiles

PER_PAGE = 50


def _of(holder: str, what: str) -> Callable[[Answer], Any]:
    return lambda answer: getattr(getattr(answer.entry, holder), what, None)


COLUMNS = (
    Column(gettext_lazy("Delegación"), "entry.delegation_name", 24),
    Column(gettext_lazy("Lugar"), lambda answer: answer.entry.name if answer.entry.is_unit else _("Delegación"), 44),
    Column("CLUES", "entry.clues", 14),
    Column(gettext_lazy("Responde hoy"), _of("in_charge", "name"), 32),
    Column(gettext_lazy("Teléfono"), _of("in_charge", "phone"), 24),
    Column(gettext_lazy("Correo"), _of("in_charge", "email"), 32),
    Column(gettext_lazy("Titular"), _of("titular", "name"), 32),
    Column(gettext_lazy("Teléfono del titular"), _of("titular", "phone"), 24),
    Column(gettext_lazy("Correo del titular"), _of("titular", "email"), 32),
    Column(gettext_lazy("Titular ausente hasta"), "absent_until"),
    Column(gettext_lazy("Suplente"), _of("substitute", "name"), 32),
    Column(gettext_lazy("Teléfono del suplente"), _of("substitute", "phone"), 24),
    Column(gettext_lazy("Correo del suplente"), _of("substitute", "email"), 32),
)


class Directory(TemplateView):
    """`/directorio/`: found however its name is written; nobody signs in for it. `?ver=todo` is what one prints."""

    template_name = "delegations/network.html"
    page_kwarg = "pagina"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.query = request.GET.get("q", "").replace("\0", "").strip()[:120]
        self.delegation = self.chosen(request.GET.get("delegacion", ""))
        self.day = timezone.localdate()
        entries = find(self.day, self.query, delegation=self.delegation)
        self.is_guess = bool(self.query) and not entries
        if self.is_guess:
            entries = find(self.day, self.query, delegation=self.delegation, alike=True)
        if request.GET.get(EXPORT_PARAM) in EXPORT_FORMATS:
            rows, format = answers(list(entries), self.day), request.GET[EXPORT_PARAM]
            return export_response(rows, COLUMNS, _("directorio"), format, request=request)
        response = self.render_to_response(self.get_context_data(entries=entries, **kwargs))
        if "HX-Request" in request.headers:
            asked = urlencode({name: value for name, value in request.GET.items() if value})
            response["HX-Push-Url"] = f"{request.path}?{asked}" if asked else request.path
        return response

    def chosen(self, code: str) -> Delegation | None:
        """The delegation asked for; an unknown one is as none."""
        return Delegation.objects.filter(code=code[:6]).first() if code else None

    def get_context_data(self, *, entries: Sequence[Entry], **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]
        everything = self.request.GET.get("ver") == "todo"
        page = Paginator(entries, max(len(entries), 1) if everything else PER_PAGE).get_page(
            self.request.GET.get(self.page_kwarg)
        )
        is_live = "HX-Request" in self.request.headers
        is_filtered = bool(self.query or self.delegation)
        rows = [] if is_live or everything or is_filtered else coverage_by_delegation(self.day)
        return super().get_context_data(
            view=self,
            query=self.query,
            is_guess=self.is_guess,
            chosen=self.delegation,
            everything=everything,
            answers=answers(list(page.object_list), self.day),
            page_obj=page,
            delegations=[] if is_live else Delegation.objects.order_by(spanish("name")).only("code", "name"),
            tiles=tiles(rows),
            labels=LABELS,
            total=coverage_of_country(rows),
            confirmed=confirmed_count(self.day) if rows else 0,
            now=timezone.now(),
            live_target="#results",
            is_filtered=is_filtered,
            **kwargs,
        )


class DirectoryDelegation(TemplateView):
    """`/directorio/<code>/`: who answers in the delegation, and in each of its hospitals."""

    template_name = "delegations/network_delegation.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        delegation, day = delegation_or_404(kwargs["code"]), timezone.localdate()
        rows = answers(directory(day, delegation=delegation), day)
        if request.GET.get(EXPORT_PARAM) in EXPORT_FORMATS:
            name, format = f"directorio-{delegation.code}", request.GET[EXPORT_PARAM]
            return export_response(rows, COLUMNS, name, format, request=request)
        return self.render_to_response(
            self.get_context_data(
                delegation=delegation,
                answer=rows[0],
                answers=rows[1:],
                has_cards=any(row.who for row in rows),
                now=timezone.now(),
                crumbs=[(_("Directorio"), reverse("delegations:network")), (delegation.name, "")],
            )
        )


class DirectoryUnit(TemplateView):
    """`/directorio/hospital/<clues>/`: where the code on the wall leads. A closed hospital says so."""

    template_name = "delegations/network_unit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        unit, day = unit_or_404(kwargs["clues"]), timezone.localdate()
        closed = is_closed(unit)
        return self.render_to_response(
            self.get_context_data(
                unit=unit,
                closed=closed,
                answer=None if closed else answer_of(unit, day),
                above=next_level(unit, day),
                now=timezone.now(),
                crumbs=[
                    (_("Directorio"), reverse("delegations:network")),
                    (unit.delegation.name, reverse("delegations:network-delegation", args=[unit.delegation.code])),
                    (unit.name, ""),
                ],
            )
        )


def delegation_or_404(code: str) -> Delegation:
    """A delegation by its code, in small letters too."""
    row = Delegation.objects.filter(code__iexact=code).first()
    if row is None:
        raise Http404
    return row


def unit_or_404(clues: str) -> Unit:
    """A hospital of the second or third level, open or closed."""
    row = Unit.objects.filter(clues=clues.upper(), level__gte=LEVEL_FROM).select_related("delegation").first()
    if row is None:
        raise Http404
    return row


def answer_of(unit: Unit, day: date) -> Answer:
    """Who answers in an open hospital."""
    (answer,) = answers(directory(day, unit=unit), day)
    return answer


def is_closed(unit: Unit) -> bool:
    """Whether the hospital has no posts today: closed, or not opened yet."""
    today = timezone.localdate()
    return (unit.closed_on is not None and unit.closed_on <= today) or (
        unit.opened_on is not None and unit.opened_on > today
    )
