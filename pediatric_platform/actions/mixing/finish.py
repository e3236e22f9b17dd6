"""What follows when the last of a dose, or of a session, has been given."""

from __future__ import annotations

from datetime import date

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.cases.records import confirm_by_records
from pediatric_platform.actions.missing import came_after_all
from pediatric_platform.actions.sessions.give import give_session
from pediatric_platform.models import Dose, DoseState, Mixture, MixtureState, Plan, Session, SessionState
from pediatric_platform.prescribing import may_prescribe


def finish_dose(dose_id: int, *, on: date, by: Person | None) -> None:
    """Give the dose once all its administrations were, and its session once nothing of it is left to give."""
    dose = Dose.objects.select_for_update(of=("self",)).select_related("session__unit").get(pk=dose_id)
    given = Mixture.objects.filter(dose=dose, state=MixtureState.ADMINISTERED).count()
    if dose.state == DoseState.PLANNED and given >= dose.administrations:
        mark_given(dose, by=by)
        came_after_all(dose.session, inns=[dose.inn], on=on)
        finish_session(dose.session_id, on=on, by=by)


def mark_given(dose: Dose, *, by: Person | None) -> None:
    """The dose was given, or handed out."""
    dose.state = DoseState.GIVEN
    dose.save(update_fields=["state", "document"])
    audit.record(
        type="dose.given",
        by=by,
        target=dose,
        before={"state": str(DoseState.PLANNED)},
        after={"state": str(DoseState.GIVEN)},
        unit=dose.session.unit_id,
        delegation=dose.session.unit.delegation_id,
    )
    confirm_by_records(child_ids=Plan.objects.filter(pk=dose.session.plan_id).values_list("child", flat=True))


def finish_session(session_id: int, *, on: date, by: Person | None) -> None:
    """Give the session when every dose of it was administered, handed out or left out."""
    sessions = Session.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    session = sessions.get(pk=session_id)
    if session.state != SessionState.PLANNED or session.doses.to_give().exists():
        return
    # Whoever hands out the last of it need not be who prescribes: then it follows by itself.
    give_session(session=session, given_on=on, by=by if may_prescribe(by, session.unit) else None)
