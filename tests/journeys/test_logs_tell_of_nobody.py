"""A whole journey with everything logged as production logs it: not one line names anybody, nor what they typed."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from gunicorn.config import Config

from config.celery import app
from config.logs import configuration
from config.web_server_log import WebServerLog
from delegations.actions.invitations import invite
from delegations.models import Person, Place, Unit
from pediatric_platform.models import Child
from supply.weeks import IsoWeek
from tests.factories.delegations import PersonFactory
from tests.factories.supply import PresentationFactory
from tests.factories.weeks import STOCK, workbook
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db

PASSWORD = "jacaranda-lluvia-martes"
WRONG_PASSWORD = "jacaranda-niebla-jueves"
STRANGER = "persona.desconocida@correo.example"
SOUGHT = "Guadalupe Sotomayor"
CURP = "SOGU100203MJCTRD05"
TELEPHONE = "33 1234 5678"
CHILD, CHILD_CURP, CHILD_NSS = "Xitlali Renata", curp(date(2019, 5, 17)), nss()
FAILING_TASK = "tests.journeys.fails"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that production would write, from here to the end of the test."""
    lines = io.StringIO()
    logging.config.dictConfig(configuration(local=False, level="INFO", tasks="INFO"))
    server = WebServerLog(Config())
    for name in (None, "django", "celery", "gunicorn.error", "gunicorn.access"):
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(lines)
    # What the web server itself would say of a request that broke before it reached the site.
    try:
        raise ValueError(f"{STRANGER} {CURP}")
    except ValueError:
        server.exception("Error handling request %s", f"/red/?q={SOUGHT.replace(' ', '+')}")
    server.access(None, None, {}, None)
    yield lines
    logging.config.dictConfig(settings.LOGGING)


def breaks(*_args: object, **_named: object) -> None:
    raise ValueError(f"Key (email)=({STRANGER}) of {SOUGHT}, {CURP}, already exists")


@app.task(name=FAILING_TASK)
def fails(email: str, name: str) -> None:
    """A task whose exception quotes what it was given."""
    raise ValueError(f"{email} {name} {CURP}")


@app.task(name=f"{FAILING_TASK}.not")
def succeeds(email: str) -> str:
    """A task that gives back a person's address."""
    return email


def sign_in(client: Client, person: Person) -> None:
    """Wrong twice, then right."""
    door = reverse("account_login")
    client.post(door, {"login": STRANGER, "password": WRONG_PASSWORD})
    client.post(door, {"login": person.email, "password": WRONG_PASSWORD})
    client.post(door, {"login": person.email, "password": PASSWORD})


def look_around(client: Client) -> None:
    """Lists of people, searched by name, with a CURP in the address by mistake."""
    for name in ("delegations:search", "delegations:network", "delegations:posting-list", "delegations:unit-list"):
        for question in ({"q": SOUGHT}, {"q": CURP, "telefono": TELEPHONE}):
            client.get(reverse(name), question)
    client.get(f"/red/personas/{CURP}/")
    client.get(f"/no-existe/{STRANGER}/", {"nombre": SOUGHT})
    client.get("/unidades/", headers={"Host": f"{STRANGER}:80"})


def upload_a_week_with_faults(client: Client) -> None:
    row = ("JCIMS000001", "farmacia", "010.000.1768.00", SOUGHT, date(2030, 6, 30), -5)
    file = SimpleUploadedFile(f"{SOUGHT}.xlsx", workbook({"existencias": [STOCK, row]}))
    week = IsoWeek.of(timezone.localdate()).previous()
    client.post(reverse("supply:week-import"), {"semana": str(week), "archivo": file})


def ask_the_api_badly(client: Client, place: Place) -> None:
    url = reverse("api-receive", args=[place.code])
    for body in ('{"lines": [', json.dumps({"lines": [{"drug": STRANGER, "lot": SOUGHT, "pieces": CURP}]})):
        client.post(url, body, content_type="application/json", headers={"Idempotency-Key": TELEPHONE})
    client.post(reverse("api-token"), {"email": STRANGER, "password": WRONG_PASSWORD}, content_type="application/json")


def treat_a_child(client: Client, nina: Child, elsewhere: Unit) -> None:
    """Registered rightly and wrongly, looked for by name and identifier, read, corrected, measured and handed over."""
    facts = {
        "given_names": CHILD, "first_surname": "Zaldunbide", "birth_date": "2019-05-17", "sex": "M", "curp": CHILD_CURP,
        "nss": CHILD_NSS, "agregado": "3F2019OR", "diagnosis": nina.diagnosis.code, "unit": nina.unit.clues,
    }  # fmt: skip
    for change in ({"nss": "123"}, {}, {"given_names": "Otra"}, {"birth_date": "2019-05-18"}):
        client.post(reverse("pediatric:child-register"), facts | change)
        client.post(reverse("api-children"), json.dumps(facts | change), content_type="application/json")
    child = Child.objects.get(first_surname="Zaldunbide")
    for sought in (CHILD, CHILD_CURP, CHILD_NSS):
        client.get(reverse("pediatric:child-list"), {"q": sought})
        client.get(reverse("delegations:search"), {"q": sought})
        client.get(f"/ninos/{sought}/")
    day = nina.unit.today().isoformat()
    for name, body in (
        ("child-identifiers", {}),
        ("child-correct", facts | {"edition": 99, "without_curp": CHILD}),
        ("child-growth", {"measured_on": day, "weight_kg": "500", "height_cm": "110"}),
        ("child-allergies", {"substance": f"La de {CHILD}", "severity": "mild", "noted_on": day}),
        ("child-transfer", {"to": elsewhere.clues, "on": day, "reason": f"{CHILD} se muda", "edition": 1}),
    ):
        client.post(reverse(f"pediatric:{name}", args=[child.folio]), body)
    assert Child.objects.get(pk=child.pk).unit == elsewhere


def test_nobody_is_named_in_the_logs(
    written: io.StringIO,
    ana: Person,
    olga: Person,
    carmen: Person,
    nina: Child,
    rosa: Person,
    pharmacy: Place,
    other_hospital: Unit,
    vincristine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    PresentationFactory(drug=vincristine)
    invited = PersonFactory(email="invitada@correo.example", full_name=SOUGHT, joined_at=None)
    ana.set_password(PASSWORD)
    ana.save()
    _link, address = invite(person=invited, by=None)
    client = Client(raise_request_exception=False)
    client.get(address)
    client.get(f"{address}{'x' * 5}")

    sign_in(client, ana)
    client.force_login(ana)
    look_around(client)
    upload_a_week_with_faults(client)
    ask_the_api_badly(client, pharmacy)
    monkeypatch.setattr("delegations.views.units.UnitList.get", breaks)
    assert client.get("/unidades/", {"q": SOUGHT}).status_code == 500
    monkeypatch.setattr("supply.api.posting.key_of", breaks)
    ask_the_api_badly(client, pharmacy)
    client.force_login(carmen)
    treat_a_child(client, nina, other_hospital)
    monkeypatch.setattr("pediatric_platform.views.children.listing.ChildList.get", breaks)
    assert client.get("/ninos/", {"q": CHILD}).status_code == 500
    fails.apply(args=[STRANGER], kwargs={"name": SOUGHT})
    succeeds.apply(args=[ana.email])

    lines = written.getvalue().splitlines()
    entries = [json.loads(line) for line in lines]
    token = address.rstrip("/").rsplit("/", 1)[-1]
    secrets = (
        ana.email, ana.full_name, olga.email, invited.email, STRANGER, SOUGHT, SOUGHT.replace(" ", "+"), CURP,
        TELEPHONE, TELEPHONE.replace(" ", ""), PASSWORD, WRONG_PASSWORD, token, carmen.email, carmen.full_name,
        rosa.email, rosa.full_name, CHILD, "Zaldunbide", CHILD_CURP, CHILD_NSS, "3F2019OR", "2019-05-17",
        nina.given_names,
    )  # fmt: skip
    leaks = [(secret, line) for line in lines for secret in secrets if secret.lower() in line.lower()]
    assert not leaks, "\n".join(map(str, leaks))
    # It was not quiet because nothing was logged.
    loggers = {entry["logger"] for entry in entries}
    assert {"oncoabasto.access", "django.request", "celery.app.trace", "gunicorn.error"} <= loggers
    assert {"method": "GET", "route": "unidades/", "status_code": 500}.items() <= next(
        entry for entry in entries if entry.get("status_code") == 500 and entry["logger"] == "oncoabasto.access"
    ).items()
    assert any(entry.get("exception", {}).get("type") == "builtins.ValueError" for entry in entries)
    assert any(FAILING_TASK in entry["message"] for entry in entries)


def test_no_server_in_front_writes_addresses() -> None:
    root = Path(settings.BASE_DIR)
    for name in ("Dockerfile", "docker-compose.yml", "Procfile"):
        assert "access-logfile" not in (root / name).read_text(), name
    assert "WebServerLog" in (root / "Dockerfile").read_text()
    proxy = (root / "config/deploy/Caddyfile").read_text()
    assert not [line for line in proxy.splitlines() if line.strip().startswith("log")]
