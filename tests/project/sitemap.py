"""Every address of the site and who may do what there, written by hand: the sweeps compare the site with it.

A new route without a line here fails `test_permissions_sweep`. The roles are spelled out, not read from
`delegations.roles`, so that a slip in that table is seen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from delegations.models import AuditEvent, Delivery, Holding, Notification, OneTimeLink, Person, Posting
from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import (
    COUNTERS,
    EVERYONE,
    FAULTS_TOKEN,
    KEEPERS,
    LOT_MANAGERS,
    NOBODY,
    SEE_DELEGATION,
    SIGNERS,
    STAFF,
    VALIDATORS,
    Route,
)
from tests.project.sitemaps import (
    case_evidence,
    cases,
    children,
    coverage,
    family,
    fever,
    fever_figures,
    fever_kit,
    guardians,
    guides,
    meetings,
    mixing,
    plans,
    public_cases,
    regimens,
    rollout,
    supply,
)


def _lines(*rows: dict[str, Any], prefix: str = "lineas", **head: Any) -> dict[str, Any]:
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0, **head}
    return data | {f"{prefix}-{i}-{name}": value for i, row in enumerate(rows) for name, value in row.items()}


def _place(side: Side) -> tuple[Any, ...]:
    return (side.pharmacy.code,)


def _unit(side: Side) -> tuple[Any, ...]:
    return (side.hospital.clues,)


def _delegation(side: Side) -> tuple[Any, ...]:
    return (side.delegation.code,)


def _report(side: Side) -> tuple[Any, ...]:
    return (side.report.pk,)


def _document(side: Side) -> tuple[Any, ...]:
    return (side.document.pk,)


def _transfer(side: Side) -> tuple[Any, ...]:
    return (side.transfer.pk,)


def _lot(side: Side) -> tuple[Any, ...]:
    return (side.lot.pk,)


def _seen_at(side: Side) -> str:
    return side.report.drafted_at.isoformat()


def _today(side: Side) -> str:
    return side.pharmacy.today().isoformat()


def _posts_at_place(writes: frozenset[Role], body: Callable[[Side], dict[str, Any]]) -> Route:
    return Route(_place, seen=STAFF, reads=writes, writes=writes, body=body)


def _lists(**more: Any) -> Route:
    return Route(**more)


def _notice(side: Side) -> tuple[Any, ...]:
    """A notice of the hospital's own manager, who is none of the visitors."""
    return (Notification.objects.get(key=f"sweep-{side.delegation.code}").pk,)


def _delivery(side: Side) -> tuple[Any, ...]:
    return (Delivery.objects.get(notification__key=f"sweep-{side.delegation.code}").pk,)


ISSUE = {"drug": "010.000.1768", "pieces": 1}
DOORS = {
    "account_login": Route(public=True, writes=EVERYONE, may_redirect=True),
    "account_request_login_code": Route(public=True, writes=EVERYONE, may_redirect=True),
    "account_confirm_login_code": Route(public=True, writes=EVERYONE, page=False, may_redirect=True),
    "mfa_authenticate": Route(public=True, writes=EVERYONE, page=False, may_redirect=True),
    "mfa_login_webauthn": Route(public=True, writes=EVERYONE, page=False, may_redirect=True),
    "account_inactive": Route(public=True),
    "account_signup": Route(public=True),
    "account_logout": Route(public=True, writes=EVERYONE, page=False, may_redirect=True),
    "account_reset_password": Route(public=True, writes=EVERYONE),
    "account_reset_password_done": Route(public=True),
    "account_reset_password_from_key": Route(lambda side: ("1", "x-y"), names_side=False, public=True, writes=EVERYONE),
    "account_reset_password_from_key_done": Route(public=True),
    # Whoever is signed in already and is no staff is told that administration is not for them.
    "admin-login": Route(public=True, reads=NOBODY, page=False, may_redirect=True),
    "set_language": Route(public=True, writes=EVERYONE, page=False, may_redirect=True),
    "health": Route(public=True, page=False, writes=EVERYONE),  # looks the same whatever it is asked with
    "home": Route(public=True, writes=EVERYONE, may_redirect=True),
    "delegations:search": Route(asks=lambda side: {"q": side.delegation.name}, names_side=False, public=True),
    "delegations:help": Route(public=True),
    "delegations:help-page": Route(lambda side: ("buscar",), names_side=False, public=True),
}
NOTICES = {
    "delegations:inbox": Route(),
    "delegations:inbox-read-all": Route(reads=None, writes=EVERYONE, page=False),
    "delegations:notification": Route(_notice, seen=NOBODY, reads=NOBODY, writes=NOBODY, page=False),
    "delegations:notice-preferences": Route(writes=EVERYONE),
    "delegations:delivery-list": Route(reads=frozenset({Role.ADMINISTRATOR})),
    "delegations:deliveries-resend": Route(reads=None, writes=frozenset({Role.ADMINISTRATOR}), page=False),
    "delegations:delivery-resend": Route(
        _delivery, names_side=False, reads=None, writes=frozenset({Role.ADMINISTRATOR}), page=False
    ),
    # The mail provider's, with a secret of its own; without that setting it is not there.
    "delegations:mail-bounces": Route(public=True, reads=None, page=False),
}
# Everyone's own, nobody else's. Some ask first who one is, and lead there.
ACCOUNT = {
    "account_change_password": Route(writes=EVERYONE),
    "account_set_password": Route(writes=EVERYONE, page=False, may_redirect=True),
    "account_email": Route(writes=EVERYONE, may_redirect=True),
    "account_email_verification_sent": Route(public=True, writes=EVERYONE, page=False, may_redirect=True),
    "account_reauthenticate": Route(writes=EVERYONE),
    "mfa_reauthenticate": Route(writes=EVERYONE, page=False, may_redirect=True),
    "mfa_reauthenticate_webauthn": Route(writes=EVERYONE, page=False, may_redirect=True),
    "mfa_index": Route(),
    "mfa_activate_totp": Route(writes=EVERYONE, page=False, may_redirect=True),
    "mfa_generate_recovery_codes": Route(writes=EVERYONE, page=False, may_redirect=True),
    # Not there for who has none.
    "mfa_deactivate_totp": Route(seen=NOBODY, page=False),
    "mfa_view_recovery_codes": Route(seen=NOBODY, page=False),
    "mfa_download_recovery_codes": Route(seen=NOBODY, page=False),
    "mfa_list_webauthn": Route(),
    "mfa_add_webauthn": Route(writes=EVERYONE, page=False, may_redirect=True),
    "mfa_edit_webauthn": Route(lambda side: (1,), names_side=False, writes=EVERYONE, page=False, may_redirect=True),
    "mfa_remove_webauthn": Route(lambda side: (1,), names_side=False, writes=EVERYONE, page=False, may_redirect=True),
    "usersessions_list": Route(writes=EVERYONE),
    "delegations:account": Route(
        writes=EVERYONE, body=lambda side: {"full_name": "Nombre de Prueba", "mobile_phone": "", "language": "en"}
    ),
    # Asks first who one is.
    "delegations:account-key": Route(reads=None, writes=EVERYONE, page=False),
    "delegations:account-key-revoke": Route(reads=None, writes=EVERYONE, page=False),
    "delegations:session-end": Route(lambda side: (1,), names_side=False, reads=None, seen=NOBODY, page=False),
}
DIRECTORY = {
    "delegations:delegation-list": Route(),
    "delegations:delegation-detail": Route(_delegation, seen=STAFF),
    "delegations:unit-list": Route(),
    "delegations:unit-detail": Route(_unit, seen=STAFF),
    "delegations:place-list": Route(),
    "delegations:gallery": Route(),
}
APPOINTERS = frozenset({Role.ADMINISTRATOR, Role.CENTRAL_OFFICE, Role.DELEGATION_REPRESENTATIVE})
SOME_APPOINTERS = APPOINTERS | {Role.HEAD_OF_MEDICAL_SERVICES, Role.UNIT_SUPPLY_MANAGER}


def _posting(side: Side) -> tuple[Any, ...]:
    """That of the hospital's titular manager."""
    return (Posting.objects.get(unit=side.hospital, role=Role.UNIT_SUPPLY_MANAGER, holding=Holding.TITULAR).pk,)


def _changes_posting(body: Callable[[Side], dict[str, Any]] | None = None) -> Route:
    return Route(_posting, seen=STAFF, reads=APPOINTERS, writes=APPOINTERS, body=body)


def _pressed_at_posting(writes: frozenset[Role]) -> Route:
    return Route(_posting, seen=STAFF, reads=None, writes=writes, page=False)


# The directory is everybody's, whole; what is behind it belongs to the staff of each place.


def _invitation(side: Side) -> tuple[Any, ...]:
    return (OneTimeLink.objects.filter(person_id=_invited(side)[0]).latest("pk").pk,)


def _invited(side: Side) -> tuple[Any, ...]:
    return (Person.objects.get(email=f"invitada.{side.delegation.code.lower()}@example.org").pk,)


def _manager(side: Side) -> tuple[Any, ...]:
    return (Person.objects.get(email=f"responsable.{side.delegation.code.lower()}@example.org").pk,)


# Who gives a pharmacist's place at a hospital, and so invites to it.
INVITERS = frozenset(
    {
        Role.ADMINISTRATOR, Role.CENTRAL_OFFICE, Role.DELEGATION_REPRESENTATIVE, Role.HEAD_OF_MEDICAL_SERVICES,
        Role.UNIT_SUPPLY_MANAGER,
    }
)  # fmt: skip
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
PEOPLE = {
    "delegations:invitation-list": Route(reads=INVITERS | {Role.CLINICIAN}),
    "delegations:family-invite": Route(reads=frozenset({Role.CLINICIAN}), page=False, may_redirect=True),
    "delegations:invitation-resend": Route(
        _invitation, seen=STAFF, reads=None, writes=INVITERS, page=False, body=lambda side: {}
    ),
    "delegations:invitation-revoke": Route(
        _invitation, seen=STAFF, reads=None, writes=INVITERS, page=False, body=lambda side: {}
    ),
    "delegations:person": Route(_manager, seen=STAFF),
    "delegations:person-details": Route(
        _manager,
        seen=STAFF,
        reads=ADMINISTRATORS,
        writes=ADMINISTRATORS,
        body=lambda side: {
            "full_name": "Otro Nombre",
            "email": f"otro.{side.delegation.code}@example.org",
            "reason": "x",
        },
    ),
    "delegations:person-invite": Route(
        _invited, seen=STAFF, reads=None, writes=INVITERS, page=False, body=lambda side: {}
    ),
    "delegations:person-close": Route(
        _manager,
        seen=STAFF,
        reads=ADMINISTRATORS,
        writes=ADMINISTRATORS,
        body=lambda side: {"reason": "x", "end_posts": "on"},
    ),
    "delegations:second-factor-reset": Route(_manager, seen=STAFF, reads=ADMINISTRATORS, writes=ADMINISTRATORS),
    "delegations:person-reopen": Route(_manager, seen=STAFF, reads=ADMINISTRATORS, writes=ADMINISTRATORS),
    # Mailed links: whoever holds one, signed in or not. Without one they tell that there is none.
    "delegations:invitation": Route(
        lambda side: ("0" * 64,), names_side=False, public=True, page=False, may_redirect=True
    ),
    "delegations:invitation-accept": Route(public=True, writes=EVERYONE),
    "delegations:invitation-renew": Route(public=True, reads=None, writes=EVERYONE, page=False),
    "delegations:contact-confirm": Route(
        lambda side: ("0" * 64,), names_side=False, public=True, page=False, may_redirect=True
    ),
    "delegations:contact": Route(public=True, writes=EVERYONE),
    "delegations:contact-disown": Route(public=True, reads=None, writes=EVERYONE, page=False),
    "delegations:contact-renew": Route(public=True, reads=None, writes=EVERYONE, page=False),
}
AUDITORS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
AUDIT = {
    "delegations:audit-list": Route(reads=AUDITORS),
    "delegations:row-change-list": Route(reads=AUDITORS),
    "delegations:audit-event": Route(
        lambda _side: (AuditEvent.objects.latest("pk").pk,), names_side=False, reads=AUDITORS
    ),
}
NETWORK = {
    "delegations:network": Route(public=True),
    "delegations:network-delegation": Route(_delegation, names_side=False, public=True),
    "delegations:network-unit": Route(_unit, names_side=False, public=True),
    "delegations:network-poster": Route(_unit, names_side=False, public=True),
    "delegations:network-qr": Route(_unit, names_side=False, public=True, page=False),
    "delegations:network-unit-vcard": Route(_unit, names_side=False, public=True, page=False),
    "delegations:network-delegation-vcard": Route(_delegation, names_side=False, public=True, page=False),
    "delegations:network-gaps": Route(reads=STAFF),
    "delegations:network-on": Route(reads=STAFF),
    "delegations:posting-list": Route(reads=STAFF),
    "delegations:posting": Route(_posting, seen=STAFF),
    "delegations:posting-appoint": Route(
        reads=SOME_APPOINTERS,
        writes=SOME_APPOINTERS,
        body=lambda side: {
            "role": "pharmacist",
            "place": f"u-{side.hospital.clues}",
            "holding": "titular",
            "full_name": "Farmacéutica Nueva",
            "email": "farmaceutica.nueva@example.org",
            "starts_on": _today(side),
        },
    ),
    "delegations:posting-substitute": _changes_posting(
        lambda side: {
            "person": Person.objects.get(email=f"delegacion.{side.delegation.code.lower()}@example.org").pk,
            "starts_on": _today(side),
            "ends_on": _today(side),
        }
    ),
    "delegations:posting-hand-over": _changes_posting(
        lambda side: {"full_name": "Quien Sigue", "email": "quien.sigue@example.org", "on": _today(side)}
    ),
    "delegations:posting-extend": _changes_posting(),
    "delegations:posting-end": _changes_posting(lambda side: {"on": _today(side), "reason": "Cambio de adscripción"}),
    "delegations:posting-contact": _changes_posting(lambda side: {"office_phone": "33 0000 0000"}),
    # Only its holder says that a contact is right.
    "delegations:posting-confirm": _pressed_at_posting(NOBODY),
    "delegations:posting-ask": _pressed_at_posting(APPOINTERS),
    "delegations:posting-invite": _pressed_at_posting(APPOINTERS),
    "delegations:handover-acknowledge": Route(
        lambda side: (0,), names_side=False, seen=NOBODY, reads=None, writes=NOBODY, page=False
    ),
}
BOARDS = {
    "supply:board-delegation": Route(_delegation, seen=SEE_DELEGATION),
    "supply:board-unit": Route(_unit, seen=STAFF),
    "supply:board-drug": Route(lambda side: (side.drug.code,), names_side=False, seen=STAFF),
}
CATALOGUE = {
    "supply:drug-list": Route(),
    "supply:drug-detail": Route(lambda side: (side.drug.pk,), names_side=False),
    "supply:presentation-list": Route(),
    "supply:assortment-list": Route(),
    "supply:suggest-drugs": Route(page=False),
    "supply:suggest-places": Route(reads=STAFF, page=False),
}
LEDGER = {
    "supply:stock": Route(),
    "supply:stock-place": Route(_place, seen=STAFF),
    "supply:kardex-drug": Route(lambda side: (side.pharmacy.code, side.drug.pk), seen=STAFF),
    # A lot is the same thing everywhere; how much of it lies where is each side's own.
    "supply:kardex-lot": Route(_lot, names_side=False, seen=STAFF),
    "supply:lot-list": Route(),
    "supply:unmet": Route(),
    "supply:lot": Route(
        _lot,
        names_side=False,
        seen=STAFF,
        writes=LOT_MANAGERS,
        body=lambda side: {"state": "quarantined", "reason": "Prueba"},
    ),
    "supply:document": Route(_document, seen=STAFF),
    "supply:document-reverse": Route(_document, seen=STAFF, reads=KEEPERS, writes=KEEPERS, body=lambda side: {}),
    "supply:receive": _posts_at_place(
        KEEPERS,
        lambda side: _lines(
            {"drug": "010.000.1768.00", "number": "X1", "expires_on": "12/2039", "pieces": 2},
            key="sweep",
            reason="receipt",
        ),
    ),
    "supply:dispense": _posts_at_place(KEEPERS, lambda side: _lines(ISSUE, key="sweep")),
    "supply:prescriptions": _posts_at_place(
        KEEPERS,
        lambda side: _lines({"drug": "010.000.1768.00", "filled": 4}, prefix="recetas", day=_today(side)),
    ),
    "supply:dispatch": _posts_at_place(KEEPERS, lambda side: _lines(ISSUE, key="sweep", to_place=side.mixing.code)),
    "supply:issue-preview": Route(_place, seen=STAFF, reads=None, writes=KEEPERS, page=False),
    "supply:count": _posts_at_place(
        COUNTERS,
        lambda side: _lines(prefix="nuevos", key="sweep", day=_today(side)) | {f"lote-{side.lot.pk}": 1},
    ),
    "supply:adjust": _posts_at_place(
        KEEPERS,
        lambda side: _lines({"lot": side.lot.number, "reason": "damage", "pieces": 1}, key="sweep"),
    ),
    "supply:transfer-list": Route(),
    "supply:transfer": Route(_transfer, seen=STAFF),
    "supply:transfer-accept": Route(
        _transfer, seen=STAFF, reads=KEEPERS, writes=KEEPERS, body=lambda side: {"key": "sweep", "todo": "1"}
    ),
}
WEEKS = {
    "supply:report-list": Route(),
    "supply:report-detail": Route(_report, seen=STAFF),
    "supply:report-sign": Route(
        _report, seen=STAFF, reads=None, writes=SIGNERS, page=False, body=lambda side: {"visto": _seen_at(side)}
    ),
    "supply:report-redraft": Route(_report, seen=STAFF, reads=None, writes=SIGNERS, page=False, body=lambda side: {}),
    "supply:report-correct": Route(
        lambda side: (side.report.pk, side.drug.pk), seen=STAFF, reads=SIGNERS, writes=SIGNERS
    ),
    "supply:report-validate": Route(
        lambda side: (side.signed.pk,), seen=STAFF, reads=None, writes=VALIDATORS, page=False
    ),
    "supply:report-observe": Route(_report, seen=STAFF, reads=None, writes=VALIDATORS, page=False),
    "supply:week-import": Route(reads=SIGNERS, writes=SIGNERS),
    "supply:week-template": Route(asks=lambda side: {"unidad": side.hospital.clues}, reads=SIGNERS, page=False),
    # Whoever was refused a file keeps its faults: the token of another person leads nowhere.
    "supply:week-import-faults": Route(lambda side: (FAULTS_TOKEN,), names_side=False, reads=SIGNERS),
}


def _api(args: Callable[[Side], tuple[Any, ...]] | None = None, **more: Any) -> Route:
    return Route(args, page=False, **more)


def _act(
    args: Callable[[Side], tuple[Any, ...]],
    writes: frozenset[Role],
    body: Callable[[Side], dict[str, Any]] | None = None,
) -> Route:
    return Route(args, page=False, seen=STAFF, reads=None, writes=writes, body=body)


def _arrival(side: Side) -> dict[str, Any]:
    return {"lines": [{"drug": "010.000.1768.00", "lot": "X1", "expires_on": "2039-12-31", "pieces": 2}]}


def _appointment(side: Side) -> dict[str, Any]:
    return {
        "role": "pharmacist",
        "unit": side.hospital.clues,
        "full_name": "Farmacéutica Nueva",
        "email": "farmaceutica.nueva@example.org",
        "starts_on": _today(side),
    }


API = {
    "api-schema": _api(),
    "api-docs": Route(),
    "api-audit": _api(reads=AUDITORS),
    "api-notifications": _api(writes=EVERYONE, body=None),
    "api-token": _api(public=True, reads=None, writes=EVERYONE),
    **{
        name: _api()
        for name in (
            "api-delegations", "api-units", "api-places", "api-drugs", "api-presentations", "api-assortments",
            "api-coverage-thresholds", "api-lots", "api-balances", "api-movements", "api-documents", "api-transfers",
            "api-weekly-reports", "api-prescriptions", "api-country-cells", "api-delegation-weeks", "api-week-cells",
            "api-drugs-at-zero", "api-worst-pairs", "api-unmet-demand", "api-unmet-counts",
        )
    },
    "api-delegation": _api(_delegation, seen=STAFF),
    "api-unit": _api(_unit, seen=STAFF),
    "api-place": _api(_place, seen=STAFF),
    "api-drug": _api(lambda side: (side.drug.pk,), names_side=False),
    "api-lot": _api(_lot, names_side=False, seen=STAFF),
    "api-lot-kardex": _api(_lot, names_side=False, seen=STAFF),
    "api-place-stock": _api(_place, seen=STAFF),
    "api-place-kardex": _api(lambda side: (side.pharmacy.code, side.drug.pk), seen=STAFF),
    "api-document": _api(_document, seen=STAFF),
    "api-transfer": _api(_transfer, seen=STAFF),
    "api-weekly-report": _api(_report, seen=STAFF),
    "api-weekly-lines": _api(_report, seen=STAFF),
    "api-receive": _act(_place, KEEPERS, _arrival),
    "api-dispense": _act(_place, KEEPERS, lambda side: {"lines": [ISSUE]}),
    "api-dispatch": _act(_place, KEEPERS, lambda side: {"to_place": side.mixing.code, "lines": [ISSUE]}),
    "api-adjust": _act(
        _place, KEEPERS, lambda side: {"lines": [{"lot_id": side.lot.pk, "reason": "damage", "pieces": 1}]}
    ),
    "api-count": _act(_place, COUNTERS, lambda side: {"lines": [{"lot_id": side.lot.pk, "pieces": 1}]}),
    "api-reverse": _act(_document, KEEPERS, lambda side: {}),
    "api-accept": _act(_transfer, KEEPERS, lambda side: {}),
    "api-sign": _act(_report, SIGNERS, lambda side: {"seen_at": _seen_at(side)}),
    "api-validate": _act(lambda side: (side.signed.pk,), VALIDATORS),
    "api-observe": _act(lambda side: (side.signed.pk,), VALIDATORS),
    "api-record-prescriptions": _act(
        _unit, KEEPERS, lambda side: {"day": _today(side), "lines": [{"drug": "010.000.1768", "filled": 4}]}
    ),
    "api-upload-week": _api(reads=None, writes=SIGNERS),
    "api-network": _api(public=True),
    "api-gaps": _api(reads=STAFF),
    "api-postings": _api(reads=STAFF, writes=SOME_APPOINTERS, body=_appointment),
    "api-posting": _api(_posting, seen=STAFF),
    "api-posting-end": _act(_posting, APPOINTERS, lambda side: {"on": _today(side), "reason": "Cambio"}),
    "api-posting-substitute": _act(
        _posting,
        APPOINTERS,
        lambda side: {
            "email": f"delegacion.{side.delegation.code.lower()}@example.org",
            "starts_on": _today(side),
            "ends_on": _today(side),
        },
    ),
    "api-posting-hand-over": _act(
        _posting,
        APPOINTERS,
        lambda side: {"full_name": "Quien Sigue", "email": "quien.sigue@example.org", "on": _today(side)},
    ),
    "api-posting-contact": _act(
        _posting, APPOINTERS, lambda side: {"office_phone": "33 0000 0000", "office_email": ""}
    ),
    "api-handover-acknowledge": Route(
        lambda side: (0,), names_side=False, seen=NOBODY, reads=None, writes=NOBODY, page=False
    ),
}  # fmt: skip
ROUTES: dict[str, Route] = {
    **DOORS,
    **NOTICES,
    **ACCOUNT,
    **DIRECTORY,
    **NETWORK,
    **AUDIT,
    **PEOPLE,
    **BOARDS,
    **CATALOGUE,
    **LEDGER,
    **WEEKS,
    **API,
}
# What is there only to say that nothing is there.
NOWHERE = [r"api/v1/[\s\S]*/$"]
for _area in (
    case_evidence,
    cases,
    children,
    coverage,
    family,
    fever,
    fever_figures,
    fever_kit,
    guardians,
    guides,
    meetings,
    mixing,
    plans,
    public_cases,
    regimens,
    rollout,
    supply,
):
    ROUTES |= _area.ROUTES

PAGES = {name: route for name, route in ROUTES.items() if route.page}


def names_of_site() -> list[str]:
    """The full name of every URL pattern but the administration's; a pattern without a name goes by its path."""
    return sorted(_names(get_resolver().url_patterns, "", ""))


def _names(patterns: list[URLPattern | URLResolver], space: str, path: str) -> Iterator[str]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                below = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from _names(pattern.url_patterns, below, here)
        else:
            yield f"{space}{pattern.name}" if pattern.name else here
