"""Who answered on a day gone by, in the places one sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.filtering import spanish
from delegations.forms_network import DayForm
from delegations.models import Person, Posting
from delegations.roles import NETWORK, POSTS, Role
from delegations.selectors.network import holders_on
from delegations.views.network.rights import NetworkPage

COLUMNS = (
    Column(gettext_lazy("Delegación"), lambda row: row.unit.delegation.name if row.unit else row.delegation, 24),
    Column(gettext_lazy("Lugar"), "where", 40),
    Column(gettext_lazy("Función"), "get_role_display", 36),
    Column(gettext_lazy("Carácter"), "get_holding_display"),
    Column(gettext_lazy("Persona"), "person.full_name", 32),
    Column(gettext_lazy("Suple a"), "covers.person.full_name", 32),
    Column(gettext_lazy("Desde"), "starts_on"),
    Column(gettext_lazy("Hasta"), "ends_on"),
)


class NetworkOn(NetworkPage, TemplateView):
    """`?dia=2026-05-04&lugar=u-CLUES`: a place, or every place the person sees."""

    template_name = "delegations/network_on.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        form = DayForm(request.GET, person=self.person)
        valid = form.is_valid()
        day = form.cleaned_data["dia"] if valid else timezone.localdate()
        chosen = form.cleaned_data.get("lugar", "") if valid else ""
        rows = list(self.holders(form, day, chosen)) if valid else []
        if valid and request.GET.get(EXPORT_PARAM) in EXPORT_FORMATS:
            name, format = f"responsables-{day.isoformat()}", request.GET[EXPORT_PARAM]
            return export_response(rows, COLUMNS, name, format, request=request)
        if not request.GET.get("dia"):
            form.data = {**request.GET.dict(), "dia": day.isoformat()}
        return self.render_to_response(
            self.get_context_data(
                form=form,
                day=day,
                rows=rows,
                place=form.places.of(chosen) if chosen else None,
                today=timezone.localdate(),
                crumbs=[(_("Red de responsables"), reverse("delegations:network-gaps")), (_("Quién era"), "")],
            )
        )

    def holders(self, form: DayForm, day: Any, chosen: str) -> Iterable[Posting]:
        """Everybody of one place, who answered for the supply first; of all places, those who held a post."""
        if chosen:
            delegation, unit = form.places.of(chosen)
            rows = holders_on(day, delegation=delegation, unit=unit).select_related(
                "person", "covers__person", "delegation", "unit__delegation"
            )
            return sorted(rows, key=lambda row: (row.role not in NETWORK, row.role not in POSTS))
        return posts_on(self.person, day)


def posts_on(person: Person, day: Any) -> Iterable[Posting]:
    """The titulars, substitutes and stand-ins of a day in every place the person sees, by delegation and place."""
    return (
        Posting.objects.visible_to(person)
        .current(day)
        .filter(Q(role__in=POSTS))
        .exclude(role=Role.FAMILY)
        .select_related("person", "covers__person", "delegation", "unit__delegation")
        .order_by(
            spanish("unit__delegation__name"), spanish("delegation__name"), spanish("unit__name"), "role", "-holding"
        )
    )
