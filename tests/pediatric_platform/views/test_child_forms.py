"""The registry's forms: what they refuse loses nothing typed, and what they change is told first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from delegations.models import AuditEvent, Person
from pediatric_platform.actions.children import correct
from pediatric_platform.actions.children.facts import COLUMNS, ChildFacts
from pediatric_platform.models import Allergy, Child, Growth, Plan, Stay
from tests.factories.children import ChildFactory, PlanFactory
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db
REGISTER = reverse("pediatric:child-register")
CURP, NSS = curp(date(2019, 5, 17)), nss()


def url(child: Child, name: str, *more: Any) -> str:
    return reverse(f"pediatric:{name}", args=[child.folio, *more])


@pytest.fixture
def typed(nina: Child, hospital) -> dict[str, str]:
    return {
        "given_names": "Lucía Regina",
        "first_surname": "Robles",
        "second_surname": "Inventada",
        "birth_date": "2019-05-17",
        "sex": "M",
        "curp": CURP,
        "nss": NSS,
        "agregado": "3F2019OR",
        "diagnosis": nina.diagnosis.code,
        "unit": hospital.clues,
    }


@pytest.fixture
def signed_in(client, carmen: Person):
    client.force_login(carmen)
    return client


def stored(child: Child, **change: Any) -> ChildFacts:
    return ChildFacts(**{name: getattr(child, name) for name in COLUMNS} | change, unit=child.unit)


def test_a_child_is_registered_and_its_page_offers_to_measure(signed_in, typed: dict[str, str]) -> None:
    answer = signed_in.post(REGISTER, typed, follow=True)
    child = Child.objects.get(curp_print__gt="")
    assert answer.redirect_chain[-1][0] == url(child, "child")
    assert url(child, "child-growth") in answer.content.decode()


def test_the_diagnosis_is_asked_for_in_words(signed_in) -> None:
    page = signed_in.get(REGISTER).content.decode()
    assert "Elija un diagnóstico" in page
    assert "-----" not in page


def test_every_fault_is_told_at_once_and_nothing_typed_is_lost(signed_in, typed: dict[str, str]) -> None:
    wrong = typed | {"curp": CURP[:-1] + "0", "nss": "99981700019", "diagnosed_on": "2019-01-01"}
    answer = signed_in.post(REGISTER, wrong)
    form = answer.context["form"]
    assert {"curp", "nss", "diagnosed_on"} <= form.errors.keys()
    assert 'value="Lucía Regina"' in answer.content.decode()
    assert Child.objects.count() == 1


def test_somebody_who_looks_alike_is_shown_and_asked_about(signed_in, typed: dict[str, str], nina: Child) -> None:
    alike = typed | {"given_names": "Nina Fernanda", "first_surname": "Prueba", "second_surname": "Simulada"}
    answer = signed_in.post(REGISTER, alike)
    page = answer.content.decode()
    assert nina.folio in page
    assert not answer.context["form"]["another_because"].is_hidden
    assert Child.objects.count() == 1
    signed_in.post(REGISTER, alike | {"another_because": "Son primas; los papás son otros"})
    assert Child.objects.count() == 2


def test_the_reason_is_not_asked_of_who_looks_like_nobody(signed_in) -> None:
    assert signed_in.get(REGISTER).context["form"]["another_because"].is_hidden


def test_a_child_of_another_hospital_is_told_without_data_and_leaves_a_trace(
    signed_in, typed: dict[str, str], carmen: Person, other_hospital
) -> None:
    there = ChildFactory(unit=other_hospital, given_names="Renata", curp=CURP, without_curp="")
    page = signed_in.post(REGISTER, typed).content.decode()
    assert other_hospital.name in page
    assert there.folio not in page
    assert "Renata" not in page
    event = AuditEvent.objects.about(there).get()
    assert (event.type, event.kind, event.by_id) == ("child.found_elsewhere", "read", carmen.pk)


def test_who_looks_alike_elsewhere_is_told_by_hospital_alone(signed_in, typed: dict[str, str], other_hospital) -> None:
    there = ChildFactory(unit=other_hospital, given_names="Lucía", first_surname="Robles", second_surname="Inventada")
    page = signed_in.post(REGISTER, typed).content.decode()
    assert other_hospital.name in page
    assert there.folio not in page
    assert AuditEvent.objects.about(there).get().type == "child.found_elsewhere"


def test_an_odd_agregado_is_let_through_with_a_warning(signed_in, typed: dict[str, str]) -> None:
    page = signed_in.post(REGISTER, typed | {"agregado": "3M2018OR"}, follow=True).content.decode()
    assert "El agregado médico dice otro año de nacimiento" in page
    assert "El agregado médico dice otro sexo" in page
    assert Child.objects.count() == 2


def test_of_two_who_correct_at_once_the_second_sees_what_the_first_wrote(
    signed_in, nina: Child, felipe, carmen
) -> None:
    page = signed_in.get(url(nina, "child-correct"))
    typed = {name: value or "" for name, value in page.context["form"].initial.items()}
    correct(child=nina, facts=stored(nina, risk="Alto"), edition=1, by=carmen)

    answer = signed_in.post(url(nina, "child-correct"), typed | {"given_names": "Nina Luz"})

    told = answer.content.decode()
    assert "Carmen de Oncología" in told
    assert 'value="Nina Luz"' in told  # nothing typed is lost
    assert "Alto" in told  # what is stored now
    assert 'name="edition" value="2"' in told
    nina.refresh_from_db()
    assert nina.given_names == "Nina Fernanda"
    # Having seen it, the second press writes.
    signed_in.post(url(nina, "child-correct"), typed | {"given_names": "Nina Luz", "risk": "Alto", "edition": 2})
    nina.refresh_from_db()
    assert (nina.given_names, nina.risk, nina.edition) == ("Nina Luz", "Alto", 3)


def test_the_form_that_shows_identifiers_writes_down_who_saw_them(signed_in, nina: Child, carmen: Person) -> None:
    signed_in.get(url(nina, "child-correct"))
    event = AuditEvent.objects.about(nina).get()
    assert (event.type, event.after) == ("child.identifiers_read", {"page": "correct"})


def test_an_impossible_weight_is_told_and_an_odd_one_asks_why(signed_in, nina: Child) -> None:
    here = url(nina, "child-growth")
    typed = {"measured_on": nina.unit.today().isoformat(), "weight_kg": "205", "height_cm": "115.5"}
    answer = signed_in.post(here, typed)
    assert "weight_kg" in answer.context["form"].errors
    assert answer.context["form"]["unusual_reason"].is_hidden

    answer = signed_in.post(here, typed | {"weight_kg": "24"})
    assert not answer.context["form"]["unusual_reason"].is_hidden
    assert Growth.objects.count() == 1
    signed_in.post(here, typed | {"weight_kg": "24", "unusual_reason": "Retiene líquidos"})
    assert Growth.objects.count() == 2


def test_a_new_measure_with_a_plan_under_way_leads_to_its_doses(signed_in, nina: Child) -> None:
    here = url(nina, "child-growth")
    typed = {"measured_on": nina.unit.today().isoformat(), "weight_kg": "20.6", "height_cm": "115.5"}
    assert signed_in.post(here, typed).headers["Location"] == url(nina, "child")
    PlanFactory(child=nina, growth=nina.growth.first())
    plan = Plan.objects.get(child=nina)
    answer = signed_in.post(here, typed | {"weight_kg": "20.8"})
    assert answer.headers["Location"] == reverse("pediatric:plan-resize", args=[plan.pk])


def test_a_transfer_leads_away_from_what_is_no_longer_there(signed_in, nina: Child, other_hospital) -> None:
    typed = {
        "to": other_hospital.clues, "on": nina.unit.today().isoformat(), "reason": "Se mudó", "edition": 1,
    }  # fmt: skip
    answer = signed_in.post(url(nina, "child-transfer"), typed)
    assert answer.headers["Location"] == reverse("pediatric:child-list")
    assert Stay.objects.filter(child=nina, until__isnull=True).get().unit == other_hospital
    assert signed_in.get(url(nina, "child")).status_code == 404


def test_a_death_is_written_only_by_who_says_they_understand(signed_in, nina: Child) -> None:
    here = url(nina, "child-state")
    assert "nada se vuelve a enviar a su familia" in signed_in.get(here).content.decode()
    typed = {"state": "deceased", "on": nina.unit.today().isoformat(), "reason": "Sepsis", "edition": 1}
    assert "sure" in signed_in.post(here, typed).context["form"].errors
    signed_in.post(here, typed | {"sure": "on"})
    nina.refresh_from_db()
    assert nina.state == "deceased"


def test_a_change_of_state_on_a_stale_page_is_told_once_and_the_second_press_writes(signed_in, nina, carmen) -> None:
    correct(child=nina, facts=stored(nina, risk="Alto"), edition=1, by=carmen)
    typed = {"state": "abandoned", "on": nina.unit.today().isoformat(), "reason": "No volvió"}
    typed |= {"sure": "on", "edition": 1}
    form = signed_in.post(url(nina, "child-state"), typed).context["form"]
    assert (form["reason"].value(), form["edition"].value()) == ("No volvió", 2)
    signed_in.post(url(nina, "child-state"), typed | {"edition": form["edition"].value()})
    nina.refresh_from_db()
    assert nina.state == "abandoned"


def test_an_allergy_to_what_the_plan_gives_warns_at_once(signed_in, nina: Child, vincristine) -> None:
    PlanFactory(child=nina, growth=nina.growth.get())
    typed = {
        "substance": "Vincristina", "inn": "vincristine", "severity": "severe",
        "noted_on": nina.unit.today().isoformat(),
    }  # fmt: skip
    page = signed_in.post(url(nina, "child-allergies"), typed, follow=True).content.decode()
    assert "Su plan de tratamiento lleva ese medicamento" in page
    allergy = Allergy.objects.get()
    signed_in.post(url(nina, "allergy-refute", allergy.pk), {"reason": "Fue otra cosa"})
    allergy.refresh_from_db()
    assert allergy.refuted_at is not None


def test_a_pharmacist_notes_an_allergy_and_refutes_none(client, nina: Child, felipe: Person) -> None:
    client.force_login(felipe)
    noted_on = (nina.unit.today() - timedelta(days=1)).isoformat()
    client.post(url(nina, "child-allergies"), {"substance": "Látex", "severity": "mild", "noted_on": noted_on})
    allergy = Allergy.objects.get()
    assert client.post(url(nina, "allergy-refute", allergy.pk), {"reason": "x"}).status_code == 403
