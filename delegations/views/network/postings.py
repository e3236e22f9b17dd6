"""The postings of one's places: the list, and one of them with the story of its post."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations import open_work
from delegations.exports import Column
from delegations.filters_network import PostingFilter
from delegations.models import Handover, Holding, Posting
from delegations.roles import NETWORK, POSTS, Role
from delegations.scoping import scope_of
from delegations.selectors.network import timeline
from delegations.views.listing import Listing
from delegations.views.network.rights import (
    NetworkPage,
    may_change_contact,
    may_cover,
    may_end,
    may_manage,
    posting_or_404,
)

HANDED_OVER = (Holding.TITULAR, Holding.SUBSTITUTE)
CONFIRM_EVERY = timedelta(days=90)


class PostingList(NetworkPage, Listing):
    """Who holds which post of one's places, today, soon and before."""

    model = Posting
    filterset_class = PostingFilter
    template_name = "delegations/posting_list.html"
    title = gettext_lazy("Nombramientos")
    export_name = "nombramientos"
    export_columns = (
        Column(gettext_lazy("Persona"), "person.full_name", 32),
        Column(gettext_lazy("Función"), "get_role_display", 36),
        Column(gettext_lazy("Carácter"), "get_holding_display"),
        Column(gettext_lazy("Lugar"), "where", 36),
        Column(gettext_lazy("Desde"), "starts_on"),
        Column(gettext_lazy("Hasta"), "ends_on"),
        Column(gettext_lazy("Teléfono de oficina"), "office_phone", 24),
        Column(gettext_lazy("Correo de oficina"), "office_email", 32),
        Column(gettext_lazy("Contacto confirmado"), "contact_confirmed_at", 20),
        Column(gettext_lazy("Correo devuelto"), "contact_bounced_at", 20),
    )

    def get_crumbs(self) -> list[Any]:
        return [(_("Red de responsables"), reverse("delegations:network-gaps"))]

    def get_queryset(self) -> QuerySet[Posting]:
        rows = Posting.objects.visible_to(self.person).exclude(role=Role.FAMILY)
        return rows.select_related("person", "delegation", "unit__delegation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            today=timezone.localdate(),
            may_appoint=bool(scope_of(self.person).appointable - {Role.FAMILY}),
            **kwargs,
        )


class PostingDetail(NetworkPage, TemplateView):
    """One posting: who, what, until when, how to reach them, and everybody who held the post."""

    template_name = "delegations/posting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.person
        posting = posting_or_404(person, kwargs["pk"])
        today = timezone.localdate()
        history = post_history(posting)
        handovers = handovers_of([row.pk for row in history] or [posting.pk])
        contact = contact_state(posting)
        contact_is_good = contact in ("good", "none")
        is_open = posting.ends_on is None or posting.ends_on >= today
        return super().get_context_data(
            posting=posting,
            today=today,
            state=state_of(posting, today),
            is_open=is_open,
            is_mine=posting.person_id == person.pk,
            is_network=posting.role in NETWORK,
            contact=contact,
            acting=next(
                (row for row in history if row.covers_id == posting.pk and row.ends_on and row.ends_on >= today), None
            ),
            history=history,
            handovers=handovers,
            received=next((one for one in handovers if one.to_posting_id == posting.pk), None),
            work=open_work.of(posting) if is_open else [],
            may_end=is_open and may_end(person, posting),
            may_extend=is_open and posting.ends_on is not None and may_manage(person, posting),
            may_ask=is_open and not contact_is_good and may_manage(person, posting) and posting.person_id != person.pk,
            may_invite=is_open and not posting.person.has_joined and may_manage(person, posting),
            may_cover=is_open and may_cover(person, posting),
            may_hand_over=is_open and posting.holding in HANDED_OVER and may_manage(person, posting),
            may_change_contact=is_open and may_change_contact(person, posting),
            crumbs=[
                (_("Red de responsables"), reverse("delegations:network-gaps")),
                (_("Nombramientos"), reverse("delegations:posting-list")),
                (posting.person.full_name, ""),
            ],
            **kwargs,
        )


def post_history(posting: Posting) -> list[Posting]:
    """Everybody who held the same post, newest first; of a role that many hold, this person's own."""
    rows = timeline(posting.role, delegation=posting.delegation, unit=posting.unit)
    return list(rows if posting.role in POSTS else rows.filter(person_id=posting.person_id))


def handovers_of(postings: list[int]) -> list[Handover]:
    """The hand-overs between these postings, newest first."""
    rows = Handover.objects.filter(Q(from_posting__in=postings) | Q(to_posting__in=postings))
    return list(rows.select_related("from_posting__person", "to_posting__person", "made_by").order_by("-made_at"))


def state_of(posting: Posting, today: Any) -> str:
    """`now`, `soon` (not begun) or `past`."""
    if posting.starts_on > today:
        return "soon"
    return "now" if posting.is_current(today) else "past"


def contact_state(posting: Posting) -> str:
    """`none`, `bounced`, `unconfirmed`, `stale` or `good`: how far its contact can be relied on."""
    if not posting.office_phone and not posting.office_email:
        return "none"
    if posting.contact_bounced_at:
        return "bounced"
    if posting.contact_confirmed_at is None:
        return "unconfirmed"
    return "stale" if posting.contact_confirmed_at < timezone.now() - CONFIRM_EVERY else "good"
