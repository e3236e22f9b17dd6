"""Versions of regimens: drafted, changed, approved by a body, withdrawn; one criterion per diagnosis."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.regimens import (
    PhaseFacts,
    add_line,
    add_phase,
    approve,
    change_line,
    change_phase,
    draft_version,
    remove_line,
    remove_phase,
    set_standard,
    unset_standard,
    withdraw,
)
from pediatric_platform.errors.regimens import (
    AlreadyStandard,
    ApprovedIsReadOnly,
    BadLine,
    BeforeApproval,
    DayNotYet,
    DraftExists,
    FactMissing,
    GuardsBreached,
    NoApprovedVersion,
    NoRulesLoaded,
    NotADraft,
    NotApproved,
    NothingToApprove,
    NotYoursToManage,
    PhaseTaken,
    UnknownDrug,
)
from pediatric_platform.models import Regimen, RegimenLine
from pediatric_platform.selectors.regimens import contents_of, shape_of, standard_for
from tests.factories.children import (
    DiagnosisFactory,
    GuardFactory,
    PhaseFactory,
    ProtocolFactory,
    RegimenFactory,
    RegimenLineFactory,
    induction,
)
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db
BODY, DAY = "Comité de prueba", date(2026, 3, 4)


@pytest.fixture(autouse=True)
def cap():
    return GuardFactory()


def test_nothing_is_approved_while_no_rule_is_loaded(draft, cap):
    cap.delete()
    with pytest.raises(NoRulesLoaded):
        approve(regimen=draft, body=BODY, on=DAY, by=None)


@pytest.fixture
def vincristine():
    return DrugFactory(generic_name="Vincristina", inn="vincristine")


@pytest.fixture
def draft() -> Regimen:
    return RegimenLineFactory().phase.regimen


def the_line(regimen) -> RegimenLine:
    return RegimenLine.objects.select_related("phase__regimen").get(phase__regimen=regimen)


def facts_of(regimen):
    return contents_of([regimen.pk])[regimen.pk][0].lines[0]


def test_an_approval_names_its_body_and_day_and_who_wrote_it_down(draft, olga):
    row = approve(regimen=draft, body=f"  {BODY} ", on=DAY, by=olga)

    assert (row.state, row.approved_body, row.approved_on, row.approved_by) == ("approved", BODY, DAY, olga)
    event = AuditEvent.objects.get(type="regimen.approved")
    assert event.after == {"state": "approved", "body": BODY, "on": "2026-03-04"}


def test_an_approval_is_refused_while_a_rule_is_broken_and_tells_each_remedy():
    GuardFactory(code="ifosfamida-mesna", kind="needs", inn="ifosfamide", needs_inn="mesna", limit=None, unit="")
    phase = RegimenLineFactory(max_amount=Decimal("2.8")).phase
    RegimenLineFactory(phase=phase, position=2, inn="ifosfamide", name="Ifosfamida", max_amount=None)

    with pytest.raises(GuardsBreached) as refused:
        approve(regimen=phase.regimen, body=BODY, on=DAY, by=None)

    assert [breach.code for breach in refused.value.breaches] == ["vincristina-tope", "ifosfamida-mesna"]
    assert "2 mg" in refused.value.remedy
    assert "mesna" in refused.value.remedy
    phase.regimen.refresh_from_db()
    assert phase.regimen.state == "draft"


def test_the_lifetime_limit_alone_stops_no_approval(draft):
    GuardFactory(
        code="antraciclinas-x", kind="lifetime", inn="vincristine", limit=1, factor=1, group="antraciclinas", unit="mg"
    )
    assert approve(regimen=draft, body=BODY, on=DAY, by=None).state == "approved"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"body": "  "}, FactMissing),
        ({"on": timezone.localdate() + timedelta(days=2)}, DayNotYet),
    ],
)
def test_an_approval_without_a_body_or_from_the_future_is_refused(draft, change, refusal):
    with pytest.raises(refusal):
        approve(**({"regimen": draft, "body": BODY, "on": DAY, "by": None} | change))


def test_an_empty_version_is_not_approved():
    with pytest.raises(NothingToApprove):
        approve(regimen=PhaseFactory().regimen, body=BODY, on=DAY, by=None)


@pytest.mark.parametrize("who", ["carmen", "beto"])
def test_only_who_answers_for_the_country_may_write(draft, who, request):
    person = request.getfixturevalue(who)
    for act in (
        lambda: approve(regimen=draft, body=BODY, on=DAY, by=person),
        lambda: draft_version(base=draft, changes="x", by=person),
        lambda: withdraw(regimen=draft, reason="x", on=DAY, by=person),
        lambda: set_standard(protocol=draft.protocol, body=BODY, on=DAY, by=person),
        lambda: remove_line(line=the_line(draft), by=person),
    ):
        with pytest.raises(NotYoursToManage):
            act()
    assert not AuditEvent.objects.filter(type__startswith="regimen.").exists()


def test_an_approved_version_is_read_only_for_actions_and_for_the_database(vincristine):
    approved = induction()
    line = the_line(approved)

    for act in (
        lambda: change_line(line=line, facts=facts_of(approved), by=None),
        lambda: remove_line(line=line, by=None),
        lambda: add_line(phase=line.phase, facts=facts_of(approved), by=None),
        lambda: remove_phase(phase=line.phase, by=None),
        lambda: add_phase(regimen=approved, facts=PhaseFacts(2, "Otra", 28, 1), by=None),
    ):
        with pytest.raises(ApprovedIsReadOnly):
            act()
    with pytest.raises(IntegrityError, match="is approved"), transaction.atomic():
        RegimenLine.objects.filter(pk=line.pk).update(amount=9)
    with pytest.raises(NotADraft):
        approve(regimen=approved, body=BODY, on=DAY, by=None)


def test_a_new_version_says_the_same_and_can_be_changed(vincristine):
    approved = induction()

    version = draft_version(base=approved, changes="Baja el tope", by=None)
    change_line(line=the_line(version), facts=replace(facts_of(version), max_amount=Decimal("1.5")), by=None)

    assert (version.version, version.state, version.changes) == (2, "draft", "Baja el tope")
    assert facts_of(version).max_amount == Decimal("1.5")
    assert facts_of(approved).max_amount == 2
    event = AuditEvent.objects.get(type="regimen.line_changed")
    assert (event.before["max_amount"], event.after["max_amount"]) == ("2", "1.5")


def test_a_second_draft_after_the_same_version_is_refused():
    approved = induction()
    draft_version(base=approved, changes="Uno", by=None)

    with pytest.raises(DraftExists) as refused:
        draft_version(base=approved, changes="Otro", by=None)

    assert "versión 2" in refused.value.message


def test_lines_and_phases_of_a_draft_come_and_go(draft, vincristine):
    line = the_line(draft)
    other = add_phase(regimen=draft, facts=PhaseFacts(2, " Consolidación ", 28, 2), by=None)
    added = add_line(phase=other, facts=replace(facts_of(draft), days=(1, 15)), by=None)
    change_phase(phase=other, facts=PhaseFacts(3, "Consolidación", 21, 4), by=None)

    assert [(phase.position, phase.cycle_days, phase.cycles) for phase in shape_of(draft.pk).phases] == [
        (1, 35, 1),
        (3, 21, 4),
    ]
    with pytest.raises(PhaseTaken):
        add_phase(regimen=draft, facts=PhaseFacts(1, "Otra", 28, 1), by=None)
    remove_line(line=added, by=None)
    remove_phase(phase=line.phase, by=None)
    assert [len(phase.lines) for phase in shape_of(draft.pk).phases] == [0]


def test_age_bands_are_replaced_with_their_line(draft):
    DrugFactory(generic_name="Metotrexato", inn="methotrexate")
    bands = ((Decimal(1), Decimal(8)), (Decimal(2), Decimal(10)))
    banded = replace(facts_of(draft), inn="methotrexate", basis="age", amount=None, route="IT", bands=bands)
    line = add_line(phase=the_line(draft).phase, facts=banded, by=None)
    change_line(line=line, facts=replace(banded, bands=bands[:1]), by=None)

    assert [(band.from_age, band.amount) for band in line.bands.all()] == [(Decimal(1), Decimal(8))]
    assert RegimenLine.objects.get(pk=line.pk).name == "Metotrexato"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"route": "IT"}, "route"),
        ({"amount": Decimal(0)}, "amount"),
        ({"max_amount": Decimal(-1)}, "max_amount"),
        ({"basis": "age"}, "amount"),
        ({"bands": ((Decimal(1), Decimal(8)),)}, "bands"),
        ({"basis": "auc"}, "unit"),
        ({"days": ()}, "days"),
        ({"from_age": 10, "below_age": 10}, "below_age"),
        ({"amount": None}, "note"),
    ],
)
def test_a_line_whose_parts_cannot_be_together_names_the_field(draft, vincristine, change, field):
    with pytest.raises(BadLine) as refused:
        change_line(line=the_line(draft), facts=replace(facts_of(draft), **change), by=None)

    assert refused.value.field == field


def test_a_drug_that_the_catalogue_lacks_is_refused(draft):
    with pytest.raises(UnknownDrug):
        change_line(line=the_line(draft), facts=facts_of(draft), by=None)


def test_a_withdrawn_version_says_why_and_is_no_standard_any_more():
    regimen = induction()
    set_standard(protocol=regimen.protocol, body=BODY, on=DAY, by=None)
    assert standard_for(regimen.protocol.diagnosis) == regimen

    row = withdraw(regimen=regimen, reason="Hay una versión mejor", on=DAY, by=None)

    assert (row.state, row.withdrawn_on, row.withdrawn_reason) == ("withdrawn", DAY, "Hay una versión mejor")
    assert standard_for(regimen.protocol.diagnosis) is None
    with pytest.raises(NotApproved):
        withdraw(regimen=regimen, reason="Otra vez", on=DAY, by=None)


def test_a_withdrawal_before_the_approval_without_reason_or_tomorrow_is_refused():
    regimen = induction()
    for change, refusal in (
        ({"reason": " "}, FactMissing),
        ({"on": date(2025, 12, 31)}, BeforeApproval),
        ({"on": timezone.localdate() + timedelta(days=2)}, DayNotYet),
    ):
        with pytest.raises(refusal):
            withdraw(**({"regimen": regimen, "reason": "Porque sí", "on": DAY, "by": None} | change))


def test_one_protocol_at_a_time_is_the_standard_of_a_diagnosis_and_risk(olga):
    diagnosis = DiagnosisFactory()
    first, second = induction(diagnosis=diagnosis), induction(diagnosis=diagnosis)
    elsewhere = induction(diagnosis=diagnosis, risk="Alto")
    for regimen in (first, elsewhere, second):
        set_standard(protocol=regimen.protocol, body=BODY, on=DAY, by=olga)

    assert standard_for(diagnosis) == second
    assert standard_for(diagnosis.pk, "Alto") == elsewhere
    event = AuditEvent.objects.filter(type="protocol.made_standard").order_by("-pk")[0]
    assert (event.before["standard"], event.after["standard"]) == (first.protocol.code, second.protocol.code)
    with pytest.raises(AlreadyStandard):
        set_standard(protocol=second.protocol, body=BODY, on=DAY, by=olga)
    unset_standard(protocol=second.protocol, by=olga)
    assert standard_for(diagnosis) is None


def test_a_protocol_without_an_approved_version_is_no_standard():
    with pytest.raises(NoApprovedVersion):
        set_standard(protocol=RegimenFactory(protocol=ProtocolFactory()).protocol, body=BODY, on=DAY, by=None)


def test_the_standard_is_the_newest_approved_version():
    first = induction()
    set_standard(protocol=first.protocol, body=BODY, on=DAY, by=None)
    second = draft_version(base=first, changes="Otra", by=None)
    assert standard_for(first.protocol.diagnosis) == first

    approve(regimen=second, body=BODY, on=DAY, by=None)

    assert standard_for(first.protocol.diagnosis) == second
