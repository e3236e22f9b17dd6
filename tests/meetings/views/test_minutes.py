"""Pages of minutes: drafted, saved while one types, signed, checked by anybody; and what families read."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import Notification
from meetings.actions.minutes import draft_minutes, make_papers, sign_minutes
from meetings.models import Agreement, Attendance, Minutes
from tests.factories.meetings import AttendanceFactory, MeetingFactory, MemberFactory, ended
from tests.meetings.actions.minutes.conftest import held, minutes  # noqa: F401
from tests.pediatric_platform.family.test_readability import hard, paragraphs

FAMILY_WEIGHT = 60_000


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_from_the_meeting_to_the_signature(held, olga):  # noqa: F811
    client = signed_in(olga)
    page = client.get(f"/reuniones/{held.pk}/minuta/")
    assert "Redactar el borrador" in page.content.decode()
    client.post(f"/reuniones/{held.pk}/minuta/")
    row = Minutes.objects.get(meeting=held)
    assert client.get(f"/reuniones/{held.pk}/minuta/").url == f"/minutas/{row.folio}/"
    page = client.get(f"/minutas/{row.folio}/firmar/")
    assert "No se puede deshacer" in page.content.decode()
    answer = client.post(f"/minutas/{row.folio}/firmar/", {"edition": row.edition}, follow=True)
    row.refresh_from_db()
    assert row.is_signed
    text = answer.content.decode()
    assert "Haciendo el PDF" in text
    assert row.sha256 in text
    make_papers(minutes=row)
    pdf = client.get(f"/minutas/{row.folio}/minuta.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert "Haciendo el PDF" not in client.get(f"/minutas/{row.folio}/pdf/").content.decode()
    assert "R. M. L." in client.get(f"/minutas/{row.folio}/anexos/attendance/").content.decode()


def test_what_is_missing_stands_in_the_way_of_the_press(minutes, held, olga):  # noqa: F811
    held.agenda.update(notes="Se dijo otra cosa.")
    client = signed_in(olga)
    page = client.get(f"/minutas/{minutes.folio}/firmar/").content.decode()
    assert "Los datos cambiaron desde que se redactó" in page
    assert client.post(f"/minutas/{minutes.folio}/firmar/", {"edition": minutes.edition}).status_code == 422


def test_what_two_secretaries_type_at_once_is_all_there(minutes, olga):  # noqa: F811
    client, save = signed_in(olga), f"/minutas/{minutes.folio}/guardar/"
    base = next(row["text"] for row in minutes.sections if row["key"] == "closing")
    hers, his = f"Primera línea.\n{base}", f"{base}\nÚltima línea."
    for text in (hers, his):
        answer = client.post(save, {"edition": minutes.edition, "text-closing": text, "base-closing": base})
        assert answer.status_code == 200
    told = answer.json()
    assert told["texts"]["closing"] == f"Primera línea.\n{base}\nÚltima línea."
    assert not told["clashed"]


def test_who_was_called_reads_it_once_it_is_signed_and_others_never(minutes, olga, ana, carla, rosa):  # noqa: F811
    here = f"/minutas/{minutes.folio}/"
    assert signed_in(ana).get(here).status_code == 404
    sign_minutes(minutes=minutes, by=olga)
    assert signed_in(ana).get(here).status_code == 200
    assert signed_in(ana).post(f"{here}firmas/").status_code == 302
    assert minutes.signatures.filter(person=ana).exists()
    for stranger in (carla, rosa):
        assert signed_in(stranger).get(here).status_code == 404


def test_anybody_checks_a_print_and_reads_nothing_of_it(minutes, olga):  # noqa: F811
    url = f"/minutas/comprobar/{minutes.folio.lower()}/"
    assert "No hay una minuta firmada" in Client().get(url).content.decode()
    row = sign_minutes(minutes=minutes, by=olga)
    text = Client().get(url).content.decode()
    assert "La minuta es verdadera" in text
    assert row.sha256 in text
    assert "Oficina central" in text
    for words in ("Olga", "vincristina", "Entregas", "Rosa"):
        assert words not in text


def test_the_list_costs_the_same_whatever_its_length(minutes, olga, django_assert_max_num_queries):  # noqa: F811
    client = signed_in(olga)
    client.get("/minutas/")
    for _ in range(3):
        draft_minutes(meeting=ended(MeetingFactory()), by=olga)
    with django_assert_max_num_queries(16):
        assert client.get("/minutas/").content.decode().count("Borrador</span>") == 4


class TestFamilies:
    HERE = "/familia/sesiones/"

    def test_before_the_signature_it_says_that_it_waits(self, minutes, rosa):  # noqa: F811
        text = signed_in(rosa).get(self.HERE).content.decode()
        assert "aún no firman la minuta" in text
        assert "Habrá vincristina" not in text

    def test_what_was_agreed_whose_it_is_and_whether_it_was_kept(self, minutes, held, olga, rosa):  # noqa: F811
        sign_minutes(minutes=minutes, by=olga)
        MeetingFactory(
            series=held.series,
            starts_at=timezone.now() + timedelta(days=8),
            place="Auditorio",
            video_link="https://video.example.org/x",
        )
        client = signed_in(rosa)
        text = client.get(self.HERE).content.decode()
        assert "Habrá vincristina en el hospital." in text
        assert "Por hacer" in text
        assert "Responsable de abasto de la delegación · Jalisco" in text
        assert "Beto" not in text
        assert "Es en: Auditorio." in text
        today = timezone.localdate()
        Agreement.objects.update(due_on=today, first_due_on=today.replace(day=1) if today.day > 1 else today)
        Agreement.objects.update(state="fulfilled", fulfilled_on=today)
        assert "Se cumplió el" in client.get(self.HERE).content.decode()

    def test_they_say_whether_they_may_be_named(self, minutes, held, rosa):  # noqa: F811
        MemberFactory(series=held.series, person=rosa, kind="family")
        client = signed_in(rosa)
        assert "usted sale así" in client.get(self.HERE).content.decode()
        client.post(f"{self.HERE}nombre/", {"nombre": "si"})
        assert Attendance.objects.get(person=rosa).may_be_named
        assert "Usted dijo que sí" in client.get(self.HERE).content.decode()

    def test_it_is_light_and_easy_to_read_in_every_state(self, minutes, held, olga, rosa):  # noqa: F811
        client, found = signed_in(rosa), []

        def look(name: str) -> None:
            html = client.get(self.HERE).content.decode()
            assert len(html.encode()) < FAMILY_WEIGHT
            found.extend(hard(name, paragraphs(html)))

        look("waiting")
        sign_minutes(minutes=minutes, by=olga)
        make_papers(minutes=minutes)
        look("pending")
        coming = MeetingFactory(series=held.series, starts_at=timezone.now() + timedelta(days=8))
        AttendanceFactory(meeting=coming, person=rosa, kind="family", name="Rosa")
        for state, more in (
            ("broken", {}),
            ("fulfilled", {"fulfilled_on": timezone.localdate()}),
            ("cancelled", {"fulfilled_on": None, "closing_note": "Ya no"}),
        ):
            Agreement.objects.update(state=state, **more)
            look(state)
        pdf = client.get(f"{self.HERE}{minutes.folio}/parte.pdf")
        assert pdf.content.startswith(b"%PDF-")
        assert not found, "\n".join(map(str, found))

    def test_who_was_called_proposes_a_matter_and_stays_unnamed(self, held, nina, olga, rosa):  # noqa: F811
        client, there = signed_in(rosa), f"{self.HERE}tema/"
        coming = MeetingFactory(series=held.series, starts_at=timezone.now() + timedelta(days=8))
        assert "Proponga un tema" not in client.get(self.HERE).content.decode()
        assert client.post(there, {"tema": "El turno de la noche"}).status_code == 403
        AttendanceFactory(meeting=coming, person=rosa, kind="family", name="Rosa")

        refused = client.post(there, {"tema": f"La dosis de {nina.full_name}"})
        assert refused.status_code == 422
        assert nina.given_names in refused.context["typed"]
        assert not coming.agenda.exists()
        told = refused.content.decode()
        assert nina.given_names not in str(refused.context["refused"])
        assert "Ahí está el nombre de su niña o niño" in told
        assert not list(hard("refused", paragraphs(told)))

        assert client.post(there, {"tema": "El turno de la noche"}).status_code == 302
        html = client.get(self.HERE).content.decode()
        assert "Aún no le responden." in html
        assert not list(hard("proposed", paragraphs(html)))
        item = coming.agenda.get()
        assert (item.is_proposed, item.added_by) == (True, rosa)
        staff = signed_in(olga)
        page = staff.get(reverse("meetings:agenda", args=[coming.pk])).content.decode()
        assert "Una familia" in page
        assert rosa.full_name not in page
        staff.post(reverse("meetings:agenda-accept", args=[coming.pk, item.pk]))
        assert "Se va a tratar." in client.get(self.HERE).content.decode()
        told = Notification.objects.get(person=rosa, kind="agenda.answered")
        assert (told.path, told.context["taken"]) == (self.HERE, True)
        shown = staff.get(reverse("api-agenda", args=[coming.pk])).json()["results"]
        assert [row["added_by"] for row in shown] == ["Una familia"]

    def test_staff_have_lists_of_their_own(self, minutes, olga):  # noqa: F811
        assert signed_in(olga).get(self.HERE).status_code == 403
        assert signed_in(olga).get(f"{self.HERE}{minutes.folio}/parte.pdf").status_code == 404

    def test_the_page_of_a_child_leads_here(self, nina, rosa):
        assert self.HERE in signed_in(rosa).get(f"/mi-familia/{nina.folio}/").content.decode()
