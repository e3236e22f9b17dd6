"""Who must have a second factor reaches nothing without it, and nobody gets round it."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client
from django.urls import reverse

from delegations.models import AuditEvent
from delegations.roles import Role
from delegations.sign_in.middleware import ALWAYS_OPEN
from tests.delegations.sign_in.conftest import code_of, enrol, is_in, recovery_codes
from tests.factories.delegations import PostingFactory

ENROLMENT = "/cuenta/segundo-factor/"


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def office(client, olga, enter, demanded):
    """Central office, entered with a password, without any second factor."""
    enter(client, olga.email)
    return client


def test_the_password_leads_to_enrolment_and_nowhere_else(office):
    assert office.get("/").url == ENROLMENT
    assert office.get("/unidades/").url == ENROLMENT
    assert "Su función exige un segundo factor" in office.get(ENROLMENT).content.decode()
    fragment = office.get("/unidades/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (204, ENROLMENT)


def test_the_api_says_so_in_its_own_shape(office):
    answer = office.get("/api/v1/units/")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "second_factor_required"
    assert ENROLMENT in answer.json()["error"]["remedy"]


@pytest.mark.django_db(transaction=True)
def test_enrolling_opens_the_site_and_gives_recovery_codes(office, olga):
    page = office.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret[:4] in page.content.decode()
    answer = office.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = office.get(answer.url)
    assert len(codes.context["unused_codes"]) == 10
    assert office.get("/unidades/").status_code == 200
    assert "activó una aplicación de códigos" in mail.outbox[-1].body
    event = AuditEvent.objects.filter(type="second_factor.added").earliest("pk")
    assert (event.by_id, event.after) == (olga.pk, {"factor": "totp"})
    download = office.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert "códigos de recuperación de olga@example.org" in download


def test_the_secret_is_sealed_in_the_table(olga):
    secret = enrol(olga)
    kept = Authenticator.objects.get(user=olga)
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of(secret))


def test_the_app_is_asked_for_after_password_code_and_never_forgotten(client, olga, enter, demanded):
    secret = enrol(olga)
    assert enter(client, olga.email).url == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    assert "El código no es correcto" in client.post(reverse("mfa_authenticate"), {"code": "123456"}).content.decode()
    code = code_of(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get("/unidades/").status_code == 200
    assert AuditEvent.objects.get(type="sign_in.entered").after == {"doors": ["password", "totp"]}
    again = Client()
    enter(again, olga.email)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(again), "a code read over somebody's shoulder opens nothing"


def test_recovery_codes_open_once_each(client, olga, enter, demanded):
    enrol(olga)
    code = recovery_codes(olga)[0]
    enter(client, olga.email)
    client.post(reverse("mfa_authenticate"), {"code": f"{code[:4]} {code[4:]}"})
    assert is_in(client)
    again = Client()
    enter(again, olga.email)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(again)


def test_a_session_opened_before_enrolling_elsewhere_must_show_the_factor(office, olga):
    """A stolen password had it waiting at the enrolment page: the owner's new telephone must not let it through."""
    secret = enrol(olga)
    answer = office.get("/unidades/")
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    proof = reverse("account_reauthenticate")
    assert office.get(proof).url.startswith(reverse("mfa_reauthenticate")), "the password is no proof any more"
    assert office.post(answer.url, {"code": code_of(secret), "next": "/unidades/"}).url == "/unidades/"
    assert office.get("/unidades/").status_code == 200


def test_a_new_role_asks_for_it_at_the_next_request(client, ana, enter, hospital, demanded):
    enter(client, ana.email)
    assert client.get("/unidades/").status_code == 200
    PostingFactory(person=ana, role=Role.PHARMACIST, unit=hospital)
    assert client.get("/unidades/").url == ENROLMENT


def test_a_factor_removed_asks_for_another(client, olga, enter, demanded):
    secret = enrol(olga)
    enter(client, olga.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get("/unidades/").status_code == 200
    removal = reverse("mfa_deactivate_totp")
    assert client.get(removal).url.startswith(reverse("mfa_reauthenticate"))
    codes = recovery_codes(olga)
    client.post(f"{reverse('mfa_reauthenticate')}?next={removal}", {"code": codes[0]})
    assert client.post(removal).status_code == 302
    assert client.get("/unidades/").url == ENROLMENT
    assert AuditEvent.objects.filter(type="second_factor.removed", by_id=olga.pk).exists()


def test_families_and_supply_managers_choose_for_themselves(client, ana, enter, demanded):
    enter(client, ana.email)
    assert client.get("/unidades/").status_code == 200


def test_changing_how_one_enters_asks_again_who_one_is(client, ana):
    client.force_login(ana)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "account_email"):
        answer = client.post(reverse(name), {"action_add": "", "email": "otra@example.org"})
        assert answer.url.startswith(reverse("account_reauthenticate")), name


def test_ordinary_requests_ask_the_database_nothing_about_it(
    client, olga, enter, demanded, django_assert_max_num_queries
):
    secret = enrol(olga)
    enter(client, olga.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.get("/avisos/preferencias/")
    with django_assert_max_num_queries(20) as asked:
        client.get("/avisos/preferencias/")
    assert not [query for query in asked.captured_queries if "mfa_authenticator" in query["sql"]]


def test_what_stays_open_is_declared_and_exists():
    for name in ALWAYS_OPEN:
        assert reverse(name)


def test_a_recovery_code_opens_once_and_the_second_time_is_said_so(client, ana, enter):
    enrol(ana)
    code = recovery_codes(ana)[0]
    enter(client, ana.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)
    other = Client()
    enter(other, ana.email)
    page = other.post(reverse("mfa_authenticate"), {"code": code}).content.decode()
    assert "El código no es correcto o ya se usó." in page
    assert not is_in(other)


def test_a_passkey_is_offered_to_who_has_one(client, ana, enter):
    enrol(ana)
    enter(client, ana.email)
    assert "Usar una llave de acceso" not in client.get(reverse("mfa_authenticate")).content.decode()


def test_who_cannot_go_on_is_told_where_to_write(client, ana, enter, settings):
    enrol(ana)
    enter(client, ana.email)
    assert f"mailto:{settings.SUPPORT_EMAIL}" in client.get(reverse("mfa_authenticate")).content.decode()
    help_page = client.get("/ayuda/segundo-paso/")
    assert help_page.status_code == 200, "it is read before one is in"
    assert f"mailto:{settings.SUPPORT_EMAIL}" in help_page.content.decode()
