"""The only writers of a person's own data: who they are and at which address. Closing is in `accounts`."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from delegations import audit
from delegations.errors import AnotherName, NoName
from delegations.models import Person
from delegations.naming import fold


@transaction.atomic
def find_or_register(*, email: str, full_name: str, by: Person | None, relative: bool = False) -> tuple[Person, bool]:
    """The account of an address, and whether it is new. A new one has no password and nobody has taken it yet: it
    opens with an invitation. The name of one that was there stays as it is, and AnotherName tells whoever wrote quite
    another one: nobody is given a post because of a wrong address. A child's `relative` is called as one likes, and the
    trail does not name them.
    """
    address = email.strip().lower()
    found = Person.objects.filter(email__iexact=address).first()
    if found is not None:
        if by is not None and not relative and not may_be(full_name, found.full_name):
            seen = Person.objects.visible_to(by).filter(pk=found.pk).exists()
            raise AnotherName(address, name=found.full_name if seen else "")
        return found, False
    name = _whole(full_name)
    person = Person(email=address, full_name=name, joined_at=None)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:  # registered by somebody else this very moment
        return Person.objects.get(email__iexact=address), False
    told = {"account": person.pk} if relative else {"email": address, "name": name}
    audit.record(type="account.registered", by=by, target=None if relative else person, after=told)
    return person, True


@transaction.atomic
def change_name(*, person: Person, full_name: str, by: Person | None) -> Person:
    """Correct a person's name, everywhere at once."""
    name = _whole(full_name)
    if name == person.full_name:
        return person
    before, person.full_name = person.full_name, name
    person.save(update_fields=["full_name"])
    hidden = audit.is_relative(person)
    audit.record(
        type="account.renamed",
        by=by,
        target=person,
        before={} if hidden else {"full_name": before},
        after={} if hidden else {"full_name": name},
    )
    return person


def may_be(written: str, name: str) -> bool:
    """Whether two names share a word: «Ma. Ruiz» may be «María Ruiz Peña». None written: yes."""
    words, own = ({word for word in fold(text).split() if len(word) > 2} for text in (written, name))
    return not words or not words.isdisjoint(own)


def _whole(full_name: str) -> str:
    name = " ".join(full_name.split())
    if not name:
        raise NoName
    return name
