"""The recommendations of a draft, one by one; the same key is the same point in another version."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from delegations.audit import record
from delegations.models import Person
from pediatric_platform.actions.guides.rights import lines, locked_draft, must_manage, one_line
from pediatric_platform.errors.guides import FactMissing, PointExists
from pediatric_platform.models import GuideStatement, GuideVersion


@transaction.atomic
def write_statement(
    *,
    version: GuideVersion,
    key: str,
    text: str,
    edition: int | None,
    by: Person | None,
    grade: str = "",
    position: int | None = None,
    statement: GuideStatement | None = None,
) -> GuideStatement:
    """A new point, or `statement` in other words."""
    must_manage(by)
    row = locked_draft(version, edition)
    key, text = slugify(key)[:40], lines(text, 2_000)
    if not key or not text:
        raise FactMissing("key" if not key else "text")
    others = GuideStatement.objects.filter(version=row)
    same = others.filter(key=key)
    if (same.exclude(pk=statement.pk) if statement else same).exists():
        raise PointExists(key)
    point = others.get(pk=statement.pk) if statement else GuideStatement(version=row)
    before = _facts(point) if point.pk else {}
    last = others.aggregate(last=Max("position"))["last"] or 0
    point.key, point.text, point.grade = key, text, one_line(grade, longest=40)
    point.position = position if position is not None else (point.position if point.pk else last + 1)
    point.save()
    _touch(row)
    record(
        type="guide_statement.changed" if before else "guide_statement.added",
        by=by,
        target=row,
        before=before,
        after=_facts(point),
    )
    return point


@transaction.atomic
def remove_statement(*, statement: GuideStatement, edition: int | None, by: Person | None) -> None:
    """The point is not in this version."""
    must_manage(by)
    row = locked_draft(statement.version, edition)
    point = GuideStatement.objects.filter(pk=statement.pk, version=row).first()
    if point is not None:
        told = _facts(point)
        point.delete()
        _touch(row)
        record(type="guide_statement.removed", by=by, target=row, before=told)


def _touch(version: GuideVersion) -> None:
    version.edition += 1
    version.save(update_fields=["edition"])


def _facts(point: GuideStatement) -> dict[str, str | int]:
    return {"key": point.key, "position": point.position, "text": point.text, "grade": point.grade}
