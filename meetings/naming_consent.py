"""How participants are named wherever others read it: a relative who has not agreed is their initials."""

from __future__ import annotations

from typing import Protocol

from meetings.models.member import ParticipantKind

# Between given name and surname, and no name by themselves.
PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "e", "i", "da", "das", "do", "dos", "di", "van", "von"})


class Named(Protocol):
    """What an attendance says of who it is."""

    kind: str
    name: str
    may_be_named: bool
    represented_by: str


def hides_name(row: Named) -> bool:
    """Whether others see initials: only staff and guests are named without being asked."""
    return row.kind == ParticipantKind.FAMILY and not row.may_be_named


def shown_name(row: Named) -> str:
    """The name as minutes, lists, files and screens of others show it."""
    return initials(row.name) if hides_name(row) else row.name


def shown_representative(row: Named) -> str:
    """Who represents them: of a relative who has not agreed it is somebody of the family, who was not asked either."""
    return initials(row.represented_by) if hides_name(row) and row.represented_by else row.represented_by


def initials(name: str) -> str:
    """«María Luisa de la Cruz Ñúñez» → «M. L. C. Ñ.». Whatever holds no letter is «—»."""
    words = [word.strip("«»\"'().,;") for word in name.replace("-", " ").split()]
    spoken = [word for word in words if word[:1].isalpha()]
    kept = [word for word in spoken if word.lower() not in PARTICLES] or spoken
    return " ".join(f"{word[0].upper()}." for word in kept) or "—"
