"""The kinds of notice there are; each app registers its own when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Channel, Notification, Pace
from delegations.roles import Role

Words = str | Promise

WHY = _("Recibe este correo por su nombramiento en OncoAbasto.")
BUTTON = _("Abrir en OncoAbasto")


class UnknownKind(LookupError):
    """A kind of notice that no app has registered."""


@dataclass(frozen=True)
class Enclosed:
    """What a mail holds beside its notice, made each time it is sent: values for its words, and files (name, content,
    type). A link that must not be stored goes here.
    """

    values: dict[str, Any] = field(default_factory=dict)
    files: Sequence[tuple[str, bytes, str]] = ()


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice.

    `why` ends the mail: why one gets it, a whole sentence. `button` names the link to its page.
    `mandatory`: it comes by mail at once and cannot be switched off. `secret`: its mail carries a one-time link, so it
    is sent once by `tell_secretly` and never again from what is stored.
    `email`, `text`: what holds for whoever chose nothing. `audience`: the roles that get it; empty, the staff (and, if
    mandatory, relatives too). It says whom the page of preferences offers it to; whom to tell, `tell` is told.
    """

    name: str
    label: Words
    app: str = "delegations"
    why: Words = WHY
    button: Words = BUTTON
    mandatory: bool = False
    secret: bool = False
    email: Pace = Pace.NOW
    text: Pace = Pace.NEVER
    audience: frozenset[Role] = field(default=frozenset())
    enclose: Callable[[Notification], Enclosed] | None = None

    def enclosed(self, notification: Notification) -> Enclosed:
        """What goes with this notice into its mail."""
        return self.enclose(notification) if self.enclose is not None else Enclosed()

    @property
    def template(self) -> str:
        """Where its words are, without the ending: `delegations/notices/network_appointed`."""
        return f"{self.app}/notices/{self.name.replace('.', '_')}"

    @property
    def is_optional(self) -> bool:
        """Whether the person may choose how it comes."""
        return not (self.mandatory or self.secret)

    @property
    def says_it_is_mandatory(self) -> bool:
        """Whether its mail says that it cannot be switched off: not one that was asked for, nor a family's welcome."""
        return self.mandatory and not self.secret and self.audience != {Role.FAMILY}

    def pace(self, channel: Channel, chosen: Pace | None) -> Pace:
        """How it comes by a channel, given what the person chose."""
        if channel is Channel.EMAIL:
            return (chosen or self.email) if self.is_optional else Pace.NOW
        return Pace.NEVER if self.secret else chosen or self.text


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> None:
    """Make a kind known; the same name again must be the same kind."""
    if _kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"Notice kind {kind.name!r} is registered twice, differently.")


def kind_named(name: str) -> NoticeKind:
    """The kind of that name; UnknownKind where no app registered it."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No notice kind {name!r} is registered (AppConfig.ready).") from None


def all_kinds() -> list[NoticeKind]:
    """Every kind, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)
