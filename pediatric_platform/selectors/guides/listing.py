"""Guides as lists show them: with their version in force, and whether the reader has read it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from delegations.models import Person, Posting
from pediatric_platform.actions.guides.rights import may_manage
from pediatric_platform.models import Guide, GuideLink, GuideReading, GuideVersion, GuideVersionState
from supply.models import Drug

Reader = Person | AnonymousUser


def guides_for(person: Person) -> QuerySet[Guide]:
    """What the person may see, with the version in force: `version_id`, `number`, `issued_on`, `language`, `differs`;
    `state` of the newest one where none is in force; `is_read`, `is_owed` (their role must read it).

    A guide that was never published is there only for who writes it.
    """
    current = GuideVersion.objects.filter(guide=OuterRef("pk"), state=GuideVersionState.CURRENT)
    newest = GuideVersion.objects.filter(guide=OuterRef("pk")).order_by("-published_at", "-pk")
    readings = GuideReading.objects.filter(
        version__guide=OuterRef("pk"), version__state=GuideVersionState.CURRENT, person=person
    )
    rows = Guide.objects.visible_to(person).annotate(
        version_id=Subquery(current.values("pk")[:1]),
        number=Subquery(current.values("number")[:1]),
        issued_on=Subquery(current.values("issued_on")[:1]),
        language=Subquery(current.values("language")[:1]),
        differs=Subquery(current.values("differs")[:1]),
        state=Subquery(newest.values("state")[:1]),
        is_read=Exists(readings),
        is_owed=_owed(person),
    )
    if may_manage(person):
        return rows
    return rows.filter(Exists(newest.exclude(state=GuideVersionState.DRAFT)))


def roles_of(person: Person) -> list[str]:
    """Every role that a posting of the person carries today."""
    from_today = Posting.objects.current(timezone.localdate()).filter(person=person)
    return sorted(set(from_today.values_list("role", flat=True)))


def _owed(person: Person) -> Any:
    must = Q()
    for role in roles_of(person):
        must |= Q(must_read__contains=[role])
    return must if must else Value(False, output_field=BooleanField())


def public_guides(reader: Reader) -> QuerySet[GuideVersion]:
    """Versions in force that families read, those written for them first; nobody needs to sign in."""
    rows = GuideVersion.objects.filter(guide__is_public=True, state=GuideVersionState.CURRENT)
    return rows.select_related("guide").defer("file").order_by("guide__title", "pk")


def guides_about(
    *, protocol_id: int | None = None, diagnosis_id: int | None = None, drug: Drug | None = None
) -> list[GuideVersion]:
    """Versions in force of what is about a protocol, its diagnosis, or a drug (in any strength of it). One query."""
    about = Q(pk__in=())
    if protocol_id is not None:
        about |= Q(protocol=protocol_id)
    if diagnosis_id is not None:
        about |= Q(diagnosis=diagnosis_id)
    if drug is not None:
        about |= Q(drug__inn=drug.inn) if drug.inn else Q(drug=drug.pk)
    rows = GuideVersion.objects.filter(
        state=GuideVersionState.CURRENT, guide__in=GuideLink.objects.filter(about).values("guide")
    )
    return list(rows.select_related("guide").defer("file").order_by("guide__title", "pk"))
