"""The demonstration's committee over the published facts: what it approves, mends and leaves."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pediatric_platform.guards import breaches
from pediatric_platform.models import Diagnosis, Protocol, Regimen, RegimenLine
from pediatric_platform.selectors.guards import rules
from pediatric_platform.selectors.regimens import shapes_of, standard_for

pytestmark = pytest.mark.django_db
BODY = "Comité simulado (demostración)"


def test_an_approval_is_invented_only_over_simulated_data(settings):
    settings.SIMULATED = False
    with pytest.raises(CommandError, match="simulated"):
        call_command("load_regimens", approve_as=BODY)
    assert not Protocol.objects.exists()


def test_the_committee_mends_what_a_rule_stops_and_leaves_what_has_holes(settings):
    settings.SIMULATED = True
    call_command("load_catalogue", verbosity=0)
    call_command("load_regimens", approve_as=BODY, stdout=StringIO())

    approved = Regimen.objects.filter(state="approved")
    assert set(approved.values_list("approved_body", flat=True)) == {BODY}
    for shape in shapes_of(list(approved.values_list("pk", flat=True))).values():
        assert not breaches(shape, rules())
    # Stopped as published: osteosarcoma without folinate, Hodgkin with a cap of 2.8 mg.
    for code in ("OS-MAP", "HL-ABVEPC"):
        versions = Regimen.objects.filter(protocol__code=code).order_by("version")
        assert list(versions.values_list("version", "state")) == [(1, "draft"), (2, "approved")]
        assert BODY in versions[1].changes
    added = RegimenLine.objects.get(
        phase__regimen__protocol__code="OS-MAP", phase__regimen__version=2, phase__position=2, inn="calcium folinate"
    )
    # Methotrexate on days 22 and 29: the three days after each.
    assert (added.days, added.purpose, added.evidence) == ([23, 24, 25, 30, 31, 32], "rescue", "recall")
    # Phases missing, or alternatives told as one: nobody's to approve.
    drafts = set(Protocol.objects.exclude(versions__state="approved").values_list("code", flat=True))
    assert {"AALL1131-VHR", "CCG1991-SR", "FN-EMP"} <= drafts
    leukaemia = Diagnosis.objects.get(code="leucemia-linfoblastica-aguda")
    assert standard_for(leukaemia, "Alto").protocol.code == "ALL-HR-LMIC"
    assert standard_for(leukaemia, "Habitual").protocol.code == "ALL-SR-LMIC"

    again = StringIO()
    call_command("load_regimens", approve_as=BODY, stdout=again)
    assert "aprobados 0" in again.getvalue()
    assert Regimen.objects.filter(version=3).count() == 0
