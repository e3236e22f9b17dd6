"""Who writes guides, who says they have read one, and how a text is kept."""

from __future__ import annotations

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.errors.guides import FactMissing, NotStaff, NotYoursToPublish, PublishedStays
from pediatric_platform.models import GuideVersion, GuideVersionState


def may_manage(by: Person | None) -> bool:
    """Whoever answers for the whole country; None is the system itself."""
    return by is None or scope_of(by).allows_everywhere(Permission.MANAGE_GUIDES)


def must_manage(by: Person | None) -> None:
    if not may_manage(by):
        raise NotYoursToPublish


def must_be_staff(by: Person) -> None:
    if not has_permission(by, Permission.VIEW_STOCK):
        raise NotStaff


def locked(version: GuideVersion, edition: int | None = None) -> GuideVersion:
    """The version as it is now, held until the transaction ends; StaleEdition where it is another than was read."""
    row = GuideVersion.objects.select_for_update(of=("self",)).select_related("guide").defer("file").get(pk=version.pk)
    check_edition(row, edition)
    return row


def locked_draft(version: GuideVersion, edition: int | None = None) -> GuideVersion:
    """The same, refused unless it may still be changed. The database would refuse too."""
    row = locked(version, edition)
    if row.state != GuideVersionState.DRAFT:
        raise PublishedStays
    return row


def one_line(text: str, field: str = "", longest: int = 240) -> str:
    """Single spaces; FactMissing when a named field has nothing."""
    found = " ".join(text.split())[:longest]
    if field and not found:
        raise FactMissing(field)
    return found


def lines(text: str, longest: int = 8_000) -> str:
    """Paragraphs as they were written, without blanks at the ends."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())[:longest]
