"""The published facts as they come along, loaded over the whole catalogue."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pediatric_platform.models import Protocol, Regimen, RegimenLine, RegimenState
from pediatric_platform.selectors.regimens import shape_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    call_command("load_catalogue", verbosity=0)
    call_command("load_regimens", verbosity=0)


def shape(code):
    return shape_of(Regimen.objects.get(protocol__code=code).pk)


def line(code, phase, inn, route=None):
    found = [
        item
        for part in shape(code).phases
        if part.position == phase
        for item in part.lines
        if item.inn == inn and route in (None, item.route)
    ]
    assert len(found) == 1
    return found[0]


def test_every_published_regimen_comes_as_a_draft_that_nobody_approved(loaded):
    assert Regimen.objects.count() == Protocol.objects.count() == 32
    assert set(Regimen.objects.values_list("state", "approved_body")) == {(RegimenState.DRAFT, "")}
    assert not Protocol.objects.filter(is_standard=True).exists()
    assert not RegimenLine.objects.filter(name="").exists()


def test_high_risk_induction_reads_as_its_table(loaded):
    vincristine = line("ALL-HR-LMIC", 1, "vincristine")
    assert (vincristine.name, vincristine.basis, vincristine.amount) == ("Vincristina", "m2", Decimal("1.5"))
    assert (vincristine.days, vincristine.max_amount, vincristine.route) == ((1, 8, 15, 22), Decimal(2), "IV")
    assert line("ALL-HR-LMIC", 1, "dexamethasone").below_age == 10
    assert line("ALL-HR-LMIC", 1, "prednisone").from_age == 10
    assert line("ALL-HR-LMIC", 1, "asparaginase").unit == "UI"


def test_intrathecal_methotrexate_goes_by_age_bands_where_the_table_gives_them(loaded):
    banded = line("ALL-HR-LMIC", 2, "methotrexate", "IT")
    assert banded.basis == "age"
    assert banded.bands == tuple((Decimal(age), Decimal(dose)) for age, dose in ((1, 8), (2, 10), (3, 12), (9, 15)))
    bare = line("ALL-BFM95", 1, "methotrexate", "IT")
    assert (bare.basis, bare.amount, bare.bands, bare.max_amount) == ("age", None, (), Decimal(12))


def test_what_is_told_only_in_words_has_no_amount(loaded):
    words = line("ALL-HR-LMIC", 5, "methotrexate", "IV")
    assert words.amount is None
    assert "tolerada" in words.note


def test_maintenance_is_counted_in_cycles_and_says_until_when(loaded):
    high, standard = (shape(code).phases[-1] for code in ("ALL-HR-LMIC", "ALL-SR-LMIC"))
    assert (high.cycles, standard.cycles) == (7, 8)
    assert Regimen.objects.get(protocol__code="ALL-HR-LMIC").phases.get(position=6).cycles_note == (
        "hasta 2 años desde el inicio de la fase 3"
    )


def test_a_phase_numbered_on_from_the_one_before_counts_from_its_own_first_day(loaded):
    # Protocol Ib of BFM 95 runs from day 36 to day 64: 29 days. 36 − 35 = 1, 64 − 35 = 29.
    assert line("ALL-BFM95", 2, "cyclophosphamide").days == (1, 29)
    # R-COPADM gives rituximab on days −1 and 1, methotrexate on day 1; with a day 0: −1 + 2 = 1, 1 + 2 = 3.
    assert line("BL-LMB-C", 2, "rituximab").days == (1, 3)
    assert line("BL-LMB-C", 2, "methotrexate", "IV").days == (3,)
    assert "el día 3 aquí es el 1" in Regimen.objects.get(protocol__code="BL-LMB-C").phases.get(position=2).cycles_note


def test_a_rescue_is_told_from_support_and_folinate_with_fluorouracil_from_a_rescue(loaded):
    assert line("BL-LMB-B", 2, "calcium folinate").purpose == "rescue"
    assert line("EWS-VDCIE", 3, "mesna").purpose == "rescue"
    assert line("EWS-VDCIE", 3, "filgrastim").purpose == "support"
    assert line("CRC-MFOLFOX6", 1, "calcium folinate").purpose == "chemo"


def test_bleomycin_is_in_the_units_of_its_vial(loaded):
    # The vial holds 15 units; 30 000 IU of the source are 30 of those, not 30 000.
    assert line("GCT-BEP", 1, "bleomycin").amount == 30


def test_a_note_that_says_recall_takes_the_certainty_away(loaded):
    assert line("EWS-VDCIE", 3, "mesna").evidence == "partly"
    assert line("NB-COG", 1, "topotecan").evidence == "recall"


def test_infants_have_lines_of_their_own(loaded):
    doses = RegimenLine.objects.filter(phase__regimen__protocol__code="WT-EE4A", inn="vincristine")
    assert set(doses.values_list("from_age", "below_age", "amount")) == {
        (1, None, Decimal("0.05")),
        (None, 1, Decimal("0.025")),
    }


def test_a_regimen_with_holes_says_which_phases_its_source_lacks(loaded):
    assert "2, 3" in Regimen.objects.get(protocol__code="AALL1131-VHR").changes


def test_loading_again_changes_nothing(loaded):
    out = StringIO()
    call_command("load_regimens", stdout=out)

    assert Regimen.objects.count() == 32
    assert "Esquemas: nuevos 0, cambiados 0, sin cambio 32" in out.getvalue()


def test_a_changed_file_makes_a_new_draft_and_leaves_the_approved_version(loaded, tmp_path):
    approved = Regimen.objects.get(protocol__code="RB-VEC")
    Regimen.objects.filter(pk=approved.pk).update(
        state="approved", approved_body="Comité de prueba", approved_on="2026-01-01"
    )
    from pediatric_platform.management.commands.load_regimens import DATA

    other = tmp_path / "regimens.csv"
    other.write_text((DATA / "regimens.csv").read_text().replace("carboplatin,560,", "carboplatin,550,"))
    out = StringIO()
    call_command("load_regimens", file=other, stdout=out)
    call_command("load_regimens", file=other, stdout=StringIO())

    assert list(approved.protocol.versions.values_list("version", "state")) == [(2, "draft"), (1, "approved")]
    assert "RB-VEC: el archivo cambió; quedó en borrador la versión 2." in out.getvalue()


def test_a_drug_that_nobody_knows_is_a_fault_with_its_row_and_nothing_is_loaded(tmp_path):
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("load_regimens", stderr=out, stdout=out)

    assert "fila 2, columna drug_inn" in out.getvalue()
    assert not Protocol.objects.exists()
