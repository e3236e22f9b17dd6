"""The PDF is made once by a worker, tagged, in Spanish, from what was frozen; again with each addendum."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone, translation

from meetings.actions.minutes import add_addendum, make_missing_papers, make_papers, sign_minutes
from meetings.actions.minutes import papers as making
from meetings.errors.minutes import MinutesNotSigned
from meetings.models import Agreement, MinutesPaper
from meetings.papers.minutes import HERE, family_words, minutes_pdf, words
from meetings.tasks import make_minutes_papers
from pediatric_platform.papers.typesetting import typeset
from tests.factories.meetings import MeetingFactory, MinutesFactory, ended, signed


@pytest.fixture
def signed_row(minutes, olga):
    return sign_minutes(minutes=minutes, by=olga)


def test_a_worker_makes_one_of_each_and_repeated_none(signed_row):
    with translation.override("en"):
        assert make_minutes_papers(signed_row.pk) == 2
    assert make_minutes_papers(signed_row.pk) == 0
    papers = {row.kind: bytes(row.content) for row in MinutesPaper.objects.filter(minutes=signed_row)}
    assert set(papers) == {"whole", "families"}
    for pdf in papers.values():
        assert pdf.startswith(b"%PDF-")
        assert b"/MarkInfo" in pdf
        assert b"pdfuaid" in pdf
        assert b"/Lang (es)" in pdf or b"/Lang(es)" in pdf


def test_the_paper_tells_the_annexes_with_addresses_and_prints(signed_row, held):
    told = words(signed_row, [])
    assert told["print"] == signed_row.sha256
    annexes = {table["key"]: table for table in told["annexes"]}
    assert list(annexes) == ["attendance", "figures", "agreements"]
    line = annexes["figures"]["rows"][0]
    snapshot = held.snapshots.get()
    assert line[:3] == ["Jalisco", "91.0 %", "−2.5"]
    assert line[-1]["text"] == snapshot.sha256[:10]
    assert line[-1]["href"].endswith(f"/{snapshot.pk}/")
    names = [row[0] for row in annexes["attendance"]["rows"]]
    assert "R. M. L." in names
    assert "Ana del Hospital" in names


def test_the_paper_is_of_what_was_signed_and_not_of_today(signed_row):
    Agreement.objects.update(state="fulfilled", fulfilled_on=timezone.localdate(), text="Otra cosa")
    told = words(signed_row, [])
    line = next(table for table in told["annexes"] if table["key"] == "agreements")["rows"][0]
    assert line[1] == "Surtir la vincristina"
    assert line[-1] == "En curso"


def test_the_families_part_is_plain_and_names_the_post_only(signed_row):
    told = family_words(signed_row, [])
    assert told["agreements"][0]["text"] == "Habrá vincristina en el hospital."
    assert "Beto" not in str(told)


def test_families_read_each_agreement_once(signed_row):
    told = family_words(signed_row, [])
    assert "Habrá vincristina" in signed_row.content["family_text"]
    assert "Habrá vincristina" not in told["text"]
    assert told["text"].startswith("Nos vimos el")
    assert [row["text"] for row in told["agreements"]] == ["Habrá vincristina en el hospital."]


def test_an_annex_of_a_line_takes_no_sheet_of_its_own(signed_row, held):
    told = words(signed_row, [])
    assert [table["begins_sheet"] for table in told["annexes"]] == [True, False, False]
    few = minutes_pdf(signed_row, [])
    for table in told["annexes"]:
        table["begins_sheet"] = True
    sheets = [len(re.findall(rb"/Type\s*/Page\b", pdf)) for pdf in (few, typeset("minutes", told, folder=HERE))]
    assert sheets[0] < sheets[1]


def test_an_addendum_asks_for_another_paper_and_the_first_stays(signed_row, olga):
    make_papers(minutes=signed_row)
    add_addendum(minutes=signed_row, text="Donde dice ocho, léase nueve.", by=olga)
    assert make_missing_papers() == 2
    assert make_missing_papers() == 0
    rows = MinutesPaper.objects.filter(minutes=signed_row, kind="whole").order_by("addenda")
    assert [row.addenda for row in rows] == [0, 1]
    assert "léase nueve" in str(words(signed_row, list(signed_row.addenda.all()))["addenda"])


def test_a_draft_has_no_paper(minutes):
    with pytest.raises(MinutesNotSigned):
        make_papers(minutes=minutes)


def test_minutes_that_cannot_be_set_do_not_keep_the_others_from_it(signed_row, olga, monkeypatch):
    """The older one fails each time."""
    other = signed(MinutesFactory(meeting=ended(MeetingFactory())), olga)
    real = making.make_papers

    def faulty(*, minutes):
        if minutes.pk == signed_row.pk:
            raise RuntimeError("typesetting")
        return real(minutes=minutes)

    monkeypatch.setattr(making, "make_papers", faulty)
    assert make_missing_papers() == 1
    assert MinutesPaper.objects.get().minutes == other
