"""One mixture, one order, and the vials that are open, as their pages and papers show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from delegations.models import Person
from pediatric_platform.models import Child, Draw, Mixture, MixtureEvent, MixtureState, Vial
from pediatric_platform.selectors.mixing.cabinet import with_left
from pediatric_platform.selectors.mixing.holds import Hold, holds_of

RELATED = (
    "order__place__unit__delegation",
    "order__place__delegation",
    "order__session__unit__delegation",
    "order__session__plan__child",
    "order__session__plan__regimen__protocol",
    "order__requested_by",
    "dose__confirmed_by",
)


@dataclass(frozen=True)
class MixtureFile:
    """All that is known of a mixture. `draws`: those whose consumption stands."""

    mixture: Mixture
    events: tuple[MixtureEvent, ...]
    draws: tuple[Draw, ...]
    holds: tuple[Hold, ...]

    @property
    def child(self) -> Child:
        return self.mixture.order.session.plan.child

    def last(self, state: str) -> MixtureEvent | None:
        """The last time it came to a state."""
        return next((event for event in reversed(self.events) if event.after == state), None)

    @property
    def validated(self) -> MixtureEvent | None:
        return self.last(MixtureState.VALIDATED)

    @property
    def prepared(self) -> MixtureEvent | None:
        return self.last(MixtureState.PREPARED)

    @property
    def same_hands(self) -> bool:
        """Whether one person reviewed and prepared it."""
        validated, prepared = self.validated, self.prepared
        return (
            validated is not None and prepared is not None and prepared.by_id is not None
            and validated.by_id == prepared.by_id
        )  # fmt: skip


def mixtures_for(person: Person) -> QuerySet[Mixture]:
    """Mixtures that the person may see, with what a page shows of each."""
    return Mixture.objects.visible_to(person).select_related(*RELATED)


def files_of(mixtures: Iterable[Mixture]) -> list[MixtureFile]:
    """The files of mixtures at hand; three queries, however many."""
    rows = list(mixtures)
    ids = [row.pk for row in rows]
    events: dict[int, list[MixtureEvent]] = {}
    for event in MixtureEvent.objects.filter(mixture__in=ids).select_related("by").order_by("id"):
        events.setdefault(event.mixture_id, []).append(event)
    draws: dict[int, list[Draw]] = {}
    standing = Draw.objects.filter(mixture__in=ids, vial__document__reversal__isnull=True)
    for draw in standing.select_related("vial__lot__drug", "vial__document", "by").order_by("id"):
        draws.setdefault(draw.mixture_id, []).append(draw)
    holds = holds_of(ids)
    return [
        MixtureFile(
            row, tuple(events.get(row.pk, ())), tuple(draws.get(row.pk, ())), tuple(holds.get(row.pk, ()))
        )
        for row in rows
    ]  # fmt: skip


def file_of(mixture: Mixture) -> MixtureFile:
    return files_of([mixture])[0]


@dataclass(frozen=True)
class OpenVial:
    """A vial open now: what is left, until when, and which mixtures drew from it."""

    vial: Vial
    left: Decimal
    hours_left: float
    may_be_shared: bool

    @property
    def is_good(self) -> bool:
        return self.hours_left > 0 and self.may_be_shared


def open_vials(person: Person, now: datetime) -> list[OpenVial]:
    """Every vial that nobody has thrown away, whatever is left of it, the one that ends first on top."""
    draws = Prefetch("draws", Draw.objects.select_related("mixture__order", "mixture__dose").order_by("id"))
    rows = with_left(Vial.objects.visible_to(person).open().filter(document__reversal__isnull=True))
    rows = rows.select_related("lot__drug", "place__unit", "place__delegation", "opened_by").prefetch_related(draws)
    found = []
    for vial in rows.order_by("use_before", "pk"):
        drug = vial.lot.drug
        hours = (vial.use_before - now).total_seconds() / 3600
        left = vial.amount - vial.drawn  # type: ignore[attr-defined]  # annotated
        found.append(OpenVial(vial, left, hours, bool(drug.vial_sharing and drug.hours_stable_after_opening)))
    return found
