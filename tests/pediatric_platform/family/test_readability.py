"""All that a family reads keeps INFLESZ ≥ 65: every page in every state, every form, help, notice and calendar.

A page is measured as a whole and paragraph by paragraph where one is long enough to measure; names, folios and
telephones are not ours to shorten, so the cast has short ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from delegations.help import page_at
from delegations.selectors.links import fingerprint
from pediatric_platform.actions.calendar_feeds import make_feed
from pediatric_platform.family.notices import KINDS
from pediatric_platform.help import family, public_cases
from pediatric_platform.models import Case, Child, Consent, FamilyReport, Session
from tests.factories.cases import CaseDraftFactory, CaseEventFactory, CaseFactory, CaseFollowerFactory
from tests.factories.children import DosePieceFactory, FamilyReportFactory, GuardianFactory, SessionFactory
from tests.factories.delegations import PersonFactory
from tests.factories.fever import FeverDoorFactory
from tests.pediatric_platform.family.syllables import inflesz, words_of

pytestmark = pytest.mark.django_db

EASY = 65
# Below this many words the measure says more of one word than of the text.
LONG_ENOUGH = 12
UNSEEN = {"script", "style", "head", "header", "textarea", "footer"}


class Seen(HTMLParser):
    """What a reader sees of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in UNSEEN
        if tag in {"p", "li", "h1", "h2", "h3", "label", "div", "button", "summary", "legend", "a"}:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.lines[-1] += data


def paragraphs(html: str) -> list[str]:
    reader = Seen()
    reader.feed(html)
    lines = [" ".join(line.split()) for line in reader.lines]
    ours = [line for line in lines if words_of(line) and "OncoAbasto" not in line and "Saltar" not in line]
    return [re.sub(r"\b[AC]-\w+|\bUMAE Hospital de prueba\b|\d{2} \d{4} \d{4}", "", line) for line in ours]


def hard(name: str, lines: list[str]) -> Iterator[tuple[str, int, str]]:
    whole = "\n".join(lines)
    if inflesz(whole) < EASY:
        yield name, round(inflesz(whole)), whole
    for line in lines:
        if len(words_of(line)) >= LONG_ENOUGH and inflesz(line) < EASY:
            yield name, round(inflesz(line)), line


@pytest.fixture
def world(nina, rosa, session, answer, phones, vincristine):
    DosePieceFactory(dose=session.doses.get(), drug=vincristine)
    carmen = PersonFactory(full_name="Eva Luz")
    report = FamilyReportFactory(child=nina, told_by=rosa, kind="fever", text="Llora")
    FeverDoorFactory(unit=nina.unit, name="Urgencias", directions="Por la calle de atrás.", phone="33 4000 0000")
    return nina, rosa, session, report, carmen


def test_every_page_in_every_state(client: Client, world, answer) -> None:
    nina, rosa, session, report, eva = world
    client.force_login(rosa)
    here, found, seen = f"/mi-familia/{nina.folio}/", [], 0

    def look(name: str, path: str = here, data: dict | None = None) -> None:
        nonlocal seen
        response = client.get(path) if data is None else client.post(path, data)
        assert response.status_code == 200, (name, response.status_code)
        found.extend(hard(name, paragraphs(response.content.decode())))
        seen += 1

    for status in ("covered", "incoming", "uncovered", "unknown"):
        answer(session, status, computed_at=timezone.now())
        look(status)
    SessionFactory(plan=session.plan, cycle=5, on=session.on + timedelta(days=45))
    look("far")
    for part in ("historia/", "telefonos/", "calendario/", "problema/", "fiebre/"):
        look(part, here + part)
    look("calendar made", here + "calendario/", {"accion": "hacer"})
    look("calendar there", here + "calendario/")
    case = CaseFactory(unit=nina.unit, drug=session.doses.get().pieces.get().drug, needed_on=session.on)
    CaseFollowerFactory(case=case, child=nina, person=rosa, story="No hay", contact_phone="33 1234 5678")
    about = f"{here}caso/{case.folio}/"
    look("case", about)
    look("case refused", about, {"hacer": "escribir", "key": "k", "text": ""})
    look("problem told before", here + "problema/")
    look("child with a case")
    for kind, more in (
        ("contact", {"way": "phone", "reached": False}),
        ("taken", {}),
        ("escalated", {}),
        ("checked", {}),
    ):
        CaseEventFactory(case=case, kind=kind, by=eva, **more)
    Case.objects.update(state="solved", solution="Ya la hay.", solved_at=timezone.now())
    look("case solved", about)
    look("child with a solved case")
    look("problem refused", here + "problema/", {"key": "k", "text": ""})
    look("fever refused", here + "fiebre/", {"key": "k", "temperature": "380", "began_at": "x"})
    look("fever refused", here + "fiebre/", {"key": "k", "temperature": "mucha", "began_at": "2099-01-01T10:00"})
    own = f"{here}aviso/{report.folio}/"
    look("report", own)
    FamilyReport.objects.update(taken_at=timezone.now(), taken_by=eva)
    look("report taken", own)
    FamilyReport.objects.update(answer="Ya llegó.")
    look("report answered", own)
    client.post("/mi-familia/correo/", {"correo": "si"})
    client.post("/mi-familia/telefono-prestado/")
    look("mail and borrowed")
    look("choose", "/mi-familia/?elegir=1")
    Session.objects.update(state="given", given_on=session.on, recorded_at=timezone.now())
    look("no more sessions")
    look("history", here + "historia/")
    for state in ("finished", "abandoned", "deceased"):
        Child.objects.update(state=state, state_on=timezone.localdate())
        look(state)
    Consent.objects.update(withdrawn_at=timezone.now())
    GuardianFactory(child=nina)
    look("consent asked", "/mi-familia/")
    client.force_login(PersonFactory(full_name="Ana Luz"))
    look("of nobody", "/mi-familia/")
    assert seen > 24
    assert not found, "\n".join(map(str, found))


def test_the_public_pages(client: Client, hospital, ana, vincristine) -> None:
    """Named as the cast of the others is; the list of hospitals is not ours to shorten."""
    found = []
    draft = CaseDraftFactory()
    token = "a" * 64
    case = CaseFactory(unit=hospital, drug=vincristine)
    CaseFollowerFactory(case=case, channel="public", token_hash=fingerprint(token), contact_phone="33 1234 5678")

    def look(name: str, path: str, data: dict | None = None) -> None:
        response = client.get(path, follow=True) if data is None else client.post(path, data, follow=True)
        found.extend(hard(name, paragraphs(response.content.decode())))

    look("tell", f"/avisar/?hospital={hospital.clues}")
    look("tell refused", f"/avisar/?hospital={hospital.clues}", {"email": "x", "empty": "x", "phone": "1"})
    look("code", f"/avisar/codigo/{draft.pk}/")
    look("code refused", f"/avisar/codigo/{draft.pk}/", {"code": "1"})
    look("over", "/avisar/codigo/8a1c6f5e-7b1e-4f0e-9d3f-0c2b7f1f9d11/")
    look("nothing open", "/avisar/mi-aviso/")
    look("case", f"/avisar/seguir/{token}/")
    look("reply refused", "/avisar/mi-aviso/", {"hacer": "escribir", "aviso": case.folio, "key": "k", "text": ""})
    for mail in ("code", "folio", "news"):
        text = render_to_string(f"pediatric_platform/public_mail/{mail}.txt", {"code": "", "folio": ""})
        found.extend(hard(mail, text.splitlines()))
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    "slug", [page.slug for page in (*family.PAGES, *public_cases.PAGES) if page.group == "families"]
)
def test_the_help_of_families(slug: str) -> None:
    page = page_at(slug)
    assert page is not None
    lines = [str(page.purpose), str(page.figures), str(page.ask), *map(str, page.can)]
    lines += [f"{heading}. {text}" for heading, text in page.parts]
    assert not list(hard(slug, lines))


def test_the_kinds_of_mail_and_why_they_come() -> None:
    lines = [
        f"{kind.label}. {kind.why} {kind.button}." for kind in KINDS if kind.is_optional and "family" in kind.audience
    ]
    assert len(lines) == 3
    assert not list(hard("kinds", lines))


def test_the_calendar(world, answer) -> None:
    nina, rosa, session, _report, _eva = world
    answer(session, "uncovered")
    content = Client().get(f"/calendario/{make_feed(child=nina, by=rosa)}.ics").content.decode().replace("\r\n ", "")
    lines = re.findall(r"^(?:SUMMARY|DESCRIPTION):(.*)$", content, re.M)
    assert len(lines) == 2
    assert not list(hard("calendar", lines))
