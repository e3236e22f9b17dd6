"""A session of tomorrow with an answer of coverage, as the engine would leave it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from delegations.models import Person, Posting
from pediatric_platform.models import Child, Session
from supply.actions.requirements import Package, declare
from supply.models import Drug, Requirement, RequirementPackage
from tests.factories.cases import case_rules
from tests.factories.children import DoseFactory, PlanFactory, SessionFactory
from tests.factories.fever import fever_rules

Answers = Callable[..., RequirementPackage]


@pytest.fixture(autouse=True)
def clocks(db: None) -> None:
    """What cases and fevers count by."""
    case_rules()
    fever_rules()


@pytest.fixture
def session(nina: Child, vincristine: Drug) -> Session:
    made: Session = SessionFactory(plan=PlanFactory(child=nina), on=nina.unit.today() + timedelta(days=1))
    DoseFactory(session=made)
    return made


@pytest.fixture
def answer(stocked: Any, vincristine: Drug) -> Answers:
    """`answer(session, "uncovered")`: what coverage says of it now."""

    def put(session: Session, status: str = "covered", *, expected: date | None = None, **more: Any) -> Any:
        child = session.plan.child
        package = Package(session.reference, child.folio, session.unit_id, session.on, ((vincristine.pk, 2),))
        declare(packages=[package])
        now = timezone.now()
        facts: dict[str, Any] = {"status": status, "computed_at": now, "expected_on": None, "certainty": ""}
        facts["uncovered_since"] = now - timedelta(hours=2) if status == "uncovered" else None
        if status == "incoming":
            facts |= {"expected_on": expected or session.on, "certainty": "dated"}
        RequirementPackage.objects.filter(reference=session.reference).update(**facts | more)
        row = RequirementPackage.objects.get(reference=session.reference)
        Requirement.objects.filter(package=row).update(status=status, short=1 if status == "uncovered" else 0)
        return row

    return put


@pytest.fixture
def phones(ana: Person, carmen: Person) -> None:
    """Whom the family may call: Ana about the medicines, Carmen about the child."""
    Posting.objects.filter(person=ana).update(office_phone="33 1000 0000")
    Posting.objects.filter(person=carmen).update(office_phone="33 2000 0000")
