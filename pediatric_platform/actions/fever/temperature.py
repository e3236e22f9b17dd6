from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.fever.rights import must_stamp
from pediatric_platform.actions.fever.stamp import refuse_ended
from pediatric_platform.actions.fever.writing import clean_temperature, locked
from pediatric_platform.errors.fever import ImpossibleNeutrophils, NothingToNote
from pediatric_platform.models import FeverEpisode

MOST_NEUTROPHILS = 100_000


@transaction.atomic
def note_temperature(
    *,
    episode: FeverEpisode,
    temperature: Decimal | None = None,
    neutrophils: int | None = None,
    edition: int | None = None,
    by: Person | None,
) -> FeverEpisode:
    """What was measured; what is left out stays. The trail says that it was noted, not how much."""
    row = locked(episode, edition)
    must_stamp(by, row.unit)
    refuse_ended(row, timezone.now())
    if temperature is None and neutrophils is None:
        raise NothingToNote
    if neutrophils is not None and not 0 <= neutrophils <= MOST_NEUTROPHILS:
        raise ImpossibleNeutrophils(MOST_NEUTROPHILS)
    noted = []
    if temperature is not None:
        row.temperature = clean_temperature(temperature)
        noted.append("temperature")
    if neutrophils is not None:
        row.neutrophils = neutrophils
        noted.append("neutrophils")
    row.edition += 1
    row.save(update_fields=[*noted, "edition"])
    audit.record(type="fever.measured", by=by, target=row, after={"noted": noted}, unit=row.unit_id)
    return row
