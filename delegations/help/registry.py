"""What a page of help is, and which of them a person may open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import scope_of

Text = str | Promise
Reader = Person | AnonymousUser

# For whom a page is: the headings of the index, in this order.
EVERYONE, FAMILIES, STOCK, NETWORK, CONTROL = "everyone", "families", "stock", "network", "control"
GROUPS: dict[str, Text] = {
    EVERYONE: _("Para cualquiera"),
    FAMILIES: _("Para las familias"),
    STOCK: _("Para quien lleva o mira existencias: unidades, delegaciones y oficina central"),
    NETWORK: _("Para quien cuida la red de responsables"),
    CONTROL: _("Para auditoría y administración"),
}

Key = tuple[str, Text]
LIST_KEYS: tuple[Key, ...] = (
    ("/", _("Buscar en todo el sitio; otra vez / y se busca solo en esta lista.")),
    ("↑ ↓", _("Recorrer las filas.")),
    ("Enter", _("Abrir la fila.")),
)
FORM_KEYS: tuple[Key, ...] = (
    ("Enter", _("Pasar al campo siguiente; en el último renglón, agregar otro.")),
    ("Ctrl + Enter", _("Registrar.")),
    ("↓ Enter", _("Elegir una sugerencia.")),
)


@dataclass(frozen=True)
class HelpPage:
    """The help of one screen, or of a few that belong together.

    `names`: the URL names it explains. `needs`: the permission without which the screen does not open. `public`: the
    screen opens without signing in, and so does its help. `more`: addresses by URL name of what one wants next.
    """

    slug: str
    title: Text
    names: tuple[str, ...]
    purpose: Text
    parts: Sequence[tuple[Text, Text]] = ()
    can: Sequence[Text] = ()
    keys: Sequence[Key] = ()
    figures: Text = ""
    ask: Text = ""
    group: str = STOCK
    needs: Permission | None = None
    public: bool = False
    more: Sequence[tuple[str, Text]] = field(default=())

    @property
    def purpose_short(self) -> str:
        """The first sentence: enough for a list."""
        first, stop, _rest = str(self.purpose).partition(". ")
        return first + stop.strip()

    def opens_to(self, reader: Reader) -> bool:
        """Whether this person may open the screen that it explains, as far as their postings say."""
        if self.public:
            return True
        if not reader.is_authenticated:
            return False
        return self.needs is None or scope_of(reader).allows(self.needs)

    def words(self) -> str:
        """Everything it says, for the search."""
        pieces: list[Text] = [self.title, self.purpose, self.figures, self.ask, *self.can]
        for heading, text in self.parts:
            pieces += [heading, text]
        return " ".join(str(piece) for piece in pieces)


_pages: dict[str, HelpPage] = {}


def register(pages: Iterable[HelpPage]) -> None:
    """Add pages; a slug or a screen explained twice is a slip of the author's."""
    for page in pages:
        taken = {name for one in _pages.values() if one.slug != page.slug for name in one.names} & set(page.names)
        if taken:
            raise ValueError(f"These screens have help already: {sorted(taken)}")
        if page.slug in _pages and _pages[page.slug].names != page.names:
            raise ValueError(f"Two pages of help have one address: {page.slug}")
        _pages[page.slug] = page


def all_pages() -> list[HelpPage]:
    """Every page, by group and in the order of registration."""
    order = list(GROUPS)
    return sorted(_pages.values(), key=lambda page: order.index(page.group))


def pages_for(reader: Reader) -> list[HelpPage]:
    """The pages that explain what this person may open."""
    return [page for page in all_pages() if page.opens_to(reader)]


def page_of(name: str) -> HelpPage | None:
    """The help of a screen, by its URL name."""
    return next((page for page in _pages.values() if name in page.names), None)


def page_at(slug: str) -> HelpPage | None:
    """The help at an address."""
    return _pages.get(slug)


def grouped(pages: Iterable[HelpPage]) -> list[tuple[Text, list[HelpPage]]]:
    """Pages below their headings, empty ones left out."""
    rows = list(pages)
    found = [(heading, [page for page in rows if page.group == group]) for group, heading in GROUPS.items()]
    return [(heading, below) for heading, below in found if below]
