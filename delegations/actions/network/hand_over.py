"""A post passes from its holder to the next, with the work that is open at it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit, open_work
from delegations.actions.network import rules, telling
from delegations.actions.network.contact import checked_contact
from delegations.errors import AlreadyHolds, HandoverToOneself, NotHandedOver, NotTheReceiver, OutsidePosting
from delegations.models import Handover, Holding, Person, Posting

HANDED_OVER = (Holding.TITULAR, Holding.SUBSTITUTE)


@transaction.atomic
def hand_over(
    *,
    posting: Posting,
    to: Person,
    on: date,
    note: str = "",
    office_phone: str = "",
    office_email: str = "",
    by: Person | None,
) -> Handover:
    """The holder's last day is the one before `on`; `to` holds the post from then on, and has what is open at it.

    Whoever acts for the old titular stops with them. If `to` was the other name of the post, that ends too. The work
    is listed as it is now; both of them and who appoints are told.
    """
    posting = rules.take_turns_at(posting)
    rules.must_manage(by, posting)
    if posting.holding not in HANDED_OVER or Handover.objects.filter(from_posting=posting).exists():
        raise NotHandedOver
    if to.pk == posting.person_id:
        raise HandoverToOneself(to.full_name)
    _day_fits(posting, on)
    rules.account_is_open(to)
    rules.unit_is_open(posting.unit, on)
    phone, email = checked_contact(office_phone, office_email)
    before = rules.facts(posting)
    last_day = on - rules.ONE_DAY
    covers = rules.shorten_covers(posting, last_day)
    posting.ends_on = last_day
    rules.store(posting)
    left = _leave_other_name(posting, to, on)
    new = Posting(
        person=to,
        role=posting.role,
        holding=posting.holding,
        is_national=posting.is_national,
        delegation=posting.delegation,
        unit=posting.unit,
        starts_on=on,
        office_phone=phone,
        office_email=email,
    )
    rules.post_is_free(new)
    rules.store(new)
    handover = Handover.objects.create(
        from_posting=posting, to_posting=new, note=note.strip(), work=open_work.of(posting), made_by=by
    )
    moved = open_work.move(posting, new)
    audit.record(
        type="posting.handed_over",
        by=by,
        target=handover,
        before=before,
        after={**rules.facts(new), "from_posting": posting.pk, "covers_ended": covers, "left": left, "moved": moved},
    )
    telling.tell_handed_over(handover, by=by)
    return handover


@transaction.atomic
def acknowledge(*, handover: Handover, by: Person) -> Handover:
    """The receiver says that the post and its work are in their hands. Said twice it is said once."""
    handover = Handover.objects.select_for_update(of=("self",)).select_related("to_posting").get(pk=handover.pk)
    if by.pk != handover.to_posting.person_id:
        raise NotTheReceiver
    if handover.acknowledged_at is None:
        handover.acknowledged_at = timezone.now()
        handover.save(update_fields=["acknowledged_at"])
        audit.record(type="handover.acknowledged", by=by, target=handover)
    return handover


def _day_fits(posting: Posting, on: date) -> None:
    """OutsidePosting unless the holder has at least one day before, and no day is left empty in between."""
    rules.plausible(on, field="on")
    earliest = posting.starts_on + timedelta(days=1)
    latest = posting.ends_on + timedelta(days=1) if posting.ends_on else None
    if on < earliest or (latest is not None and on > latest):
        raise OutsidePosting(earliest=earliest, latest=latest)


def _leave_other_name(posting: Posting, to: Person, on: date) -> dict[str, object]:
    """Who was the substitute and becomes the titular is no longer the substitute."""
    other = (
        Posting.objects.filter(role=posting.role, delegation=posting.delegation, unit=posting.unit, person=to)
        .filter(holding__in=HANDED_OVER)
        .exclude(holding=posting.holding)
        .current_or_coming(on)
        .order_by("starts_on")
        .first()
    )
    if other is None:
        return {}
    told = rules.facts(other) | {"posting": other.pk}
    if other.starts_on < on:
        rules.shorten_covers(other, on - rules.ONE_DAY)
        other.ends_on = on - rules.ONE_DAY
        rules.store(other)
    elif other.starts_on > timezone.localdate() and not Handover.objects.filter(to_posting=other).exists():
        rules.withdraw(other)
    else:
        raise AlreadyHolds(holder=to.full_name, holding=other.get_holding_display().lower(), starts_on=other.starts_on)
    return told
