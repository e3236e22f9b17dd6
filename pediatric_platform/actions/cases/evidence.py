"""What a case is told the moment it begins: where its drug could be, and that somebody needed it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from delegations.models import Person
from pediatric_platform.actions.cases.check import run_checklist
from pediatric_platform.actions.cases.told import Told
from pediatric_platform.models import Case, CaseKind
from supply.actions.unmet import Unmet, note_unmet
from supply.models import UnmetKind

# A case about something else than a medicine that was not there tells nothing of demand.
NOT_MISSING = frozenset({CaseKind.WRONG, CaseKind.OTHER})


log = logging.getLogger(__name__)


def look_for_it(case: Case, told: Told, *, by: Person | None, today: date, now: datetime) -> None:
    """Note what was needed and not there. One need is one row, however many ways it was noticed: by its session where
    that is known, by the case otherwise. And ask where the drug could be: a question that fails costs nobody the case.
    """
    try:
        with transaction.atomic():
            run_checklist(case=case, now=now)
    except Exception:
        log.exception("checklist of case %s failed", case.folio)
    if case.drug is None or case.kind in NOT_MISSING:
        return
    noticed = Unmet(
        unit_id=case.unit_id,
        drug_id=case.drug.pk,
        day=told.prescription_on or (told.session.on if told.session else case.needed_on) or today,
        reference=told.session.reference if told.session else case.reference,
        kind=UnmetKind.CASE,
        source=case.reference,
        prescription_on=told.prescription_on,
    )
    # A prescription that was denied is one more way by which the same need was noticed.
    denied = [replace(noticed, kind=UnmetKind.PRESCRIPTION)] if told.prescription_on else []
    note_unmet(rows=[noticed, *denied])
