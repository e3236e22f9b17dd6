from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from supply.models import Balance, Document, PlaceClosure, PrescriptionTally, ReportState, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.weeks import week_sheets, workbook

pytestmark = pytest.mark.django_db


def error_of(answer, status: int) -> dict:
    assert answer.status_code == status, answer.content
    return answer.json()["error"]


@pytest.fixture
def to(world):
    """The address of an act on the report."""
    return lambda name: reverse(f"api-{name}", args=[world.report.pk])


@pytest.fixture
def seen(api, ana, world) -> dict:
    """The signature of somebody who has read the draft."""
    read = api(ana).get(reverse("api-weekly-report", args=[world.report.pk])).json()
    return {"seen_at": read["drafted_at"]}


def test_a_week_is_read_line_by_line(api, ana, world) -> None:
    report = api(ana).get(reverse("api-weekly-report", args=[world.report.pk])).json()
    assert (report["week"], report["state"], report["unit"]["clues"]) == (str(world.week), "draft", "JCIMS000001")
    url = reverse("api-weekly-lines", args=[world.report.pk])
    line = api(ana).get(url, {"lugar": "conjunto", "medicamento": "010.000.1768.00"}).json()["results"]
    assert [(one["received"], one["closing"], one["usable"]) for one in line] == [(30, 30, 30)]
    out = api(ana).get(url, {"lugar": "conjunto", "categoria": "out"}).json()["results"]
    assert [one["drug"]["code"] for one in out] == ["010.000.1760"]


def test_a_week_is_found_by_its_name_and_unit(api, olga, world) -> None:
    url = reverse("api-weekly-reports")
    assert api(olga).get(url, {"semana": str(world.week), "unidad": "JCIMS000001"}).json()["count"] == 1
    assert api(olga).get(url, {"hasta": str(world.week.previous())}).json()["count"] == 0
    for wrong in ("2026-46", "2027-W60", "0001-W01", "9999-W52", "100%", "%s%d"):
        error = error_of(api(olga).get(url, {"semana": wrong}), 400)
        assert error["faults"][0]["field"] == "semana"


def test_ana_signs_what_she_has_read_and_beto_validates(api, ana, beto, to, seen, world, pharmacy) -> None:
    signed = api(ana).post(to("sign"), seen)
    assert (signed.status_code, signed.json()["state"], signed.json()["signed_by"]) == (200, "signed", ana.full_name)
    assert PlaceClosure.objects.get(place=pharmacy).closed_through == world.week.sunday
    assert error_of(api(ana).post(to("sign"), seen), 409)["code"] == "already_signed"
    observed = api(beto).post(to("observe"), {"note": "¿Y el metotrexato?"}).json()
    assert (observed["state"], observed["note"]) == ("observed", "¿Y el metotrexato?")
    assert api(beto).post(to("validate"), {}).json()["state"] == "validated"
    assert error_of(api(beto).post(to("observe"), {"note": "tarde"}), 409)["code"] == "already_validated"


def test_nobody_signs_without_having_read(api, ana, to, world) -> None:
    assert error_of(api(ana).post(to("sign"), {}), 400)["faults"][0]["field"] == "seen_at"
    old = {"seen_at": "2026-01-01T00:00:00Z"}
    assert error_of(api(ana).post(to("sign"), old), 409)["code"] == "week_changed"


def test_an_unsigned_week_is_not_validated_and_an_observation_says_something(api, beto, to) -> None:
    assert error_of(api(beto).post(to("validate"), {}), 409)["code"] == "not_signed"
    assert error_of(api(beto).post(to("observe"), {"note": "  "}), 400)["faults"][0]["field"] == "note"


def test_a_correction_is_counted_and_signed_under_its_key(post, ana, to, seen, world, pharmacy) -> None:
    line = {"lot_id": world.lot_id, "pieces": 28}
    body = {**seen, "corrections": [{"place": pharmacy.code, "reason": "Conteo físico", "lines": [line]}]}
    assert error_of(post(ana, to("sign"), body, key=None), 400)["code"] == "idempotency_key_missing"
    assert post(ana, to("sign"), body).json()["state"] == "signed"
    assert Balance.objects.get(place=pharmacy).on_hand == 28


def test_a_correction_at_a_place_of_others_is_refused_by_name(
    post, ana, to, seen, world, delegation_warehouse, other_pharmacy
) -> None:
    line = {"lot_id": world.lot_id, "pieces": 0}
    for place in (delegation_warehouse, other_pharmacy):
        body = {**seen, "corrections": [{"place": place.code, "reason": "x", "lines": [line]}]}
        assert error_of(post(ana, to("sign"), body), 400)["faults"][0]["field"] == "corrections.0.place"
    world.report.refresh_from_db()
    assert world.report.state == ReportState.DRAFT


def test_prescriptions_of_a_day_are_set_and_set_again(api, ana, hospital, world) -> None:
    url = reverse("api-record-prescriptions", args=[hospital.clues])
    day = hospital.today().isoformat()
    line = {"drug": "010.000.1768", "filled": 3, "denied": 1}
    for _ in range(2):
        assert api(ana).post(url, {"day": day, "lines": [line]}).json() == {"day": day, "drugs": 1}
    tally = PrescriptionTally.objects.get(day=day)
    assert (tally.presented, tally.filled, tally.denied) == (4, 3, 1)
    told = api(ana).get(reverse("api-prescriptions"), {"desde": day}).json()["results"]
    assert told[0]["presented"] == 4


def test_prescriptions_are_refused_with_every_fault(api, ana, hospital, world) -> None:
    url = reverse("api-record-prescriptions", args=[hospital.clues])
    good = {"drug": "010.000.1768", "filled": 1}
    tomorrow = (hospital.today() + timedelta(days=1)).isoformat()
    assert error_of(api(ana).post(url, {"day": tomorrow, "lines": [good]}), 422)["code"] == "future_date"
    today = hospital.today().isoformat()
    twice = error_of(api(ana).post(url, {"day": today, "lines": [good, good, {"drug": "010.000.9999"}]}), 400)
    assert {one["field"] for one in twice["faults"]} == {"lines.1.drug", "lines.2.drug"}
    less = error_of(api(ana).post(url, {"day": today, "lines": [{**good, "denied": -1}]}), 400)
    assert less["faults"][0]["field"] == "lines.0.denied"


# --- Uploads ---------------------------------------------------------------------------------------


def file_of(pieces, *, clues: str = "JCIMS000001", name: str = "semana.xlsx") -> SimpleUploadedFile:
    row = (clues, "farmacia", "010.000.1768.00", "L9", "2030-06-30", pieces)
    return SimpleUploadedFile(name, workbook(week_sheets(stock=[row])))


@pytest.fixture
def upload(api, pharmacy, claves):
    """Uploads last week as a person."""
    week = str(IsoWeek.of(pharmacy.today()).previous())

    def sent(person, file, **extra):
        body = {"week": week, "file": file, **extra}
        return api(person).post(reverse("api-upload-week"), body, format="multipart")

    return sent


def test_a_week_is_tried_uploaded_and_uploaded_again(upload, ana, hospital) -> None:
    tried = upload(ana, file_of(12), dry_run="true")
    assert (tried.status_code, tried.json()["dry_run"], tried.json()["movements"]) == (200, True, 1)
    assert not Document.objects.exists()
    stored = upload(ana, file_of(12))
    assert (stored.status_code, stored.json()["already_there"]) == (201, False)
    assert Balance.objects.get().on_hand == 12
    assert WeeklyReport.objects.get(unit=hospital).pk in stored.json()["reports"]
    again = upload(ana, file_of(12))
    assert (again.status_code, again.json()["already_there"]) == (200, True)


def test_every_fault_of_a_file_is_told_with_its_cell(upload, ana) -> None:
    rows = [
        ("JCIMS000001", "farmacia", "010.000.1768.00", "L9", "2030-06-30", -1),
        ("JCIMS000001", "farmacia", "010.000.9999.00", "L9", "2030-06-30", 1),
        ("JCIMS000001", "cocina", "010.000.1768.00", "L8", "ayer", 1),
    ]
    error = error_of(upload(ana, SimpleUploadedFile("s.xlsx", workbook(week_sheets(stock=rows)))), 422)
    assert error["code"] == "upload_refused"
    cells = {(one["sheet"], one["row"], one["column"]) for one in error["faults"]}
    assert {("existencias", 2, "piezas"), ("existencias", 4, "lugar"), ("existencias", 4, "caducidad")} <= cells
    assert all(one["field"] == "file" and one["message"] and "value" in one for one in error["faults"])
    assert not Document.objects.exists()


def test_a_file_for_a_unit_of_others_is_refused_by_its_cell(upload, ana, other_hospital, other_pharmacy) -> None:
    error = error_of(upload(ana, file_of(3, clues=other_hospital.clues)), 422)
    assert [(one["column"], one["value"]) for one in error["faults"]] == [("clues", other_hospital.clues)]
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"x", "semana.pdf"), (b"PK\x03\x04roto", "semana.xlsx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls")],
)
def test_what_is_no_workbook_is_refused(upload, ana, data, name) -> None:
    error = error_of(upload(ana, SimpleUploadedFile(name, data)), 422)
    assert error["faults"][0]["remedy"]


def test_an_upload_says_what_it_lacks(api, ana) -> None:
    error = error_of(api(ana).post(reverse("api-upload-week"), {"week": "ayer"}, format="multipart"), 400)
    assert {one["field"] for one in error["faults"]} == {"week", "file"}
    assert error_of(api(ana).post(reverse("api-upload-week"), {}, format="json"), 415)


def test_beto_uploads_for_a_unit_of_his(upload, beto, world) -> None:
    # The world has a ledger of its own that week: the file's count replaces it where it differs.
    assert upload(beto, file_of(2), dry_run="true").status_code == 200
