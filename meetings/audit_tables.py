"""How the past of each of this app's tables is kept (see delegations/audit_tables.py).

Relatives take part: their names, their words and secret links are never copied to the trail.
"""

from __future__ import annotations

from delegations.audit_tables import Keeping, KeptTable

WATCHED, FACTS = Keeping.WATCHED, Keeping.FACTS


def _of(table: str) -> str:
    return f"meetings_{table}"


TABLES = (
    KeptTable(_of("series"), WATCHED, "when people meet"),
    KeptTable(_of("member"), WATCHED, "who is called", secrets=("name", "email")),
    KeptTable(_of("meeting"), WATCHED, "when they met", secrets=("presence_key",), ignored=("edition", "revision")),
    # Two hundred are called at once; what is noted of them afterwards matters.
    KeptTable(
        _of("attendance"), WATCHED, "who was there", inserts=False,
        secrets=("name", "email", "represented_by", "token_hash"), ignored=("invited_at",),
    ),
    KeptTable(_of("agendaitem"), WATCHED, "what was on the table", secrets=("notes", "data"), ignored=("edition",)),
    KeptTable(_of("snapshot"), FACTS, "figures as they were"),
    KeptTable(_of("review"), WATCHED, "what was said of a place", secrets=("comment",), ignored=("edition", "seconds")),
    KeptTable(_of("agreement"), WATCHED, "what was promised", ignored=("edition", "reminded_on")),
    KeptTable(
        _of("condition"), WATCHED, "when it is kept",
        ignored=("met", "met_since", "value", "data_as_of", "evaluated_at"),
    ),
    KeptTable(_of("agreementevent"), FACTS, "only ever added"),
    KeptTable(_of("minutes"), WATCHED, "what was written and signed", secrets=("sections", "family_text", "content")),
    KeptTable(_of("signature"), FACTS, "only ever added"),
    KeptTable(_of("addendum"), FACTS, "only ever added"),
    KeptTable(_of("minutespaper"), FACTS, "only ever added"),
    KeptTable(_of("meetingfeed"), WATCHED, "a secret address", secrets=("token_hash",), ignored=("last_read_at",)),
)  # fmt: skip
