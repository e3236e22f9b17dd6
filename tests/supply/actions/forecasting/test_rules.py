from __future__ import annotations

from decimal import Decimal

import pytest

from delegations.errors.editing import StaleEdition
from delegations.models import AuditEvent
from supply.actions.forecasting import drop_rule, set_rule
from supply.models import PlanningRule
from supply.refusals.forecasting import BeyondReason, NoSuchRule, NotOfAUnit, NotYoursToPlan, OriginMissing, TwoPlaces

pytestmark = pytest.mark.django_db
RULE = {"kind": "lead_time_days", "value": Decimal(20), "origin": "Convenio de prueba"}


def test_a_rule_is_set_changed_and_dropped_with_its_trail(beto, hospital) -> None:
    rule = set_rule(**RULE, unit=hospital, by=beto)
    again = set_rule(**{**RULE, "value": Decimal(25)}, unit=hospital, by=beto, edition=rule.edition)
    assert (again.pk, again.value, again.edition) == (rule.pk, 25, 2)
    drop_rule(rule=again, by=beto, edition=2)
    assert not PlanningRule.objects.exists()
    trail = AuditEvent.objects.filter(type__startswith="planning.").order_by("pk")
    assert [event.type for event in trail] == ["planning.set", "planning.set", "planning.dropped"]
    assert (trail[1].before["value"], trail[1].after["value"]) == ("20.00", "25")
    assert {event.unit_id for event in trail} == {hospital.pk}


def test_the_same_again_leaves_no_trace(beto, hospital) -> None:
    set_rule(**RULE, unit=hospital, by=beto)
    rule = set_rule(**RULE, unit=hospital, by=beto)
    assert rule.edition == 1
    assert AuditEvent.objects.filter(type="planning.set").count() == 1


def test_everybody_plans_in_their_own_place(ana, beto, carla, olga, hospital, delegation, other_delegation) -> None:
    set_rule(**RULE, by=olga)
    set_rule(**RULE, delegation=delegation, by=beto)
    for by, where in (
        (ana, {"unit": hospital}),
        (beto, {}),
        (beto, {"delegation": other_delegation}),
        (carla, {"unit": hospital}),
    ):
        with pytest.raises(NotYoursToPlan):
            set_rule(**RULE, by=by, **where)
    with pytest.raises(NotYoursToPlan):
        drop_rule(rule=PlanningRule.objects.get(delegation=None), by=beto)
    assert PlanningRule.objects.count() == 2


def test_what_makes_no_sense_is_refused(olga, hospital, delegation) -> None:
    for change, refusal in (
        ({"kind": "color"}, NoSuchRule),
        ({"value": Decimal(366)}, BeyondReason),
        ({"value": Decimal(-1)}, BeyondReason),
        ({"origin": "  "}, OriginMissing),
        ({"unit": hospital, "delegation": delegation}, TwoPlaces),
        ({"unit": hospital, "kind": "least_pieces"}, NotOfAUnit),
    ):
        with pytest.raises(refusal):
            set_rule(**{**RULE, **change}, by=olga)
    assert not PlanningRule.objects.exists()


def test_a_newer_edition_is_not_written_over(olga) -> None:
    rule = set_rule(**RULE, by=olga)
    set_rule(**{**RULE, "value": Decimal(30)}, by=olga, edition=1)
    with pytest.raises(StaleEdition):
        set_rule(**{**RULE, "value": Decimal(40)}, by=olga, edition=1)
    with pytest.raises(StaleEdition):
        drop_rule(rule=rule, by=olga, edition=1)
    assert PlanningRule.objects.get().value == 30
