"""Address-book cards of posts (vCard 3.0, which every telephone reads). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import vobject

CONTENT_TYPE = "text/vcard; charset=utf-8"


@dataclass(frozen=True)
class Card:
    """One post as an address book keeps it: named by its place, so that it is found by the hospital's name."""

    uid: str
    name: str
    post: str
    place: str
    phone: str = ""
    email: str = ""
    url: str = ""


def vcards(cards: Iterable[Card]) -> str:
    """The file of these cards, one after another."""
    return "".join(_one(card) for card in cards)


def _one(card: Card) -> str:
    entry = vobject.vCard()
    # A Spanish name has one or two of each kind of name and tells nobody which: the whole of it is the given name.
    entry.add("n").value = vobject.vcard.Name(given=card.name)
    entry.add("fn").value = card.name
    entry.add("org").value = [card.place]
    entry.add("title").value = card.post
    entry.add("uid").value = card.uid
    if card.phone:
        phone = entry.add("tel")
        phone.value, phone.type_param = card.phone, ["WORK", "VOICE"]
    if card.email:
        email = entry.add("email")
        email.value, email.type_param = card.email, ["WORK", "INTERNET"]
    if card.url:
        entry.add("url").value = card.url
    text: str = entry.serialize()
    return text
