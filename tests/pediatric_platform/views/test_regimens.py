"""Pages of regimens: read by whoever signs in, written by who answers for the country."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pediatric_platform.actions.regimens import approve, draft_version, set_standard, withdraw
from pediatric_platform.models import Deviation, Regimen, RegimenLine
from tests.factories.children import (
    DiagnosisFactory,
    GuardFactory,
    PhaseFactory,
    PlanFactory,
    ProtocolFactory,
    RegimenLineFactory,
    induction,
)
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cap():
    return GuardFactory()


@pytest.fixture
def regimen(vincristine) -> Regimen:
    return induction(code="LLA-1", name="Protocolo uno")


@pytest.fixture
def draft(regimen) -> Regimen:
    return draft_version(base=regimen, changes="Para corregirla", by=None)


def text_of(client, name, *args, **params):
    answer = client.get(reverse(f"pediatric:{name}", args=args), params)
    assert answer.status_code == 200
    return answer.content.decode()


def of(regimen):
    return regimen.protocol.code, regimen.version


class TestReading:
    def test_the_list_marks_what_has_no_clave_and_what_has_no_source(self, client, carmen, regimen):
        DrugFactory(code=None, generic_name="Lomustina", inn="lomustine")
        phase = regimen.phases.get()
        other = PhaseFactory(regimen__protocol=ProtocolFactory(code="MB-A", name="Mantenimiento A"))
        RegimenLineFactory(phase=other, inn="lomustine", name="Lomustina", evidence="recall", max_amount=None)
        set_standard(protocol=regimen.protocol, body="Comité", on=date(2026, 3, 1), by=None)
        client.force_login(carmen)

        page = text_of(client, "regimen-list")

        assert "Lomustina: sin clave" in page
        assert "Vincristina: sin clave" not in page
        assert page.count("Criterio único</span>") == 1
        assert "Sin fuente completa" in page
        assert phase.name not in page

    def test_the_list_is_searched_by_drug_and_filtered(self, client, carmen, regimen):
        other = PhaseFactory(regimen__protocol=ProtocolFactory(code="OTRO", name="Otro protocolo"))
        RegimenLineFactory(phase=other, inn="lomustine", name="Lomustina", max_amount=None)
        client.force_login(carmen)

        assert "Otro protocolo" not in text_of(client, "regimen-list", q="vincristina")
        assert "Protocolo uno" not in text_of(client, "regimen-list", q="lomustina")
        assert "Protocolo uno" not in text_of(client, "regimen-list", estado="draft")
        assert "Otro protocolo" in text_of(client, "regimen-list", clave="si")
        assert "Protocolo uno" not in text_of(client, "regimen-list", clave="si")

    def test_the_list_asks_the_same_however_many_there_are(
        self, client, carmen, regimen, django_assert_max_num_queries
    ):
        for number in range(6):
            induction(code=f"MAS-{number}")
        client.force_login(carmen)
        with django_assert_max_num_queries(8):
            client.get(reverse("pediatric:regimen-list"))

    def test_the_list_is_downloaded(self, client, carmen, regimen):
        client.force_login(carmen)
        answer = client.get(reverse("pediatric:regimen-list"), {"formato": "csv"})
        assert "LLA-1" in b"".join(answer.streaming_content).decode()

    def test_a_protocol_tells_who_approved_each_version_and_what_changed(self, client, carmen, regimen, draft):
        RegimenLine.objects.filter(phase__regimen=draft).update(amount="1.4")
        client.force_login(carmen)

        page = text_of(client, "protocol", "LLA-1")

        assert "Comité de prueba" in page
        assert "1 diferencia con la versión anterior" in page
        assert "1.5 mg/m²" in page
        assert "1.4 mg/m²" in page

    def test_a_version_is_a_grid_and_its_estimates_are_told_as_such(self, client, carmen, draft, vincristine):
        RegimenLineFactory(
            phase=draft.phases.get(), position=2, inn="lomustine", name="Lomustina", evidence="recall", max_amount=None,
            days=[2, 3], amount=75,
        )  # fmt: skip
        client.force_login(carmen)

        page = text_of(client, "regimen", *of(draft))

        assert "1.5 mg/m² · Intravenosa" in page
        assert "Estimación para la demanda; no es dosis de referencia: 75 mg/m²" in page.replace("\n", " ")
        assert "Sin clave en el Compendio: Lomustina" in page
        assert "Borrador: ningún cuerpo la ha aprobado" in page
        assert 'class="day"><span class="sr-only">Día </span>2, 3</th>' in page

    def test_a_version_asks_the_same_however_many_lines_it_has(
        self, client, carmen, regimen, django_assert_max_num_queries
    ):
        big = PhaseFactory(regimen__protocol=ProtocolFactory(code="GRANDE"))
        for position in range(1, 21):
            RegimenLineFactory(phase=big, position=position)
        client.force_login(carmen)
        with django_assert_max_num_queries(13):
            client.get(reverse("pediatric:regimen", args=("GRANDE", 1)))

    def test_a_broken_rule_is_shown_on_the_draft_with_its_remedy(self, client, olga, draft):
        RegimenLine.objects.filter(phase__regimen=draft).update(max_amount="2.8")
        client.force_login(olga)

        for name in ("regimen", "regimen-approve"):
            page = text_of(client, name, *of(draft))
            assert "su tope es 2.8 mg y la regla pone 2 mg" in page
            assert "Escriba un tope de 2 mg" in page

    def test_the_same_diagnosis_side_by_side_tells_differences_in_words(self, client, carmen, regimen, draft):
        RegimenLine.objects.filter(phase__regimen=draft).update(days=[1, 8])
        client.force_login(carmen)
        code = regimen.protocol.diagnosis.code

        page = text_of(client, "regimen-compare", diagnostico=code, version=[regimen.pk, draft.pk])

        assert '<span class="mark">Cambia</span>' in page
        # 1.5 mg/m² × 2 days = 3; × 4 days = 6.
        assert "En total: 3 mg/m²" in page
        assert "En total: 6 mg/m²" in page

    def test_a_comparison_across_protocols_says_who_lacks_what(self, client, carmen, regimen):
        other = induction(code="LLA-2", name="Protocolo dos")
        # The database keeps approved lines as they are: the second protocol gets its drug in a draft.
        version = draft_version(base=other, changes="Otro", by=None)
        RegimenLineFactory(phase=version.phases.get(), position=2, inn="mesna", name="Mesna", max_amount=None)
        client.force_login(carmen)

        page = text_of(
            client, "regimen-compare", diagnostico=regimen.protocol.diagnosis.code, version=[regimen.pk, version.pk]
        )

        assert "Lo agrega" in page or "No lo lleva" in page
        assert "Igual" in page

    def test_a_comparison_of_nothing_asks_for_a_diagnosis(self, client, carmen, regimen):
        client.force_login(carmen)
        assert "Elija un diagnóstico" in text_of(client, "regimen-compare")
        assert client.get(reverse("pediatric:regimen-compare"), {"diagnostico": "nada"}).status_code == 404
        asked = text_of(client, "regimen-compare", diagnostico=regimen.protocol.diagnosis.code, version="x")
        assert "Protocolo uno v1" in asked

    def test_the_safety_rules_say_where_they_are_written(self, client, carmen):
        client.force_login(carmen)
        page = text_of(client, "regimen-guards")
        assert "2 mg por aplicación, como máximo" in page
        assert "Neurotoxicidad" in page

    def test_an_unknown_version_is_not_there(self, client, carmen, regimen):
        client.force_login(carmen)
        for args in (("LLA-1", 9), ("OTRO", 1)):
            assert client.get(reverse("pediatric:regimen", args=args)).status_code == 404


class TestDeviations:
    @pytest.fixture
    def plan(self, nina, regimen):
        plan = PlanFactory(child=nina, regimen=regimen)
        for amount in ("1 mg", "1.1 mg"):
            Deviation.objects.create(
                plan=plan, kind="dose", inn="vincristine", before="1.2 mg", after=amount, reason="Neuropatía de Nina"
            )
        return plan

    def test_who_treats_the_child_sees_folio_and_reason(self, client, carmen, plan):
        client.force_login(carmen)
        page = text_of(client, "regimen-deviations")
        assert plan.child.folio in page
        assert "Neuropatía de Nina" in page

    def test_everybody_else_of_the_institute_sees_counts_alone(self, client, ana, olga, carla, plan):
        for person in (ana, olga, carla):
            client.force_login(person)
            page = text_of(client, "regimen-deviations")
            assert "1 de 1" in page
            assert plan.child.folio not in page
            assert "Neuropatía" not in page
            assert plan.child.given_names not in page
        # Carla's page does not say in which hospital.
        assert plan.child.unit.name not in page

    def test_plans_are_counted_not_changes_and_only_those_in_course(self, client, ana, plan):
        plan.state, plan.ended_on, plan.state_reason = "stopped", timezone.localdate(), "Cambio"
        plan.save()
        client.force_login(ana)
        assert "Ningún plan en curso se aparta" in text_of(client, "regimen-deviations")

    def test_one_protocol_is_asked_for(self, client, ana, plan):
        induction(code="OTRO")
        client.force_login(ana)
        assert "1 de 1" in text_of(client, "regimen-deviations", protocolo="LLA-1")
        assert "1 de 1" not in text_of(client, "regimen-deviations", protocolo="OTRO")

    def test_the_counts_are_downloaded_without_folios(self, client, carmen, plan):
        client.force_login(carmen)
        answer = client.get(reverse("pediatric:regimen-deviations"), {"formato": "csv"})
        body = b"".join(answer.streaming_content).decode()
        assert "Protocolo uno" in body
        assert plan.child.folio not in body

    def test_a_relative_has_no_business_here(self, client, rosa, plan):
        client.force_login(rosa)
        assert client.get(reverse("pediatric:regimen-deviations")).status_code == 403

    def test_the_page_asks_the_same_however_many_there_are(self, client, carmen, plan, django_assert_max_num_queries):
        for _number in range(8):
            Deviation.objects.create(plan=plan, kind="omitted", inn="mesna", reason="No hay")
        client.force_login(carmen)
        with django_assert_max_num_queries(11):
            client.get(reverse("pediatric:regimen-deviations"))


LINE = {
    "inn": "vincristine", "basis": "m2", "amount": "1.4", "unit": "mg", "per_day": "1", "max_amount": "2",
    "route": "IV", "infusion_hours": "", "days": "1,8-10", "bands": "", "from_age": "", "below_age": "",
    "purpose": "chemo", "evidence": "sourced", "note": "", "source": "Comité",
}  # fmt: skip


class TestWriting:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, olga):
        client.force_login(olga)

    def post(self, client, page, *args, **data):
        return client.post(reverse(f"pediatric:{page}", args=args), data)

    def line(self, regimen):
        return RegimenLine.objects.get(phase__regimen=regimen)

    def test_a_draft_is_made_changed_and_approved(self, client, regimen):
        answer = self.post(client, "regimen-draft", *of(regimen), changes="Menos dosis")
        assert answer.url == reverse("pediatric:regimen", args=("LLA-1", 2))
        draft = Regimen.objects.get(version=2)
        self.post(client, "regimen-line", *of(draft), self.line(draft).pk, **LINE)
        assert (self.line(draft).amount, self.line(draft).days) == (Decimal("1.4"), [1, 8, 9, 10])
        self.post(client, "regimen-approve", *of(draft), body="Comité", on="2026-05-01")
        draft.refresh_from_db()
        assert (draft.state, draft.approved_body) == ("approved", "Comité")

    def test_a_line_with_faults_keeps_what_was_typed_and_names_each(self, client, draft):
        answer = self.post(
            client,
            "regimen-line",
            *of(draft),
            self.line(draft).pk,
            **LINE | {"days": "8-1", "source": "", "amount": "x"},
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Hay datos por corregir" in page
        assert "El intervalo de días está al revés" in page
        assert "Una dosis con fuente dice cuál es" in page
        assert 'value="8-1"' in page

    def test_two_who_change_a_line_at_once_the_second_is_told_and_may_press_again(self, client, draft):
        line = self.line(draft)
        read = client.get(reverse("pediatric:regimen-line", args=(*of(draft), line.pk))).context["form"].initial["read"]
        assert self.post(client, "regimen-line", *of(draft), line.pk, **LINE, read=read).status_code == 302
        second = self.post(client, "regimen-line", *of(draft), line.pk, **LINE | {"amount": "9"}, read=read)
        page = second.content.decode()
        assert second.status_code == 422
        assert "Mientras usted escribía" in page
        assert 'value="9"' in page
        assert self.line(draft).amount == Decimal("1.4")
        again = second.context["form"].data["read"]
        assert self.post(client, "regimen-line", *of(draft), line.pk, **LINE | {"amount": "9"}, read=again).url
        assert self.line(draft).amount == Decimal(9)

    def test_what_was_changed_since_it_was_read_is_not_approved(self, client, draft):
        opened = client.get(reverse("pediatric:regimen-approve", args=of(draft))).context["form"].initial["read"]
        self.post(client, "regimen-line", *of(draft), self.line(draft).pk, **LINE)
        answer = self.post(client, "regimen-approve", *of(draft), body="Comité", on="2026-05-01", read=opened)
        assert answer.status_code == 422
        assert "Mientras usted escribía" in answer.content.decode()
        draft.refresh_from_db()
        assert draft.state == "draft"

    def test_what_the_action_refuses_is_said_at_its_field(self, client, draft):
        answer = self.post(client, "regimen-line", *of(draft), self.line(draft).pk, **LINE | {"route": "IT"})
        assert answer.status_code == 422
        assert "nunca se da por vía intratecal" in answer.content.decode()
        assert self.line(draft).route == "IV"

    def test_lines_and_phases_are_added_and_taken_out(self, client, draft):
        self.post(
            client, "regimen-phase-add", *of(draft), position="2", name="Consolidación", cycle_days="28", cycles="2",
            cycles_note="", day_origin="1",
        )  # fmt: skip
        self.post(client, "regimen-line-add", *of(draft), 2, **LINE)
        assert draft.phases.get(position=2).lines.get().name == "Vincristina"
        self.post(client, "regimen-phase", *of(draft), 2, quitar="si")
        assert [phase.position for phase in draft.phases.all()] == [1]
        self.post(client, "regimen-line", *of(draft), self.line(draft).pk, quitar="si")
        assert not RegimenLine.objects.filter(phase__regimen=draft).exists()

    def test_an_approved_version_says_why_it_is_not_changed_and_offers_another(self, client, regimen):
        line = self.line(regimen)
        for name, args in (("regimen-line", (line.pk,)), ("regimen-phase", (1,)), ("regimen-line-add", (1,))):
            page = text_of(client, name, *of(regimen), *args)
            assert "ya fue aprobado y no se cambia" in page
            assert reverse("pediatric:regimen-draft", args=of(regimen)) in page
        answer = self.post(client, "regimen-line", *of(regimen), line.pk, **LINE)
        assert answer.status_code == 422
        answer = self.post(client, "regimen-line", *of(regimen), line.pk, quitar="si")
        assert answer.status_code == 422
        assert self.line(regimen).amount == line.amount

    def test_an_approval_that_a_rule_stops_is_refused_with_its_remedy(self, client, draft):
        RegimenLine.objects.filter(phase__regimen=draft).update(max_amount=None)
        answer = self.post(client, "regimen-approve", *of(draft), body="Comité", on="2026-05-01")
        assert answer.status_code == 422
        assert "Escriba un tope de 2 mg" in answer.content.decode()
        draft.refresh_from_db()
        assert draft.state == "draft"

    def test_a_withdrawal_lists_how_many_plans_go_on(self, client, regimen, nina):
        PlanFactory(child=nina, regimen=regimen)
        page = text_of(client, "regimen-withdraw", *of(regimen))
        assert "1 plan corre con ella y sigue" in page
        assert nina.folio not in page  # central office treats nobody
        self.post(client, "regimen-withdraw", *of(regimen), reason="Hay otra", on=str(timezone.localdate()))
        regimen.refresh_from_db()
        assert regimen.state == "withdrawn"
        assert "Hay otra" in text_of(client, "regimen", *of(regimen))

    def test_the_one_criterion_is_set_and_says_whom_it_replaces(self, client, regimen):
        other = induction(code="LLA-2", name="Protocolo dos", diagnosis=regimen.protocol.diagnosis)
        set_standard(protocol=other.protocol, body="Comité", on=date(2026, 3, 1), by=None)
        assert "Protocolo dos deja de ser el criterio único" in text_of(client, "protocol-standard", "LLA-1")
        self.post(client, "protocol-standard", "LLA-1", body="Comité nuevo", on="2026-06-01")
        regimen.protocol.refresh_from_db()
        assert regimen.protocol.is_standard

    def test_others_may_not(self, client, carmen, ana, draft):
        for person in (carmen, ana):
            client.force_login(person)
            for name in ("regimen-draft", "regimen-approve", "regimen-withdraw", "regimen-phase-add"):
                assert client.get(reverse(f"pediatric:{name}", args=of(draft))).status_code == 403
                assert self.post(client, name, *of(draft)).status_code == 403
            assert "Asentar la aprobación" not in text_of(client, "regimen", *of(draft))


class TestApi:
    def test_a_version_with_its_lines(self, client, carmen, regimen):
        client.force_login(carmen)
        answer = client.get(reverse("api-regimen", args=[regimen.pk])).json()
        [line] = answer["phases"][0]["lines"]
        assert (answer["protocol"]["code"], answer["is_usable"]) == ("LLA-1", True)
        assert (line["inn"], line["amount"], line["days"]) == ("vincristine", "1.500", [1, 8, 15, 22])
        assert (line["has_clave"], line["is_reference_dose"]) == (True, True)

    def test_versions_diagnoses_and_rules_are_listed(self, client, carmen, regimen, draft):
        client.force_login(carmen)
        found = client.get(reverse("api-regimens"), {"estado": "draft"}).json()["results"]
        assert [(row["protocol"]["code"], row["version"]) for row in found] == [("LLA-1", 2)]
        assert client.get(reverse("api-diagnoses")).json()["results"][0]["icd10"] == "C91.0"
        assert client.get(reverse("api-guards"), {"tipo": "cap"}).json()["results"][0]["code"] == "vincristina-tope"

    def test_deviations_are_counted_for_staff_and_never_name_a_child(self, client, ana, rosa, nina, regimen):
        plan = PlanFactory(child=nina, regimen=regimen)
        Deviation.objects.create(plan=plan, kind="dose", inn="vincristine", reason="Neuropatía")
        client.force_login(ana)
        answer = client.get(reverse("api-regimen-deviations"))
        [row] = answer.json()["results"]
        assert (row["protocol"], row["country"], row["here"]) == ("LLA-1", 1, 1)
        assert nina.folio not in answer.content.decode()
        client.force_login(rosa)
        assert client.get(reverse("api-regimen-deviations")).status_code == 403


def test_a_withdrawn_version_is_told_on_its_protocol(client, carmen, regimen):
    withdraw(regimen=regimen, reason="Hay otra mejor", on=timezone.localdate(), by=None)
    client.force_login(carmen)
    assert "Hay otra mejor" in text_of(client, "protocol", "LLA-1")


def test_an_approval_writes_down_who_said_so(olga, draft):
    approve(regimen=draft, body="Comité", on=date(2026, 5, 1), by=olga)
    assert draft.protocol.versions.get(version=2).approved_by == olga
    assert DiagnosisFactory().protocols.count() == 1
