"""Mail to a teller without an account: the link is made again each time, and only its hash is on record."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from delegations import audit
from delegations.selectors.links import fingerprint
from pediatric_platform.models import CaseDraft, CaseFollower
from pediatric_platform.public_cases import mail
from pediatric_platform.public_cases.secrets import follow_token


def write_folio(*, follower_id: int, language: str) -> bool:
    """The folio and its link; whether it left, or there was nobody to write to."""
    found = _link_of(follower_id)
    if found is None:
        return True
    follower, token = found
    return mail.send_folio(follower.contact_email, folio=follower.case.folio, token=token, language=language)


def write_news(*, follower_id: int) -> bool:
    """That there is something new behind the link; whether it left, or there was nobody to write to."""
    found = _link_of(follower_id)
    if found is None:
        return True
    follower, token = found
    return mail.send_news(
        follower.contact_email, folio=follower.case.folio, token=token, language=settings.LANGUAGE_CODE
    )


@transaction.atomic
def _link_of(follower_id: int) -> tuple[CaseFollower, str] | None:
    """Whoever follows still and left an address, with their secret; the draft that it is made of stays with the case
    that it opened, which may since have been merged into the follower's."""
    follower = (
        CaseFollower.objects.current()
        .select_for_update(of=("self",), no_key=True)
        .select_related("case")
        .filter(pk=follower_id, person__isnull=True)
        .exclude(token_hash="")
        .first()
    )
    if follower is None or not follower.contact_email:
        return None
    drafts = list(CaseDraft.objects.filter(case__in=_cases_of(follower)).values_list("pk", flat=True))
    for token in map(follow_token, drafts):
        if fingerprint(token) == follower.token_hash:
            return follower, token
    if len(drafts) != 1:
        return None
    # The key was changed since: a new link in place of the old one.
    token = follow_token(drafts[0])
    follower.token_hash = fingerprint(token)
    follower.save(update_fields=["token_hash"])
    audit.record(type="case_link.renewed", by=None, target=follower.case)
    return follower, token


def _cases_of(follower: CaseFollower) -> list[int]:
    """The follower's case and those merged into it."""
    return [follower.case_id, *follower.case.duplicates.values_list("pk", flat=True)]
