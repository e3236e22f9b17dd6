"""Simulated cases: of every kind, told by the cases' own actions, and nobody is written to."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from random import Random

import pytest
from django.utils import timezone
from PIL import Image

from delegations.models import Delivery, Notification
from pediatric_platform.models import Case, CaseAttachment, CaseCheck, CaseEvent, CaseState, Level, Session
from pediatric_platform.simulation.cases import CaseSimulationRefused, simulate_cases
from pediatric_platform.simulation.prescriptions import prescription
from supply.models import UnmetDemand
from tests.factories.cases import CaseFactory, case_rules
from tests.factories.children import ChildFactory, DoseFactory, PlanFactory, SessionFactory, induction, relative_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(ana, beto, olga, carmen, felipe, hospital, mixing_centre, vincristine):
    """A hospital that mixes, with four children in treatment: a session a week, given until today."""
    case_rules()
    hospital.provides_chemotherapy = True
    hospital.save()
    regimen, now = induction(), timezone.now()
    for number in range(4):
        child = ChildFactory(unit=hospital)
        relative_of(child, email=f"familia{number}@example.org", full_name=f"Familia Simulada {number}")
        plan = PlanFactory(child=child, regimen=regimen)
        for week in range(-8, 4):
            at = now + timedelta(days=7 * week + 3)
            session = SessionFactory(plan=plan, unit=hospital, cycle=week + 9, on=at.date())
            dose = DoseFactory(session=session, inn=vincristine.inn)
            if at < now:
                Session.objects.filter(pk=session.pk).update(state="given", given_on=at.date(), recorded_at=at)
                type(dose).objects.filter(pk=dose.pk).update(state="given")
    return hospital


def test_every_state_is_there_and_what_was_left_alone_went_up_by_itself(country):
    now = timezone.now()
    made = simulate_cases(now=now, seed=7)
    states = set(Case.objects.values_list("state", flat=True))
    assert states == set(CaseState.values)
    assert Case.objects.standing().filter(level=Level.SESSION, agenda_on__isnull=False).exists()
    assert CaseEvent.objects.filter(kind="escalated").exists()
    assert made.cases == Case.objects.filter(is_simulated=True).count() >= 90
    assert not CaseEvent.objects.filter(at__gt=now).exists()
    assert not CaseCheck.objects.filter(at__gt=now).exists()
    assert UnmetDemand.objects.exists()
    # Nobody is written to, and each notice is of its time.
    assert not Delivery.objects.filter(state="queued").exists()
    notices = Notification.objects.filter(kind__startswith="case.")
    assert notices.filter(created_at__lt=timezone.now() - timedelta(days=9), read_at__isnull=False).exists()
    assert not notices.filter(created_at__lt=timezone.now() - timedelta(days=3), read_at__isnull=True).exists()


def test_it_is_not_added_to_cases_that_are_there_nor_to_a_country_without_children(country, hospital, ana):
    CaseFactory(unit=hospital, owner=ana.postings.get())
    with pytest.raises(CaseSimulationRefused):
        simulate_cases(now=timezone.now())
    assert Case.objects.count() == 1


def test_a_drawn_prescription_says_that_it_is_nobodys():
    sheet = Image.open(BytesIO(prescription("Vincristina 1 mg", timezone.localdate(), Random(1))))
    assert sheet.format == "JPEG"
    assert not CaseAttachment.objects.exists()
