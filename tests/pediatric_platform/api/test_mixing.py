"""The mixing centre through the API: the same steps, the same refusals, folios and no names."""

from __future__ import annotations

import pytest
from django.urls import reverse

from delegations.models import Posting
from pediatric_platform.mixing_work import mixtures_to_prepare, mixtures_to_validate
from pediatric_platform.models import Mixture
from supply.actions.lots import set_state
from supply.models import LotState
from tests.pediatric_platform.mixing_world import *  # noqa: F403
from tests.pediatric_platform.mixing_world import ALL_CHECKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    def send(person, name, *args, body=None):
        client.force_login(person)
        address = reverse(name, args=args)
        if body is None:
            return client.get(address)
        return client.post(address, body, content_type="application/json")

    return send


def test_the_whole_road(dose_for, shelf, mixing_centre, ask, carmen, felipe, mireya):
    dose = dose_for()
    order = ask(carmen, "api-mixing-orders", body={"session": dose.session_id, "place": mixing_centre.code})
    assert order.status_code == 201, order.content
    assert order.json()["child"] == dose.session.plan.child.folio
    again = ask(carmen, "api-mixing-orders", body={"session": dose.session_id, "place": mixing_centre.code})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "order_is_open")
    pk = Mixture.objects.get().pk
    review = {"checks": ALL_CHECKS, "hours": 24, "edition": 1}
    steps = (
        (felipe, "validation", review),
        (mireya, "preparation", {}),
        (mireya, "dispatch", {}),
        (carmen, "reception", {}),
        (carmen, "administration", {}),
    )
    for person, step, body in steps:
        answer = ask(person, f"api-mixture-{step}", pk, body=body)
        assert answer.status_code == 200, (step, answer.content)
    told = answer.json()
    assert (told["state"], told["holds"]) == ("administered", [])
    assert {(draw["lot"], draw["amount"]) for draw in told["draws"]} == {("NEAR", "1.000"), ("NEAR", "0.200")}
    assert dose.session.plan.child.full_name not in answer.content.decode()
    trace = ask(carmen, "api-lot-trace", shelf["near"].pk).json()
    assert [(row["folio"], row["was_given"]) for row in trace["rows"]] == [(dose.session.plan.child.folio, True)]


def test_refusals_in_the_one_shape(validated, shelf, ask, carmen, mireya, carla, ana):
    mixture = validated()
    stale = ask(mireya, "api-mixture-rejection", mixture.pk, body={"reason": "Rota", "edition": 1})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale_edition")
    assert ask(carmen, "api-mixture-preparation", mixture.pk, body={}).status_code == 403
    ask(mireya, "api-mixture-preparation", mixture.pk, body={})
    set_state(lot=shelf["near"], state=LotState.RECALLED, reason="Alerta", by=None)
    held = ask(mireya, "api-mixture-dispatch", mixture.pk, body={})
    assert (held.status_code, held.json()["error"]["code"]) == (409, "lot_on_hold")
    for person in (ana, carla):
        assert ask(person, "api-mixture", mixture.pk).status_code == 404
        assert ask(person, "api-mixtures").status_code == 403
        assert ask(person, "api-vials").status_code == 403


def test_open_vials_and_what_is_left(shareable, validated, shelf, ask, mireya):
    ask(mireya, "api-mixture-preparation", validated().pk, body={})
    (vial,) = ask(mireya, "api-vials").json()["results"]
    assert (vial["left"], vial["unit"]) == ("0.800", "mg")


def test_what_waits_at_a_post(asked, validated, felipe, mireya, carmen, other_hospital):
    waiting, reviewed = asked(), validated()
    pharmacist, mixer, clinician = (Posting.objects.get(person=person) for person in (felipe, mireya, carmen))
    assert [item.path for item in mixtures_to_validate(pharmacist)] == [reverse("pediatric:mixture", args=[waiting.pk])]
    assert [item.path for item in mixtures_to_prepare(mixer)] == [reverse("pediatric:mixture", args=[reviewed.pk])]
    assert mixtures_to_validate(mixer) == []
    assert mixtures_to_prepare(clinician) == []
    names = {mixture.order.session.plan.child.full_name for mixture in (waiting, reviewed)}
    assert not any(name in item.text for name in names for item in mixtures_to_prepare(mixer))
