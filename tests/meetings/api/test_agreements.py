"""Agreements through the API: the same actions, the same refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.meetings import AgreementFactory, ConditionFactory, MeetingFactory, ReviewFactory, running


def soon(days: int = 9) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def post(client, name: str, at, **body):
    return client.post(reverse(name, args=[at]), body, content_type="application/json")


@pytest.fixture
def sent(delegation):
    return {
        "text": "Subir el abasto", "due_on": soon(), "delegation": "JAL", "key": "api-1",
        "owner": {"role": "delegation_supply_manager", "delegation": "JAL"},
        "condition": {"kind": "abasto_level", "threshold": "95", "hold_weeks": 2},
    }  # fmt: skip


def test_an_agreement_is_written_read_moved_and_closed(client, delegation, beto, olga, sent):
    meeting = running(MeetingFactory())
    review = ReviewFactory(meeting=meeting, delegation=delegation)
    client.force_login(olga)
    made = post(client, "api-meeting-agreements", meeting.pk, review=review.pk, **sent).json()
    assert made["owner"] == "Responsable de abasto de la delegación · Jalisco"
    assert made["condition"]["sentence"].startswith("El nivel de abasto de Jalisco es de al menos 95 %, 2 semanas")
    assert [event["kind"] for event in made["events"]] == ["agreed"]
    assert post(client, "api-meeting-agreements", meeting.pk, **sent).json()["folio"] == made["folio"]
    folio = made["folio"]
    moved = post(client, "api-agreement-due", folio, due_on=soon(20), reason="Tarda", edition=made["edition"])
    assert moved.json()["first_due_on"] == soon()
    stale = post(client, "api-agreement-due", folio, due_on=soon(21), reason="Tarda", edition=made["edition"])
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale_edition")
    done = post(client, "api-agreement-fulfil", folio, note="Se vio", edition=moved.json()["edition"]).json()
    assert (done["state"], done["was_on_time"]) == ("fulfilled", True)
    assert post(client, "api-agreement-cancel", folio, reason="No", edition=done["edition"]).status_code == 409
    listed = client.get(reverse("api-meeting-agreements", args=[meeting.pk])).json()
    assert [row["folio"] for row in listed["results"]] == [folio]


def test_who_may_not_write_is_refused_and_who_does_not_see_finds_nothing(client, delegation, beto, carla, sent):
    agreement = AgreementFactory(owner_delegation=delegation)
    ConditionFactory(agreement=agreement)
    client.force_login(beto)
    assert post(client, "api-agreement-progress", agreement.folio, text="A la mitad").status_code == 200
    assert post(client, "api-agreement-cancel", agreement.folio, reason="No", edition=1).status_code == 403
    refused = post(client, "api-agreement-fulfil", agreement.folio, note="Ya", edition=1)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "measured_by_the_data")
    client.force_login(carla)
    assert client.get(reverse("api-agreement", args=[agreement.folio])).status_code == 404
    assert post(client, "api-agreement-progress", agreement.folio, text="Yo").status_code == 404


def test_what_a_condition_lacks_is_told_with_its_field(client, olga, delegation, sent):
    meeting = running(MeetingFactory())
    client.force_login(olga)
    del sent["condition"]["threshold"]
    refused = post(client, "api-meeting-agreements", meeting.pk, **sent)
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "condition_incomplete"


def test_the_board_tells_counts(client, olga, delegation):
    AgreementFactory(owner_delegation=delegation)
    client.force_login(olga)
    board = client.get(reverse("api-agreement-board")).json()
    assert (board["pending"], board["kept"]["due"], board["kept"]["share"]) == (1, 0, None)
