"""What pages read of minutes; lists leave the frozen content where it is."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from delegations.models import Person
from meetings.models import Minutes, MinutesPaper, PaperKind

HEAVY = ("content", "sections", "family_text")


def listed(person: Person) -> QuerySet[Minutes]:
    """Minutes that the person may read whole, with how often they were signed and corrected."""
    return (
        Minutes.objects.visible_to(person)
        .select_related("meeting__series", "signed_by")
        .defer(*HEAVY)
        .annotate(signers=Count("signatures", distinct=True), corrections=Count("addenda", distinct=True))
    )


def paper_of(minutes: Minutes, kind: str = PaperKind.WHOLE) -> MinutesPaper | None:
    """The newest PDF that is made; it may lack the last addendum (`addenda` tells)."""
    rows = MinutesPaper.objects.filter(minutes=minutes, kind=kind)
    return rows.order_by("-addenda").defer("content").first()


def signed_with(folio: str) -> Minutes | None:
    """Signed minutes by their folio, as whoever holds a print asks for them."""
    return Minutes.objects.signed().filter(folio=folio).select_related("meeting__series").first()
