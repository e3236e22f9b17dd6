"""Allergies: noted by who hears of them, refuted by a clinician, never erased."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delegations.errors import NotAllowed
from delegations.models import AuditEvent, Person
from pediatric_platform.actions.allergies import note_allergy, refute_allergy
from pediatric_platform.errors.children import AllergyTaken, AlreadyRefuted, BadDay, DeceasedChild, FieldMissing
from pediatric_platform.models import Allergy, Child

pytestmark = pytest.mark.django_db


def noted(child: Child, by: Person | None, substance: str = "Asparaginasa", **more) -> Allergy:
    told = {"severity": "severe", "noted_on": child.unit.today(), "inn": "asparaginase", **more}
    return note_allergy(child=child, substance=substance, by=by, **told)


def test_a_clinician_and_a_pharmacist_note_an_allergy(nina: Child, carmen: Person, felipe: Person) -> None:
    noted(nina, carmen)
    noted(nina, felipe, "  Látex ", inn="")
    assert list(nina.allergies.in_force().values_list("substance", flat=True)) == ["Asparaginasa", "Látex"]


def test_the_trail_names_no_substance(nina: Child, carmen: Person) -> None:
    allergy = noted(nina, carmen)
    event = AuditEvent.objects.about(nina).get()
    assert event.after == {"allergy": allergy.pk, "severity": "severe"}
    assert "sparaginas" not in event.target_label.lower()


def test_nobody_else_notes_one(nina: Child, mireya: Person, ana: Person, carla: Person) -> None:
    for person in (mireya, ana, carla):
        with pytest.raises(NotAllowed):
            noted(nina, person)


def test_the_same_substance_is_noted_once_while_it_stands(nina: Child, carmen: Person) -> None:
    first = noted(nina, carmen)
    with pytest.raises(AllergyTaken):
        noted(nina, carmen, "ASPARAGINASA")
    refute_allergy(allergy=first, reason="Era un efecto esperado", by=carmen)
    assert noted(nina, carmen).pk != first.pk


def test_a_refuted_allergy_stays_on_record_with_its_reason(nina: Child, carmen: Person, felipe: Person) -> None:
    allergy = noted(nina, carmen)
    with pytest.raises(NotAllowed):
        refute_allergy(allergy=allergy, reason="x", by=felipe)
    with pytest.raises(FieldMissing):
        refute_allergy(allergy=allergy, reason="  ", by=carmen)
    refute_allergy(allergy=allergy, reason="Era un efecto esperado", by=carmen)
    with pytest.raises(AlreadyRefuted):
        refute_allergy(allergy=allergy, reason="x", by=carmen)
    assert not nina.allergies.in_force().exists()
    assert Allergy.objects.get().refuted_reason == "Era un efecto esperado"


def test_what_is_wrong_is_refused(nina: Child, carmen: Person) -> None:
    with pytest.raises(FieldMissing):
        noted(nina, carmen, " ")
    with pytest.raises(FieldMissing):
        noted(nina, carmen, severity="terrible")
    with pytest.raises(BadDay):
        noted(nina, carmen, noted_on=nina.unit.today() + timedelta(days=1))
    Child.objects.filter(pk=nina.pk).update(state="deceased", state_on=nina.unit.today())
    with pytest.raises(DeceasedChild):
        noted(nina, carmen)
