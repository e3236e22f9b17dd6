from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.models import Child, Dose, Plan
from tests.factories.children import ChildFactory
from tests.factories.plans import HIGH_RISK_INDUCTION, approved, begun


def queries_of(client: Client, plan: Plan, doses: int) -> int:
    session = plan.sessions.get(day=8)
    assert session.doses.count() == doses
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("pediatric:session", args=[session.pk])).status_code == 200
    return len(asked)


def test_a_session_asks_the_same_however_many_doses_it_has(
    client: Client, nina: Child, carmen: Person, vincristine, methotrexate
) -> None:
    one = begun(nina, approved(HIGH_RISK_INDUCTION[1:2]), carmen)
    two = begun(ChildFactory(unit=nina.unit), approved(HIGH_RISK_INDUCTION), carmen)
    Dose.objects.update(confirmed_by=carmen, confirmed_at=timezone.now())
    client.force_login(carmen)
    queries_of(client, one, 1)
    assert queries_of(client, two, 2) == queries_of(client, one, 1)
