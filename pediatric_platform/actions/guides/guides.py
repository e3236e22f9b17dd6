"""A guide whatever its versions: what it is, who must read it, whether families see it, what it is about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from delegations.audit import record
from delegations.models import Person
from pediatric_platform.actions.guides.rights import must_manage, one_line
from pediatric_platform.errors.guides import GuideExists, OneThing
from pediatric_platform.models import Diagnosis, Guide, GuideLink, Protocol
from supply.models import Drug

# Addresses of their own below /guias/.
RESERVED = frozenset({"nueva", "familias"})
FIELDS = ("title", "title_en", "kind", "reach", "body", "topics", "is_public", "must_read")


@transaction.atomic
def add_guide(
    *,
    code: str,
    title: str,
    kind: str,
    reach: str,
    body: str,
    by: Person | None,
    title_en: str = "",
    topics: str = "",
    is_public: bool = False,
    must_read: Collection[str] = (),
) -> Guide:
    """A guide that the platform did not have. Its document comes as a version."""
    must_manage(by)
    code = one_line(code, "code", 60)
    if code in RESERVED or Guide.objects.filter(code=code).exists():
        raise GuideExists(code)
    guide = Guide(code=code)
    _set(guide, title, title_en, kind, reach, body, topics, is_public, must_read)
    guide.save()
    record(type="guide.added", by=by, target=guide, after={"code": code, **_facts(guide)})
    return guide


@transaction.atomic
def change_guide(
    *,
    guide: Guide,
    title: str,
    kind: str,
    reach: str,
    body: str,
    by: Person | None,
    title_en: str = "",
    topics: str = "",
    is_public: bool = False,
    must_read: Collection[str] = (),
) -> Guide:
    """What it is called, whose it is, who must read it."""
    must_manage(by)
    row: Guide = Guide.objects.select_for_update().get(pk=guide.pk)
    before = _facts(row)
    _set(row, title, title_en, kind, reach, body, topics, is_public, must_read)
    if _facts(row) != before:
        row.save()
        record(type="guide.changed", by=by, target=row, before=before, after=_facts(row))
    return row


@transaction.atomic
def link_guide(
    *,
    guide: Guide,
    by: Person | None,
    protocol: Protocol | None = None,
    diagnosis: Diagnosis | None = None,
    drug: Drug | None = None,
) -> GuideLink:
    """The guide is about this: one protocol, one diagnosis or one drug. The same again is one."""
    must_manage(by)
    named: dict[str, Any] = {"protocol": protocol, "diagnosis": diagnosis, "drug": drug}
    if sum(thing is not None for thing in named.values()) != 1:
        raise OneThing
    Guide.objects.select_for_update().get(pk=guide.pk)
    link, is_new = GuideLink.objects.get_or_create(guide=guide, **named)
    if is_new:
        record(type="guide.linked", by=by, target=guide, after=_named(link))
    return link


@transaction.atomic
def unlink_guide(*, link: GuideLink, by: Person | None) -> None:
    """It is not about that."""
    must_manage(by)
    row = GuideLink.objects.select_for_update(of=("self",)).select_related("guide").filter(pk=link.pk).first()
    if row is not None:
        told = _named(row)
        row.delete()
        record(type="guide.unlinked", by=by, target=row.guide, before=told)


def _set(
    guide: Guide,
    title: str,
    title_en: str,
    kind: str,
    reach: str,
    body: str,
    topics: str,
    is_public: bool,
    must_read: Collection[str],
) -> None:
    guide.title, guide.title_en = one_line(title, "title"), one_line(title_en)
    guide.kind, guide.reach = kind, reach
    guide.body, guide.topics = one_line(body, "body", 160), one_line(topics)
    guide.is_public, guide.must_read = is_public, sorted(str(role) for role in must_read)


def _facts(guide: Guide) -> dict[str, Any]:
    return {field: getattr(guide, field) for field in FIELDS}


def _named(link: GuideLink) -> dict[str, str]:
    for field in ("protocol", "diagnosis", "drug"):
        thing = getattr(link, field)
        if thing is not None:
            return {field: getattr(thing, "code", None) or str(thing)}
    return {}
