"""Once a day: who holds a post that ends soon hears of it, an empty post is reported, contacts are asked for again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from delegations.actions import contacts
from delegations.actions.network import telling
from delegations.actions.network.rules import ONE_DAY
from delegations.models import Holding, LinkPurpose, OneTimeLink, Posting
from delegations.models.posting import PostingQuerySet
from delegations.notify import tell_all
from delegations.roles import NETWORK, Role
from delegations.selectors.network.gaps import CONFIRMED_FOR, SOON

# A mail that nobody answered is followed by another, not by one a day.
ASK_AGAIN = timedelta(days=14)
# A vacancy is reported from the day after the last; the sweep makes up for the days it did not run.
LOOK_BACK = timedelta(days=7)


def sweep_network(*, now: datetime) -> dict[str, int]:
    """Tell what is due and was not told; how much of each. Run twice it tells nothing twice."""
    today = timezone.localdate(now)
    told = tell_all([*telling.endings(ending_soon(today)), *telling.vacancies(fallen_vacant(today))])
    asked = contacts_to_ask(now)
    with transaction.atomic():
        contacts.ask_to_confirm(postings=asked, by=None)
    return {"told": len(told), "asked": len(asked)}


def ending_soon(today: date) -> QuerySet[Posting]:
    """Postings of staff that end within 30 days and that nobody follows. Who only stands in knows it from the start."""
    return (
        Posting.objects.current(today)
        .filter(ends_on__lte=today + SOON, person__is_active=True)
        .exclude(holding=Holding.ACTING)
        .exclude(role=Role.FAMILY)
        .filter(~_followed())
        .select_related("person", "delegation", "unit")
        .order_by("pk")
    )


def fallen_vacant(today: date) -> QuerySet[Posting]:
    """Postings of the network whose last day is over since some days, with nobody after them."""
    return (
        Posting.objects.filter(role__in=NETWORK, holding__in=(Holding.TITULAR, Holding.SUBSTITUTE))
        .filter(ends_on__lt=today, ends_on__gte=today - LOOK_BACK)
        .filter(Q(unit__isnull=True) | Q(unit__closed_on__isnull=True) | Q(unit__closed_on__gt=today))
        .filter(~_held(today))
        .select_related("person", "delegation", "unit")
        .order_by("pk")
    )


def contacts_to_ask(now: datetime) -> list[Posting]:
    """Holders of the network who have not confirmed their contact within 90 days and were not asked lately."""
    asked = OneTimeLink.objects.filter(
        posting=OuterRef("pk"), purpose=LinkPurpose.CONFIRM_CONTACT, created_at__gt=now - ASK_AGAIN
    )
    return list(
        Posting.objects.current(timezone.localdate(now))
        .of_network()
        .exclude(holding=Holding.ACTING)
        .exclude(office_phone="", office_email="")
        .filter(Q(contact_confirmed_at__isnull=True) | Q(contact_confirmed_at__lt=now - CONFIRMED_FOR))
        .filter(~Exists(asked))
        .select_related("person", "delegation", "unit__delegation")
        .order_by("pk")
    )


def _same_post() -> PostingQuerySet:
    """Postings to the same post in the same character as the outer query's."""
    same = Q(unit=OuterRef("unit")) | Q(delegation=OuterRef("delegation"))
    return Posting.objects.filter(same, role=OuterRef("role"), holding=OuterRef("holding")).exclude(
        holding=Holding.MEMBER
    )


def _followed() -> Exists:
    """Whether somebody has the post from the very next day on."""
    return Exists(_same_post().filter(starts_on=OuterRef("ends_on") + ONE_DAY))


def _held(today: date) -> Exists:
    """Whether somebody has the post by now."""
    return Exists(_same_post().current(today))
