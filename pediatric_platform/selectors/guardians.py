"""A child's relatives as the hospital's pages show them, and a relative's own consents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils import timezone

from delegations.models import LinkPurpose, LinkState, OneTimeLink, Person, Posting
from delegations.roles import Role
from pediatric_platform.models import Child, Consent, ConsentText, Guardian


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian with the consent that stands (None: no access) and what became of their invitation."""

    guardian: Guardian
    consent: Consent | None
    is_outdated: bool
    joined: bool
    invitation: str
    bounced: bool

    @property
    def invitation_label(self) -> str:
        return str(LinkState(self.invitation).label) if self.invitation else ""

    @property
    def dialog(self) -> str:
        """The name of the row's dialog on the page."""
        return f"retract-{self.guardian.pk}"


@dataclass(frozen=True, slots=True)
class ChildGuardians:
    """Who answers for a child at home: today's, and former ones."""

    child: Child
    text: ConsentText | None
    current: list[GuardianRow] = field(default_factory=list)
    former: list[Guardian] = field(default_factory=list)


def text_in_force() -> ConsentText | None:
    """What is agreed to today."""
    return ConsentText.objects.current(timezone.localdate()).first()


def child_guardians(child: Child) -> ChildGuardians:
    """The child's guardians: five statements, however many there are."""
    text = text_in_force()
    rows = list(
        Guardian.objects.filter(child=child)
        .select_related("person")
        .prefetch_related(_standing())
        .order_by("ended_at", "since", "pk")
    )
    current = [row for row in rows if row.ended_at is None]
    invitations = _invitations([row.person_id for row in current], child)
    bounced = set(
        Posting.objects.filter(
            person__in=[row.person_id for row in current],
            unit=child.unit_id,
            role=Role.FAMILY,
            contact_bounced_at__isnull=False,
        ).values_list("person_id", flat=True)
    )
    return ChildGuardians(
        child=child,
        text=text,
        current=[_row(row, text, invitations.get(row.person_id, ""), row.person_id in bounced) for row in current],
        former=sorted((row for row in rows if row.ended_at is not None), key=lambda row: row.ended_at, reverse=True),  # type: ignore[arg-type,return-value]
    )


def _standing() -> Prefetch:
    return Prefetch("consents", Consent.objects.in_force().select_related("text"), to_attr="standing")


def _row(guardian: Guardian, text: ConsentText | None, invitation: str, bounced: bool) -> GuardianRow:
    standing: list[Consent] = guardian.standing  # type: ignore[attr-defined]
    consent = standing[0] if standing else None
    return GuardianRow(
        guardian,
        consent,
        is_outdated(consent, text),
        guardian.person.has_joined,
        "" if guardian.person.has_joined else invitation,
        bounced,
    )


def is_outdated(consent: Consent | None, text: ConsentText | None) -> bool:
    """Whether what was agreed to is no longer the text in force: it still opens the page, and is asked for again."""
    return consent is not None and text is not None and consent.text.since < text.since


def _invitations(people: Iterable[int], child: Child) -> dict[int, str]:
    """The state of each person's latest invitation to the child's hospital."""
    links = OneTimeLink.objects.filter(
        purpose=LinkPurpose.INVITATION, person__in=list(people), posting__unit=child.unit_id, posting__role=Role.FAMILY
    )
    return {link.person_id: link.invitation_state for link in links.with_state(timezone.now()).order_by("pk")}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class OwnConsent:
    """A relative's permission for one child: the one that stands, and the text of today."""

    guardian: Guardian
    consent: Consent | None
    text: ConsentText | None

    @property
    def is_given(self) -> bool:
        return self.consent is not None

    @property
    def is_outdated(self) -> bool:
        return is_outdated(self.consent, self.text)

    @property
    def must_be_asked(self) -> bool:
        """Never given, withdrawn, or given to an earlier text."""
        return self.text is not None and (self.consent is None or self.is_outdated)


def own_consents(person: Person) -> list[OwnConsent]:
    """One for each child that the person answers for, whether or not a consent stands; two statements and one."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return []
    text = text_in_force()
    rows = (
        Guardian.objects.current()
        .filter(person=person)
        .select_related("child__unit", "person")
        .prefetch_related(_standing())
        .order_by("since", "pk")
    )
    return [OwnConsent(row, row.standing[0] if row.standing else None, text) for row in rows]  # type: ignore[attr-defined]


def history(child: Child) -> list[Guardian]:
    """Every guardian there was, the newest first, each with `all_consents`; three statements."""
    consents = Consent.objects.select_related("text", "written_by", "withdrawn_by").order_by("-written_at", "-pk")
    return list(
        Guardian.objects.filter(child=child)
        .select_related("person")
        .prefetch_related(Prefetch("consents", consents, to_attr="all_consents"))
        .order_by("-since", "-pk")
    )
