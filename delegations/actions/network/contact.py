"""The office telephone and e-mail of a post: changed, confirmed by who holds it, or found not to work."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.actions.network import rules, telling
from delegations.errors import AlreadyEnded, BadContact, NothingToConfirm, NotYourContact
from delegations.models import Person, Posting

# Digits, and how people group them; an extension behind.
_PHONE = re.compile(r"^\+?[\d ().-]{7,26}(?:\s*(?:ext|x)\.?\s*\d{1,6})?$", re.IGNORECASE)


@transaction.atomic
def change_contact(*, posting: Posting, office_phone: str, office_email: str, by: Person | None) -> Posting:
    """Write the office's telephone and e-mail; what changed is unconfirmed until the holder says that it is right."""
    posting = rules.take_turns_at(posting)
    if not rules.may_manage(by, posting) and (by is None or by.pk != posting.person_id):
        raise NotYourContact
    _still_stands(posting)
    phone, email = checked_contact(office_phone, office_email)
    before = _contact(posting)
    if (phone, email) == (posting.office_phone, posting.office_email):
        return posting
    if email.lower() != posting.office_email.lower():
        posting.contact_bounced_at = None
    posting.office_phone, posting.office_email, posting.contact_confirmed_at = phone, email, None
    posting.save(update_fields=["office_phone", "office_email", "contact_confirmed_at", "contact_bounced_at"])
    audit.record(type="posting.contact_changed", by=by, target=posting, before=before, after=_contact(posting))
    return posting


@transaction.atomic
def confirm_contact(*, posting: Posting, by: Person | None) -> Posting:
    """The holder (None: their one-time link) says that telephone and e-mail are right today."""
    posting = rules.take_turns_at(posting)
    if by is not None and by.pk != posting.person_id:
        raise NotYourContact
    _still_stands(posting)
    if not posting.office_phone and not posting.office_email:
        raise NothingToConfirm
    before = _contact(posting)
    posting.contact_confirmed_at, posting.contact_bounced_at = timezone.now(), None
    posting.save(update_fields=["contact_confirmed_at", "contact_bounced_at"])
    audit.record(type="posting.contact_confirmed", by=by, target=posting, before=before, after=_contact(posting))
    return posting


@transaction.atomic
def mark_bounced(*, address: str, reason: str) -> int:
    """Mail to this address came back: the postings written to there (the office's, or the person's own where the post
    has none) say so until it changes or is confirmed, and the holder and who appoints are told. How many postings; a
    second bounce of the same address marks nothing more.
    """
    now, address = timezone.now(), address.strip()
    if not address:
        return 0
    postings = list(
        Posting.objects.select_for_update(of=("self",), no_key=True)
        .filter(Q(office_email__iexact=address) | Q(office_email="", person__email__iexact=address))
        .filter(contact_bounced_at__isnull=True)
        .current_or_coming(timezone.localdate())
        .select_related("person", "delegation", "unit__delegation")
        .order_by("pk")
    )
    for posting in postings:
        posting.contact_bounced_at = now
        posting.save(update_fields=["contact_bounced_at"])
        audit.record(
            type="posting.contact_bounced",
            by=None,
            target=posting,
            after={
                "office_email": posting.office_email,
                "own_address": not posting.office_email,
                "reason": reason[:200],
            },
        )
    telling.tell_bounced(postings)
    return len(postings)


def checked_contact(phone: str, email: str) -> tuple[str, str]:
    """Telephone and e-mail as they are kept; BadContact for what nobody could dial or write to."""
    phone, email = " ".join(phone.split()), email.strip().lower()
    if phone and (not _PHONE.match(phone) or sum(sign.isdigit() for sign in phone) < 7):
        raise BadContact(
            _("«%(phone)s» no es un teléfono.") % {"phone": phone[:40]},
            field="office_phone",
            remedy=_("Escriba lada y número, con extensión si la hay: 33 0000 0000 ext. 12."),
        )
    if email:
        try:
            validate_email(email)
            MaxLengthValidator(254)(email)
        except ValidationError:
            raise BadContact(
                _("«%(email)s» no es un correo.") % {"email": email[:80]},
                field="office_email",
                remedy=_("Escríbalo completo: nombre@dominio."),
            ) from None
    return phone, email


def _still_stands(posting: Posting) -> None:
    """What was published of a holder in the past stays."""
    if posting.ends_on is not None and posting.ends_on < timezone.localdate():
        raise AlreadyEnded(posting.ends_on)


def _contact(posting: Posting) -> dict[str, object]:
    return {
        "office_phone": posting.office_phone,
        "office_email": posting.office_email,
        "confirmed_at": str(posting.contact_confirmed_at) if posting.contact_confirmed_at else None,
        "bounced_at": str(posting.contact_bounced_at) if posting.contact_bounced_at else None,
    }
