"""How a person wants to be told: by which channel, at once, once a day or not at all."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from delegations import audit
from delegations.errors.notices import BadNumber, MandatoryNotice, NoSuchPace
from delegations.models import Channel, Delivery, DeliveryState, NoticePreference, Pace, Person
from delegations.notify.kinds import kind_named
from delegations.notify.text import NotANumber, e164


@transaction.atomic
def choose_paces(*, paces: Mapping[tuple[str, Channel], Pace], by: Person) -> int:
    """Keep what the person chose by kind and channel; how many choices changed.

    MandatoryNotice for a kind that nobody may change, NoSuchPace for a digest by text message.
    """
    for (name, channel), pace in paces.items():
        kind = kind_named(name)
        if channel == Channel.EMAIL and not kind.is_optional and pace != Pace.NOW:
            raise MandatoryNotice(str(kind.label))
        if channel == Channel.TEXT and pace == Pace.DIGEST:
            raise NoSuchPace
    mine = NoticePreference.objects.select_for_update().filter(person=by)
    kept = {(row.kind, Channel(row.channel)): Pace(row.pace) for row in mine}
    changed = {key: pace for key, pace in paces.items() if pace != kind_named(key[0]).pace(key[1], kept.get(key))}
    if not changed:
        return 0
    NoticePreference.objects.bulk_create(
        [
            NoticePreference(person=by, kind=kind, channel=channel, pace=pace)
            for (kind, channel), pace in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "kind", "channel"],
        update_fields=["pace"],
    )
    _drop_what_waited(changed, by)
    audit.record(
        type="notice_preferences.changed",
        by=by,
        target=by,
        before={
            f"{kind}:{channel.value}": kind_named(kind).pace(channel, kept.get((kind, channel))).value
            for kind, channel in changed
        },
        after={f"{kind}:{channel.value}": pace.value for (kind, channel), pace in changed.items()},
    )
    return len(changed)


@transaction.atomic
def set_mobile_phone(*, number: str, by: Person) -> str:
    """Keep where to send text messages, as it is dialled from anywhere; empty for none. BadNumber."""
    try:
        dialled = e164(number) if number.strip() else ""
    except NotANumber:
        raise BadNumber from None
    if dialled != by.mobile_phone:
        by.mobile_phone = dialled
        by.save(update_fields=["mobile_phone"])
        # The number is nobody's business but hers: the trail says that it changed, not what it is.
        audit.record(type="person.mobile_phone_changed", by=by, target=by, after={"has_number": bool(dialled)})
    return dialled


def _drop_what_waited(changed: Mapping[tuple[str, Channel], Pace], by: Person) -> None:
    """Mail that waited for the digest does not come once its kind is switched off; the inbox keeps the notice."""
    off = [kind for (kind, channel), pace in changed.items() if channel == Channel.EMAIL and pace == Pace.NEVER]
    if off:
        Delivery.objects.filter(
            notification__person=by, notification__kind__in=off, channel=Channel.EMAIL, state=DeliveryState.WAITING
        ).delete()
