"""What of a session has left the shelf: mixed and fit to be used, or mixed and held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from pediatric_platform.models import Dose, DoseState, Mixture, MixtureState, SessionState
from pediatric_platform.selectors.mixing.holds import holds_of

# Made, and neither given nor sent back.
ON_ITS_WAY = (MixtureState.PREPARED, MixtureState.DISPATCHED, MixtureState.RECEIVED)


@dataclass(frozen=True, slots=True)
class Made:
    """Sessions of which nothing is needed from the shelf any more, and those with a mixture that may not be used."""

    ready: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()


def mixed_and_fit(dose_ids: Collection[int]) -> Counter[int]:
    """Dose → administrations that were given, or are mixed and fit to be: what is held back has to be made again."""
    return _mixed(dose_ids)[0]


def made_of(session_ids: Collection[int]) -> Made:
    """Three queries at most, two where nothing is on its way."""
    doses = list(
        Dose.objects.filter(session__in=session_ids)
        .exclude(state=DoseState.OMITTED)
        .values_list("pk", "session", "state", "administrations")
    )
    fit, held = _mixed([pk for pk, *_rest in doses])
    lacking = {
        session_id
        for pk, session_id, state, administrations in doses
        if state != DoseState.GIVEN and fit[pk] < administrations
    }
    everything = {session_id for _pk, session_id, *_rest in doses}
    kept_back = {session_id for pk, session_id, *_rest in doses if pk in held}
    return Made(frozenset(everything - lacking), frozenset(kept_back))


def on_their_way() -> list[int]:
    """Planned sessions with something mixed that was neither given nor sent back."""
    rows = Mixture.objects.filter(state__in=ON_ITS_WAY, order__session__state=SessionState.PLANNED)
    return list(rows.order_by("order__session").values_list("order__session", flat=True).distinct())


def _mixed(dose_ids: Collection[int]) -> tuple[Counter[int], set[int]]:
    """Dose → administrations made and fit; and the doses of which one is held back."""
    mixtures = Mixture.objects.filter(dose__in=dose_ids, state__in=(*ON_ITS_WAY, MixtureState.ADMINISTERED))
    rows = list(mixtures.values_list("pk", "dose", "state"))
    waiting = [pk for pk, _dose, state in rows if state in ON_ITS_WAY]
    holds = holds_of(waiting) if waiting else {}
    fit = Counter(dose_id for pk, dose_id, _state in rows if pk not in holds)
    return fit, {dose_id for pk, dose_id, _state in rows if pk in holds}
