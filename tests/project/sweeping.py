"""What the sweeps over every address share: a visitor, a fingerprint of the tables, what a page must not tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache as cache_once
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from delegations.models import Person
from delegations.roles import Role
from tests.factories.two_sides import NATIONAL, RELATIVE, TwoSides
from tests.project.route import CLINICAL
from tests.project.sitemap import FAULTS_TOKEN, Route

# What the server keeps for itself, whoever asks: sessions, the last sign-in.
KEPT_ASIDE = {"django_session", "delegations_person", "django_migrations"}


# Whoever treats a child is told who of its family answers for it; who prepares its mixtures is not.
TELLS_OF_RELATIVES = {"pediatric:child"}


class Visitor:
    """A browser of one person (of nobody: None)."""

    def __init__(self, person: Person | None = None, *, csrf: bool = False) -> None:
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=csrf)
        self.person = person
        if person is not None:
            self.client.force_login(person)
            cache.set(f"week-import:faults:{person.pk}:{FAULTS_TOKEN}", [], 600)
            cache.set(f"order-import:faults:{person.pk}:{FAULTS_TOKEN}", [], 600)
            cache.set(f"census:faults:{person.pk}:{FAULTS_TOKEN}", [], 600)

    def get(self, name: str, route: Route, side: Any) -> Any:
        return self.client.get(route.url(name, side), route.query(side), follow=route.may_redirect)

    def post(self, name: str, route: Route, side: Any, *, key: str = "sweep", body: Any = None, **headers: str) -> Any:
        """What the route's line sends, or the body given."""
        if body is None:
            body = route.body(side) if route.body else {}
        kind = {"content_type": "application/json"} if speaks_json(name) else {}
        headers = {"Idempotency-Key": key} | {header.replace("_", "-"): text for header, text in headers.items()}
        return self.client.post(route.url(name, side), body, headers=headers, **kind)


TAKE_FILES = {"api-upload-week", "api-upload-orders", "api-case-attachments"}


def speaks_json(name: str) -> bool:
    """Whether what is sent there is JSON, not a form."""
    return name.startswith("api-") and name not in TAKE_FILES


def expected(route: Route, role: Role, may: frozenset[Role] | None, *, own: bool) -> set[int]:
    """What a role must get; a method that is not there may say so before or after it says 404 or 403."""
    if may is None:
        return {403, 404, 405}
    if role not in route.seen or (not own and route.names_something() and role not in NATIONAL):
        # Whoever may not do it anywhere may be told that first: it says nothing about the thing itself.
        return {404} if role in may or route.args else {403, 404}
    return set() if role in may else {403}


def told(faults: list[Any]) -> str:
    return "\n".join(map(str, faults))


def text_of(answer: Any) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")


@cache_once
def watched() -> frozenset[str]:
    """The tables that are looked at; which there are does not change within a run."""
    return frozenset(connection.introspection.table_names()) - KEPT_ASIDE


def fingerprint(tables: Iterable[str]) -> str:
    """The statement that reads these tables."""
    return " UNION ALL ".join(
        f"SELECT '{name}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{name}\" AS t"
        for name in tables
    )


def rows(tables: Collection[str] | None = None) -> dict[str, str]:
    """A fingerprint of every table, or of these: any row more, less or changed alters it."""
    if tables is None:
        return dict(prepared("fingerprint", fingerprint(watched())))
    with connection.cursor() as cursor:
        if tables:
            cursor.execute(fingerprint(tables))
        return dict(cursor.fetchall()) if tables else {}


def prepared(name: str, statement: str) -> list[tuple[Any, ...]]:
    """What it finds. Planned once a connection: to plan two hundred tables takes longer than to read them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_prepared_statements WHERE name = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"PREPARE {name} AS {statement}")
        cursor.execute(f"EXECUTE {name}")
        return list(cursor.fetchall())


# How often rows were written since the transaction began, what was taken back included, and whether the file is another
# (TRUNCATE): where neither moved nothing can have changed.
TOUCHES = """
    SELECT relname, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
        + pg_stat_get_xact_tuples_deleted(oid), pg_relation_filenode(oid)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
"""


def touches() -> dict[str, list[Any]]:
    """What moves with each table that is written to in this transaction."""
    return {name: moved for name, *moved in prepared("touches", TOUCHES)}


class Tables:
    """What every table held when this was made, and which hold something else since.

    To read them all takes longer than most requests: only those that were written to are read again.
    """

    def __init__(self) -> None:
        self._held = rows()
        self._touched = touches()

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """What is done inside is undone at the end: the tables hold again what they held."""
        assert self.changed() == [], "done outside, and not undone"
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        self._touched = touches()

    def changed(self) -> list[str]:
        """The tables whose rows differ."""
        now = touches()
        written = [name for name in watched() if now[name] != self._touched[name]]
        return sorted(name for name, held in rows(written).items() if held != self._held[name])


# A child's relatives are named to whoever treats the child, on its own pages and nowhere else.
NAME_RELATIVES = {"pediatric:child", "pediatric:family-report-take-up", "api-guardians"} | {
    f"pediatric:guardian-{page}" for page in ("history", "invite", "correct", "consent", "withdraw", "end")
}


# Whoever works at a case calls whoever told it; the child's name stands there only for whoever treats it.
CALL_FAMILIES = {"pediatric:case", "pediatric:case-contact", "api-case"}
CALLERS = CLINICAL - {Role.MIXING_CENTRE_STAFF} | {
    Role.CENTRAL_OFFICE, Role.DELEGATION_REPRESENTATIVE, Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER,
}  # fmt: skip


def kept_from(role: Role, name: str, world: TwoSides) -> tuple[str, ...]:
    """What must not stand on the page. Destinations of a transfer are the whole country's places, by name only, and
    the directory is everybody's."""
    if name == "delegations:audit-event":  # every row its transaction wrote, whoever it is about: that is its purpose
        return ()
    if name == "pediatric:case-public":  # whoever tells without an account picks among the directory's hospitals
        known, stock = {world.there.hospital.name}, (world.here.lot.number, world.there.lot.number, RELATIVE)
        return (*(word for word in world.there.names if word not in known), world.here.pharmacy.code, *stock)
    treats = {Role.CLINICIAN, Role.HEAD_OF_MEDICAL_SERVICES}  # a pharmacist answers reports, and sees no other relative
    if name in NAME_RELATIVES and role in (CLINICAL if name == "pediatric:family-report-take-up" else treats):
        return world.there.names
    if name in CALL_FAMILIES and role in CALLERS:
        return (world.here.child.full_name,) if role in NATIONAL else world.there.names
    everywhere = {"supply:suggest-places", "delegations:network", "api-network", "pediatric:child-transfer"}
    if role in NATIONAL or name in everywhere:
        return (RELATIVE,)
    if role is Role.FAMILY:  # which hospital she is of is in her own menu
        return (*world.there.names, world.here.pharmacy.code, world.here.lot.number, world.there.lot.number, RELATIVE)
    if name in TELLS_OF_RELATIVES and role in {Role.CLINICIAN, Role.HEAD_OF_MEDICAL_SERVICES}:
        return (*world.there.names, world.there.relative.full_name)
    return (*world.there.names, RELATIVE)
