"""Every table and how its past is kept: watched row by row, appended only, derived from facts, or merely technical.

A table that is declared nowhere fails `tests/delegations/test_audit_tables.py`. Upper apps register theirs in
`AppConfig.ready`; after each `migrate`, `rights.uphold` gives the database the triggers and grants that follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Keeping(Enum):
    """How the past of a table's rows is kept, and so what the application may do with them."""

    WATCHED = "watched"  # triggers write each change to delegations_rowchange
    FACTS = "facts"  # rows are only ever added: they are their own trail
    DERIVED = "derived"  # can be made again from facts
    TECHNICAL = "technical"  # nothing about the institute's work
    TRAIL = "trail"  # the trail itself, written by triggers alone


@dataclass(frozen=True)
class KeptTable:
    """A table and why it is kept so. `why` speaks to whoever reads this file."""

    name: str
    keeping: Keeping
    why: str
    # Of watched tables: the column that names a row, those never copied, those whose change is no change, and whether
    # new rows are written down too (not where they come by the thousand from a fact that is kept).
    key: str = "id"
    secrets: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    inserts: bool = True


_tables: dict[str, KeptTable] = {}


def register(*tables: KeptTable) -> None:
    """Declare tables; each once."""
    for table in tables:
        if _tables.setdefault(table.name, table) != table:
            raise ValueError(f"{table.name} is declared twice")


def declared() -> dict[str, KeptTable]:
    """Every declared table by its name; some may not be installed."""
    return dict(_tables)


def watched() -> Iterator[KeptTable]:
    """The tables whose changes are written down row by row."""
    return (table for table in _tables.values() if table.keeping is Keeping.WATCHED)


WATCHED, FACTS, TECHNICAL = Keeping.WATCHED, Keeping.FACTS, Keeping.TECHNICAL

register(
    KeptTable("delegations_delegation", WATCHED, "who answers for what starts here"),
    KeptTable("delegations_unit", WATCHED, "hospitals open, close and change hands"),
    KeptTable("delegations_place", WATCHED, "where stock may lie"),
    KeptTable("delegations_person", WATCHED, "accounts", secrets=("password",), ignored=("last_login",)),
    KeptTable("delegations_person_groups", WATCHED, "Django's own rights, unused: a row here is a finding"),
    KeptTable("delegations_person_user_permissions", WATCHED, "Django's own rights, unused: a row here is a finding"),
    KeptTable("delegations_posting", WATCHED, "who answered for what on which day"),
    KeptTable("delegations_handover", WATCHED, "what was handed over and acknowledged"),
    KeptTable("delegations_holiday", WATCHED, "clocks that count working time leave these days out"),
    KeptTable("delegations_onetimelink", WATCHED, "invitations and confirmations", secrets=("token_hash",)),
    KeptTable("delegations_noticepreference", TECHNICAL, "each person's own taste"),
    KeptTable("delegations_notification", TECHNICAL, "what was told; the inbox marks it read"),
    KeptTable("delegations_delivery", TECHNICAL, "attempts at sending, with their own log"),
    KeptTable("delegations_auditevent", FACTS, "the trail of actions"),
    KeptTable("delegations_rowchange", Keeping.TRAIL, "the trail of rows"),
    # Django and the libraries.
    KeptTable("authtoken_token", WATCHED, "keys to the API", key="user_id", secrets=("key",)),
    KeptTable("account_emailaddress", WATCHED, "where codes and recovery go"),
    KeptTable("account_emailconfirmation", TECHNICAL, "short-lived links", secrets=("key",)),
    KeptTable("mfa_authenticator", WATCHED, "second factors", secrets=("data",), ignored=("last_used_at",)),
    KeptTable("usersessions_usersession", TECHNICAL, "open sessions"),
    KeptTable("auth_group", WATCHED, "Django's own rights, unused: a row here is a finding"),
    KeptTable("auth_group_permissions", WATCHED, "Django's own rights, unused: a row here is a finding"),
    KeptTable("auth_permission", TECHNICAL, "made by migrations"),
    KeptTable("django_admin_log", TECHNICAL, "the administration's own list; our events say more"),
    KeptTable("django_content_type", TECHNICAL, "made by migrations"),
    KeptTable("django_migrations", TECHNICAL, "written by whoever migrates"),
    KeptTable("django_session", TECHNICAL, "open sessions"),
)
