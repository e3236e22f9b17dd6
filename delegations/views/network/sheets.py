"""What leaves the screen: the sheet for the wall, its code, and cards for an address book."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations.models import Delegation, Unit
from delegations.selectors.network import Contact, Entry, directory
from delegations.vcards import CONTENT_TYPE, Card, vcards
from delegations.views.network.answers import Answer, next_level, reachable
from delegations.views.network.public import answer_of, delegation_or_404, is_closed, unit_or_404


def public_address(unit: Unit) -> str:
    """The whole address of a hospital's page: what the code on the wall says."""
    return settings.SITE_URL.rstrip("/") + reverse("delegations:network-unit", args=[unit.clues])


def open_unit_or_404(clues: str) -> Unit:
    """A hospital that has posts today: a closed one hangs up no sheet."""
    unit = unit_or_404(clues)
    if is_closed(unit):
        raise Http404
    return unit


def on_the_wall(answer: Answer) -> Contact | None:
    """Whose name the sheet bears: the titular's even on holiday, since a sheet hangs longer than a holiday lasts."""
    named = [answer.entry.titular, answer.who, answer.entry.substitute]
    return next((contact for contact in named if contact is not None and reachable(contact)), None)


class Poster(TemplateView):
    """One sheet to print and hang: the hospital, a name, a telephone, the code."""

    template_name = "delegations/network_poster.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit, day = open_unit_or_404(kwargs["clues"]), timezone.localdate()
        answer = answer_of(unit, day)
        return super().get_context_data(
            unit=unit,
            answer=answer,
            who=on_the_wall(answer),
            above=next_level(unit, day),
            address=public_address(unit),
            now=timezone.now(),
            crumbs=[
                (_("Directorio"), reverse("delegations:network")),
                (unit.name, reverse("delegations:network-unit", args=[unit.clues])),
                (_("Cartel"), ""),
            ],
            **kwargs,
        )


class Code(View):
    """The code of a hospital's page as a drawing that prints sharp at any size."""

    def get(self, request: HttpRequest, clues: str) -> HttpResponse:
        import segno  # only this page needs it

        drawing = BytesIO()
        code = segno.make(public_address(open_unit_or_404(clues)), error="m", micro=False)
        code.save(drawing, kind="svg", xmldecl=False, border=4, light="#fff", omitsize=True)
        response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
        response["Cache-Control"] = "public, max-age=3600"
        return response


def cards_of(entry: Entry) -> list[Card]:
    """A place's holders, as an address book keeps them; without a telephone the card still leads to the page."""
    name, code = ("unit", entry.clues) if entry.is_unit else ("delegation", entry.delegation_code)
    url = settings.SITE_URL.rstrip("/") + reverse(f"delegations:network-{name}", args=[code])
    return [
        Card(
            uid=f"oncoabasto-{code}-{contact.posting_id}",
            name=contact.name,
            post=_("Responsable de abasto (%(holding)s)") % {"holding": contact.holding_label.lower()},
            place=entry.name if entry.is_unit else _("Delegación %s") % entry.name,
            phone=contact.phone,
            email=contact.email,
            url=url,
        )
        for contact in entry.contacts
    ]


class UnitCard(View):
    """The holders of one hospital for a telephone's address book."""

    def get(self, request: HttpRequest, clues: str) -> HttpResponse:
        unit = open_unit_or_404(clues)
        return card_file(directory(timezone.localdate(), unit=unit), unit.clues)


class DelegationCards(View):
    """Everybody who answers in a delegation and its hospitals."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        delegation: Delegation = delegation_or_404(code)
        return card_file(directory(timezone.localdate(), delegation=delegation), delegation.code)


def card_file(entries: list[Entry], name: str) -> HttpResponse:
    """The cards as a download; nobody to reach is nothing to download."""
    cards = [card for entry in entries for card in cards_of(entry)]
    if not cards:
        raise Http404(_("Nadie ocupa estos puestos hoy."))
    response = HttpResponse(vcards(cards), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="abasto-{name}.vcf"'
    return response
