"""What the link of a contact mail does: confirm, say that one is no longer the holder, or ask for a fresh link."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from delegations import audit, notify
from delegations.actions.contacts import CONFIRM, VALID_FOR, mail_link
from delegations.actions.links import Wanted, issue_all, redeem
from delegations.actions.network import confirm_contact
from delegations.actions.network.telling import about
from delegations.models import OneTimeLink, Person, Posting
from delegations.selectors.contact_links import open_contact_link, readable_contact_link
from delegations.selectors.invitations import is_over
from delegations.selectors.links import link_of, refusal_of
from delegations.selectors.network.appointers import Appointers


@transaction.atomic
def confirm_by_link(*, token: str) -> Posting:
    """The holder says, by the link alone, that the contact is right. A LinkRefused otherwise."""
    open_contact_link(token=token)
    link = redeem(token=token, purpose=CONFIRM)
    assert link.posting is not None
    return confirm_contact(posting=link.posting, by=None)


@transaction.atomic
def disown_by_link(*, token: str) -> OneTimeLink:
    """Whoever reads the office's mail says that they are not that person any more: the contact counts as unconfirmed,
    and who appoints is told. Works for as long as the link would, used or not. Said twice it is said once.
    """
    link = readable_contact_link(token=token)
    posting = link.posting
    assert posting is not None
    today = timezone.localdate()
    posting.contact_confirmed_at = None
    posting.save(update_fields=["contact_confirmed_at"])
    told = notify.tell(
        kind="network.contact_disowned",
        to=Appointers(today).of_posting(posting).people,
        key=f"{posting.pk}:{today}",
        context=about(posting, None),
        path=reverse("delegations:posting", args=[posting.pk]),
    )
    audit.record(type="posting.contact_disowned", by=None, target=posting, after={"link": link.pk, "told": len(told)})
    return link


@transaction.atomic
def renew_contact_link(*, token: str) -> bool:
    """A link out of date is mailed anew to where the post's mail goes, once. Whether it was, which nobody is told."""
    link = link_of(token=token, purpose=CONFIRM)
    Person.objects.select_for_update(no_key=True).get(pk=link.person_id)
    link.refresh_from_db(fields=["used_at", "revoked_at"])
    refusal = refusal_of(link, timezone.now())
    posting = link.posting
    if refusal is None or refusal.code != "expired_link" or posting is None:
        return False
    if is_over(posting) or not link.person.is_active:
        return False
    ((fresh, fresh_token),) = issue_all(
        purpose=CONFIRM,
        wanted=[Wanted(link.person, posting.notice_address(), posting, link.created_by)],
        valid_for=VALID_FOR,
        by=None,
    )
    mail_link(fresh, fresh_token)
    return True
