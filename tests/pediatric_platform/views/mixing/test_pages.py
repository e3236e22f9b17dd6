"""The pages of the mixing centre: what they say, who may press what, and what a refusal keeps."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from time import perf_counter

import pytest
from django.urls import reverse
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.mixing import administer, dispatch_, prepare, receive
from pediatric_platform.models import MixingOrder, Mixture, Session, Vial
from pediatric_platform.papers import labels_pdf, record_pdf
from pediatric_platform.papers.label import words
from pediatric_platform.selectors.mixing import child_mixing
from pediatric_platform.selectors.mixing.one import file_of
from supply.actions.lots import set_state
from supply.models import Balance, LotState
from tests.factories.children import RegimenLineFactory
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.pediatric_platform.mixing_world import ALL_CHECKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    def sign(person):
        client.force_login(person)
        return client

    return sign


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def url(name: str, *args: object) -> str:
    return reverse(f"pediatric:{name}", args=args)


def day_of(mixture: Mixture) -> str:
    return f"{url('mixing-day')}?dia={mixture.order.for_day.isoformat()}&lugar={mixture.order.place.code}"


def child_of(mixture: Mixture):
    return mixture.order.session.plan.child


class TestDay:
    def test_groups_say_what_sharing_spares(self, shareable, validated, shelf, signed_in, mireya):
        # 1.2 + 1.2 mg: 3 vials of 1 mg and not 4; 1 mg and one piece spared.
        one, other = validated(), validated()
        page = text(signed_in(mireya).get(day_of(one)))
        assert "se ahorran 1 mg · 1 pieza" in page
        assert "en lugar de 4" in page
        assert "Preparar las 2 juntas" in page
        for mixture in (one, other):
            assert child_of(mixture).full_name in page

    def test_one_press_prepares_the_batch(self, validated, shelf, signed_in, mireya):
        one, other = validated(), validated()
        answer = signed_in(mireya).post(url("mixtures-prepare"), {"mezcla": [one.pk, other.pk]}, follow=True)
        assert "2 mezclas preparadas: se abrieron 4 frascos." in text(answer)
        assert set(Mixture.objects.values_list("state", flat=True)) == {"prepared"}

    def test_what_is_missing_is_said_and_the_marks_stay(self, validated, mixing_centre, signed_in, mireya):
        mixture = validated()
        data = {"mezcla": [mixture.pk], "lugar": mixing_centre.code, "dia": mixture.order.for_day.isoformat()}
        page = text(signed_in(mireya).post(url("mixtures-prepare"), data))
        assert "No alcanza en" in page
        assert "checked" in page

    def test_the_number_of_statements_does_not_grow(
        self, validated, shelf, signed_in, mireya, django_assert_max_num_queries
    ):
        mixture = validated()
        client = signed_in(mireya)
        client.get(day_of(mixture))
        for _more in range(4):
            validated()
        with django_assert_max_num_queries(26):
            client.get(day_of(mixture))

    def test_of_another_place_there_is_nothing(self, validated, signed_in, mireya, ana, carla):
        mixture = validated()
        assert signed_in(carla).get(day_of(mixture)).status_code == 403
        assert signed_in(ana).get(day_of(mixture)).status_code == 403
        client = signed_in(mireya)
        assert client.get(f"{url('mixing-day')}?lugar=NO-HAY").status_code == 404
        assert client.get(f"{url('mixing-day')}?dia=2026-99-99").status_code == 404

    def test_one_centre_serves_two_hospitals(self, validated, mixing_centre, other_hospital, signed_in, mireya):
        """The centre's people see both, each with its hospital; those who treat at one see their own alone."""
        own, served = validated(), validated()
        Session.objects.filter(pk=served.order.session_id).update(unit=other_hospital)
        page = text(signed_in(mireya).get(day_of(own)))
        assert child_of(own).full_name in page
        assert child_of(served).full_name in page
        assert other_hospital.name in page
        elsewhere = PersonFactory()
        PostingFactory(person=elsewhere, role="clinician", unit=other_hospital)
        page = text(signed_in(elsewhere).get(f"{url('mixing-day')}?dia={own.order.for_day.isoformat()}"))
        assert mixing_centre.name in page
        assert child_of(served).full_name in page
        assert child_of(own).full_name not in page
        assert child_of(own).folio not in page

    def test_empty_and_moved(self, validated, mixing_centre, signed_in, mireya):
        assert "Nada para este día" in text(signed_in(mireya).get(url("mixing-day")))
        mixture = validated()
        Session.objects.filter(pk=mixture.order.session_id).update(on=mixture.order.for_day + timedelta(days=2))
        assert "la sesión se movió al" in text(signed_in(mireya).get(day_of(mixture)))

    def test_its_file_names_no_child(self, validated, shelf, signed_in, mireya):
        mixture = validated()
        answer = signed_in(mireya).get(day_of(mixture) + "&formato=csv")
        content = b"".join(answer.streaming_content).decode()
        assert child_of(mixture).folio in content
        assert child_of(mixture).full_name not in content


class TestMixture:
    def test_the_road_from_asking_to_the_child_by_pressing(
        self, dose_for, mixing_centre, shelf, signed_in, carmen, felipe, mireya
    ):
        dose = dose_for()
        page = signed_in(carmen).post(
            url("mixing-request", dose.session_id), {"place": mixing_centre.code}, follow=True
        )
        assert "se pidió 1 mezcla" in text(page)
        mixture = Mixture.objects.get(dose=dose)
        client = signed_in(felipe)
        assert "1.2 mg" in text(client.get(url("mixture-validate", mixture.pk)))
        data = {"checks": ALL_CHECKS, "hours": 24, "edition": 1}
        assert "ya se puede preparar" in text(client.post(url("mixture-validate", mixture.pk), data, follow=True))
        client = signed_in(mireya)
        client.post(url("mixture-prepare", mixture.pk))
        client.post(url("mixture-dispatch", mixture.pk))
        client = signed_in(carmen)
        assert "Recibida" in text(client.get(url("mixture-scan", mixture.label)))
        client.post(url("mixture-receive", mixture.pk))
        page = text(client.post(url("mixture-administer", mixture.pk), follow=True))
        assert "Aplicada" in page
        assert mireya.full_name in page
        dose.refresh_from_db()
        assert dose.state == "given"

    def test_a_refused_review_keeps_what_was_typed(self, asked, signed_in, felipe):
        mixture = asked()
        data = {"checks": ["dose"], "diluent": "Glucosa 5 %", "hours": 12, "edition": 1}
        page = text(signed_in(felipe).post(url("mixture-validate", mixture.pk), data))
        assert "Falta revisar" in page
        assert "Glucosa 5 %" in page

    def test_a_refused_step_keeps_the_reason(self, validated, signed_in, mireya):
        mixture = validated()
        page = text(signed_in(mireya).post(url("mixture-undo", mixture.pk), {"note": "Se oprimió dos veces"}))
        assert "No se puede deshacer" in page
        assert "Se oprimió dos veces" in page

    def test_a_recalled_lot_is_said_in_red_words_everywhere(self, validated, shelf, signed_in, mireya, carmen):
        mixture = validated()
        prepare(mixtures=[mixture], by=mireya)
        set_state(lot=shelf["near"], state=LotState.RECALLED, reason="Alerta 12", by=None)
        told = "el lote NEAR fue retirado después de prepararla (Alerta 12)"
        client = signed_in(mireya)
        for page in (
            day_of(mixture),
            url("mixture", mixture.pk),
            url("mixture-scan", mixture.label),
            url("mixing-order", mixture.order.folio),
            url("mixing-request", mixture.order.session_id),
        ):
            assert told in text(client.get(page)), page
        assert url("mixture-dispatch", mixture.pk) not in text(client.get(url("mixture", mixture.pk)))
        assert "NO USAR" in words(file_of(mixture))["hold"]

    def test_children_who_had_it_already_are_listed(self, validated, shelf, signed_in, mireya, carmen, ana):
        mixture = validated()
        prepare(mixtures=[mixture], by=mireya)
        dispatch_(mixture=mixture, by=mireya)
        receive(mixture=mixture, by=carmen)
        administer(mixture=mixture, by=carmen)
        set_state(lot=shelf["near"], state=LotState.RECALLED, reason="Alerta", by=None)
        child = child_of(mixture)
        page = text(signed_in(carmen).get(url("trace-lot", shelf["near"].pk)))
        assert child.full_name in page
        assert "1 niña o niño de los que usted atiende ya lo recibió." in page
        assert child_mixing(child).warned[0].mixture.pk == mixture.pk
        assert "Recibió 1 lote que después se retuvo" in text(client_get(signed_in(carmen), "trace-child", child.folio))
        page = text(signed_in(ana).get(url("trace-lot", shelf["near"].pk)))
        assert child.full_name not in page
        assert child.folio not in page

    def test_opening_and_printing_are_read_events_without_a_name(self, validated, signed_in, carmen):
        mixture = validated()
        client = signed_in(carmen)
        for name in ("mixture", "mixture-label", "mixture-record"):
            client.get(url(name, mixture.pk))
        client.get(url("mixture-scan", mixture.label))
        events = AuditEvent.objects.filter(kind="read")
        assert set(events.values_list("type", flat=True)) == {
            "mixture.read", "mixture.label_printed", "mixture.record_printed", "mixture.scanned",
        }  # fmt: skip
        assert not any(child_of(mixture).full_name in f"{event.target_label}{event.after}" for event in events)

    def test_nobody_else_opens_it(self, validated, signed_in, ana, beto, carla, rosa):
        mixture = validated()
        for person in (ana, beto, carla, rosa):
            client = signed_in(person)
            for page in (
                url("mixture", mixture.pk),
                url("mixture-scan", mixture.label),
                url("mixture-label", mixture.pk),
                url("mixture-record", mixture.pk),
                url("mixture-validate", mixture.pk),
                url("mixing-order", mixture.order.folio),
                url("mixing-request", mixture.order.session_id),
                url("trace-child", child_of(mixture).folio),
            ):
                assert client.get(page).status_code == 404, (person, page)
            assert client.post(url("mixture-reject", mixture.pk), {"note": "x"}).status_code == 404

    def test_a_step_of_others_is_a_403(self, validated, signed_in, carmen):
        mixture = validated()
        client = signed_in(carmen)
        assert client.post(url("mixture-prepare", mixture.pk)).status_code == 403
        assert client.post(url("mixtures-prepare"), {"mezcla": [mixture.pk]}).status_code == 403
        assert client.get(url("mixture-validate", mixture.pk)).status_code == 403


def client_get(client, name, *args):
    return client.get(url(name, *args))


class TestPapers:
    @pytest.fixture
    def made(self, validated, shelf, mireya):
        mixture = validated()
        prepare(mixtures=[mixture], by=mireya)
        return Mixture.objects.get(pk=mixture.pk)

    def test_the_label_says_all_that_must_be_on_it(self, made):
        label = words(file_of(made))
        child = child_of(made)
        assert (label["name"], label["folio"]) == (child.full_name, child.folio)
        assert (label["drug"], label["dose"], label["route"]) == ("Vincristina", "1.2 mg", "Vía intravenosa")
        assert label["warning"].startswith("FATAL SI SE ADMINISTRA POR OTRA VÍA")
        facts = dict(label["facts"])
        assert facts["Preparó"] == "Mireya de Mezclas"
        assert facts["Revisó"] == "Felipe de Farmacia"
        assert "NEAR" in facts["Lote (caducidad)"]
        assert label["until"] != "—"
        assert label["qr"].startswith("<svg")
        assert label["hold"] == ""

    def test_they_are_tagged_pdf_within_300_ms(self, made):
        file = file_of(made)
        labels_pdf([file])  # the fonts are looked for once
        for make in (lambda: labels_pdf([file]), lambda: labels_pdf([file] * 8, sheet=True), lambda: record_pdf(file)):
            took = []
            for _try in range(3):
                begun = perf_counter()
                content = make()
                took.append(perf_counter() - begun)
            assert content.startswith(b"%PDF-1.7")
            assert b"/StructTreeRoot" in content
            assert b"pdfuaid" in content
            assert min(took) < 0.3

    def test_the_day_prints_on_sheets_and_none_is_said(self, made, signed_in, mireya, validated):
        client = signed_in(mireya)
        address = f"{url('mixing-labels')}?dia={made.order.for_day.isoformat()}&lugar={made.order.place.code}"
        assert client.get(address)["Content-Type"] == "application/pdf"
        read = AuditEvent.objects.get(type="mixing_day.labels_printed")
        assert read.after["orders"] == [made.order.folio]
        empty = client.get(f"{url('mixing-labels')}?dia=2026-01-05", follow=True)
        assert "todavía no hay etiquetas" in text(empty)


class TestVials:
    def test_what_is_left_and_for_how_long(self, shareable, validated, shelf, signed_in, mireya, hours_ago):
        prepare(mixtures=[validated()], by=mireya, at=hours_ago(2))
        client = signed_in(mireya)
        page = text(client.get(url("vial-list")))
        assert "0.8 mg" in page
        assert "4.0 h" in page
        vial = Vial.objects.get(discarded_at__isnull=True)
        assert "va de cero a 0.8 mg" in text(client.post(url("vial-discard", vial.pk), {"left": "2"}))
        assert "desechado con 0.8 mg" in text(client.post(url("vial-discard", vial.pk), {"left": ""}, follow=True))
        assert "Ningún frasco abierto" in text(client.get(url("vial-list")))

    def test_one_that_may_not_be_shared_is_done_with_at_once(self, validated, shelf, signed_in, mireya):
        prepare(mixtures=[validated()], by=mireya)
        assert sorted(Vial.objects.values_list("discarded_amount", flat=True)) == [Decimal(0), Decimal("0.8")]
        assert not Vial.objects.open().exists()


class TestHandOut:
    def test_from_the_session_and_back(self, dose_for, stocked, pharmacy, signed_in, felipe):
        dose = dose_for(route="PO", inn="prednisone", name="Prednisona")
        dose_for(session=dose.session, child=dose.session.plan.child, line=RegimenLineFactory(position=9), position=2)
        client = signed_in(felipe)
        assert url("dose-hand-out", dose.pk) in text(client.get(url("mixing-request", dose.session_id)))
        page = text(client.post(url("dose-hand-out", dose.pk), {"place": pharmacy.code}, follow=True))
        assert "Prednisona entregado" in page
        assert "Se entregó el" in text(client.get(url("dose-hand-out", dose.pk)))
        page = text(client.post(url("dose-take-back", dose.pk), {"note": "No vino"}, follow=True))
        assert "volvieron a la existencia" in page
        assert sum(Balance.objects.values_list("on_hand", flat=True)) == 30


class TestOrder:
    def test_it_follows_its_session_and_is_cancelled_with_a_reason(self, asked, signed_in, carmen):
        mixture = asked()
        order = mixture.order
        later = order.for_day + timedelta(days=2)
        Session.objects.filter(pk=order.session_id).update(on=later)
        client = signed_in(carmen)
        assert "Poner la orden ese día" in text(client.get(url("mixing-order", order.folio)))
        client.post(url("mixing-order-follow", order.folio))
        order.refresh_from_db()
        assert order.for_day == later
        assert "Falta el motivo" in text(client.post(url("mixing-order-cancel", order.folio), {"note": ""}))
        assert "Orden cancelada" in text(
            client.post(url("mixing-order-cancel", order.folio), {"note": "Fiebre"}, follow=True)
        )
        assert timezone.now() - MixingOrder.objects.get().cancelled_at < timedelta(minutes=1)
