"""A version's life: written, published (the one before is superseded), withdrawn with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.audit import record
from delegations.models import Person
from pediatric_platform.actions.guides.papers import Paper
from pediatric_platform.actions.guides.rights import lines, locked, locked_draft, must_manage, one_line
from pediatric_platform.errors.guides import (
    AlreadyWithdrawn,
    NothingToOpen,
    NotPublished,
    NumberTaken,
    PublishedStays,
    ReasonMissing,
)
from pediatric_platform.guide_notices import tell_of_publication
from pediatric_platform.models import Guide, GuideStatement, GuideVersion, GuideVersionState

FIELDS = ("number", "issued_on", "language", "evidence", "source", "url", "file_name", "summary", "differs")


@transaction.atomic
def draft_version(
    *,
    guide: Guide,
    number: str,
    language: str,
    source: str,
    by: Person | None,
    issued_on: date | None = None,
    evidence: str = "",
    url: str = "",
    summary: str = "",
    differs: str = "",
    paper: Paper | None = None,
    copy_statements: bool = True,
) -> GuideVersion:
    """A new draft; its recommendations begin as those of the current version, to be changed."""
    must_manage(by)
    Guide.objects.select_for_update().get(pk=guide.pk)
    number = one_line(number, "number", 20)
    if GuideVersion.objects.filter(guide=guide, number=number).exists():
        raise NumberTaken(number)
    draft = GuideVersion(guide=guide, number=number, language=language, issued_on=issued_on)
    _set(draft, source=source, evidence=evidence, url=url, summary=summary, differs=differs, paper=paper)
    draft.save()
    current = GuideVersion.objects.filter(guide=guide, state=GuideVersionState.CURRENT).first()
    if copy_statements and current is not None:
        GuideStatement.objects.bulk_create(
            GuideStatement(version=draft, key=row.key, position=row.position, text=row.text, grade=row.grade)
            for row in current.statements.all()
        )
    record(type="guide_version.drafted", by=by, target=draft, after=_facts(draft))
    return draft


@transaction.atomic
def change_version(
    *,
    version: GuideVersion,
    number: str,
    language: str,
    source: str,
    edition: int | None,
    by: Person | None,
    issued_on: date | None = None,
    evidence: str = "",
    url: str = "",
    summary: str = "",
    differs: str = "",
    paper: Paper | None = None,
) -> GuideVersion:
    """A draft is corrected; a file that is not sent again stays."""
    must_manage(by)
    row = locked_draft(version, edition)
    before = _facts(row)
    number = one_line(number, "number", 20)
    if GuideVersion.objects.filter(guide=row.guide_id, number=number).exclude(pk=row.pk).exists():
        raise NumberTaken(number)
    row.number, row.language, row.issued_on = number, language, issued_on
    _set(row, source=source, evidence=evidence, url=url, summary=summary, differs=differs, paper=paper)
    if paper is None and _facts(row) == before:
        return row
    row.edition += 1
    row.save()
    record(type="guide_version.changed", by=by, target=row, before=before, after=_facts(row))
    return row


@transaction.atomic
def publish(*, version: GuideVersion, edition: int | None, by: Person | None) -> GuideVersion:
    """From now on this is the version in force; the one before is superseded, and nobody changes either's words."""
    must_manage(by)
    guide = Guide.objects.select_for_update().get(pk=version.guide_id)
    row = locked(version, edition)
    if row.state != GuideVersionState.DRAFT:
        raise PublishedStays
    if not row.url and not row.file_name:
        raise NothingToOpen
    before = GuideVersion.objects.filter(guide=guide, state=GuideVersionState.CURRENT).defer("file").first()
    if before is not None:
        before.state = GuideVersionState.SUPERSEDED
        before.edition += 1
        before.save(update_fields=["state", "edition"])
        record(
            type="guide_version.superseded",
            by=by,
            target=before,
            before={"state": GuideVersionState.CURRENT.value},
            after={"state": GuideVersionState.SUPERSEDED.value, "by": row.number},
        )
    row.state, row.published_at, row.published_by = GuideVersionState.CURRENT, timezone.now(), by
    row.edition += 1
    row.save(update_fields=["state", "published_at", "published_by", "edition"])
    record(
        type="guide_version.published",
        by=by,
        target=row,
        before={"state": GuideVersionState.DRAFT.value},
        after={"state": row.state, "number": row.number, "sha256": row.file_sha256},
    )
    row.guide = guide
    tell_of_publication(row, before=before)
    return row


@transaction.atomic
def withdraw(*, version: GuideVersion, reason: str, edition: int | None, by: Person | None) -> GuideVersion:
    """Nobody works by it any more. It stays readable, with why."""
    must_manage(by)
    Guide.objects.select_for_update().get(pk=version.guide_id)
    row = locked(version, edition)
    if row.state == GuideVersionState.DRAFT:
        raise NotPublished
    if row.state == GuideVersionState.WITHDRAWN:
        raise AlreadyWithdrawn
    reason = one_line(reason)
    if not reason:
        raise ReasonMissing
    was = row.state
    row.state, row.withdrawn_reason = GuideVersionState.WITHDRAWN, reason
    row.edition += 1
    row.save(update_fields=["state", "withdrawn_reason", "edition"])
    record(
        type="guide_version.withdrawn",
        by=by,
        target=row,
        before={"state": was},
        after={"state": row.state, "reason": reason},
    )
    return row


def _set(version: GuideVersion, *, paper: Paper | None, **told: str) -> None:
    version.source = one_line(told["source"], "source", 300)
    version.evidence = one_line(told["evidence"], longest=160)
    version.url = told["url"].strip()[:300]
    version.summary, version.differs = lines(told["summary"]), lines(told["differs"])
    if paper is not None:
        version.file, version.file_name, version.file_sha256 = paper.data, paper.name, paper.sha256


def _facts(version: GuideVersion) -> dict[str, Any]:
    facts = {field: getattr(version, field) for field in FIELDS}
    return facts | {"issued_on": str(version.issued_on or ""), "sha256": version.file_sha256}
