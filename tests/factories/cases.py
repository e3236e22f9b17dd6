"""Rows of cases that a test needs but does not care about; what has rules is made by the actions instead."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from delegations.models import Posting
from delegations.roles import Role
from pediatric_platform.models import (
    Case,
    CaseAttachment,
    CaseCheck,
    CaseClock,
    CaseDraft,
    CaseEvent,
    CaseFollower,
    Counted,
    Level,
    Severity,
    SeverityRule,
)
from pediatric_platform.public_cases.secrets import code_print
from tests.factories.children import folio
from tests.factories.delegations import PostingFactory, UnitFactory

# Minutes until a level loses a case, by severity: unit, delegation, central office.
CLOCKS = {
    Severity.VITAL: (240, 240, 240),
    Severity.HIGH: (480, 480, 480),
    Severity.MEDIUM: (1440, 1440, 1440),
    Severity.LOW: (2400, 2400, 2400),
}
WITHIN = {Severity.VITAL: 2, Severity.HIGH: 7, Severity.MEDIUM: 28, Severity.LOW: None}


def case_rules() -> None:
    """Clocks of a test: vital cases count every hour, the others working ones. Reminded at half the time."""
    for severity, minutes in CLOCKS.items():
        counted = Counted.ALWAYS if severity == Severity.VITAL else Counted.WORKING
        SeverityRule.objects.get_or_create(
            severity=severity,
            defaults={
                "dose_within_days": WITHIN[severity],
                "contact_minutes": minutes[0] // 4,
                "counted": counted,
                "source": "Prueba",
            },
        )
        for level, allowed in zip((Level.UNIT, Level.DELEGATION, Level.CENTRAL), minutes, strict=True):
            CaseClock.objects.get_or_create(
                severity=severity,
                level=level,
                defaults={
                    "minutes": allowed, "remind_minutes": allowed // 2, "counted": counted, "source": "Prueba",
                },
            )  # fmt: skip


class CaseFactory(factory.django.DjangoModelFactory):
    """A case of high severity at its hospital's own level, four hours from its deadline, with whoever answers there."""

    class Meta:
        model = Case

    folio = factory.Sequence(lambda n: folio("C", n + 1))
    unit = factory.SubFactory(UnitFactory)
    kind = "missing"
    severity = Severity.HIGH
    channel = "family"
    opened_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    owned_at = factory.SelfAttribute("opened_at")
    contact_by = factory.LazyAttribute(lambda row: row.opened_at + timedelta(hours=2))
    remind_at = factory.LazyAttribute(lambda row: row.opened_at + timedelta(hours=3))
    deadline_at = factory.LazyAttribute(lambda row: row.opened_at + timedelta(hours=5))

    @factory.lazy_attribute
    def owner(self) -> Posting:
        """The hospital's supply manager, made where there is none."""
        posts = Posting.objects.filter(unit=self.unit, role=Role.UNIT_SUPPLY_MANAGER).order_by("pk")
        found: Posting = posts.first() or PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=self.unit)
        return found


class CaseFollowerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseFollower

    case = factory.SubFactory(CaseFactory)
    channel = "family"
    story = "Nos dijeron en la ventanilla que no hay."
    since = factory.SelfAttribute("case.opened_at")


class CaseEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseEvent

    case = factory.SubFactory(CaseFactory)
    kind = "opened"
    at = factory.SelfAttribute("case.opened_at")


class CaseCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseCheck

    case = factory.SubFactory(CaseFactory)
    lines = factory.LazyFunction(list)


class CaseAttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseAttachment

    case = factory.SubFactory(CaseFactory)
    title = "Receta"
    content_type = "image/png"
    content = b"\x89PNG prueba"
    size = 11
    sha256 = factory.Sequence(lambda n: f"{n:064x}")


class CaseDraftFactory(factory.django.DjangoModelFactory):
    """Written on the public form a minute ago; its code is 12345678."""

    class Meta:
        model = CaseDraft

    facts = '{"kind": "missing"}'
    sent_to = "avisa@example.org"
    address_print = factory.Sequence(lambda n: f"{n:064x}")
    origin_print = factory.SelfAttribute("address_print")
    code_hash = factory.LazyAttribute(lambda row: code_print(row.id, "12345678"))
    id = factory.LazyFunction(uuid.uuid4)
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


def contacted(case: Case, *, ways: tuple[str, ...] = ("phone", "phone", "mail"), reached: bool = False) -> list[Any]:
    """Contacts on as many days as there are ways, the last one today."""
    now = timezone.now()
    return [
        CaseEventFactory(
            case=case, kind="contact", way=way, reached=reached, at=now - timedelta(days=len(ways) - 1 - index)
        )
        for index, way in enumerate(ways)
    ]
