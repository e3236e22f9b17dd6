"""What somebody may do to a case now, the one that helps most first. No queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pediatric_platform.models import Case, CaseState


@dataclass(frozen=True, slots=True)
class Step:
    """`slug` is its address below the case's; `at_once`: one press, no form."""

    slug: str
    label: str
    note: str = ""
    at_once: bool = False
    is_dangerous: bool = False

    @property
    def url_name(self) -> str:
        return f"pediatric:case-{self.slug}"


def steps_for(case: Case, *, mine: bool, works: bool, takes: bool, closes: bool, today: date) -> Sequence[Step]:
    """Empty for whoever only reads. The first is the next step of the case for this person."""
    if not works or case.state == CaseState.MERGED:
        return ()
    if case.state in (CaseState.CONFIRMED, CaseState.CLOSED):
        return (_reopen(),)
    if case.state == CaseState.SOLVED:
        asked = Step("contact", _("Anotar que pregunté a la familia"), _("Lo confirma la familia, o el registro."))
        return (asked, _message(), _reopen(), *_apart(closes))
    found = _unsolved(case, mine, closes, today)
    return found if takes else [step for step in found if step.slug != "take"]


def _unsolved(case: Case, mine: bool, closes: bool, today: date) -> Sequence[Step]:
    if mine:
        take = Step("take", _("Empiezo a atenderlo"), _("La familia verá que usted lo tiene."), at_once=True)
    else:
        take = Step("take", _("Lo tomo yo"), _("Queda a su nombre; la familia verá quién lo tiene."), at_once=True)
    call = Step("contact", _("Anotar una llamada"), _("A qué hora, por qué medio y si contestaron."))
    solve = Step("solve", _("Ya está resuelto"), _("Diga cómo; después lo confirma la familia."))
    wait = Step("wait", _("Queda en espera"), _("De quién depende, y hasta qué día."))
    resume = Step("resume", _("Seguir con el caso"), _("Lo que se esperaba ya llegó, o ya no."), at_once=True)
    waiting = case.state == CaseState.WAITING
    came = waiting and case.waiting_until is not None and case.waiting_until <= today
    if not mine or case.state == CaseState.OPEN:
        first = take
    elif case.contacted_at is None or case.contact_by is not None:
        first = call
    else:
        first = resume if came else solve
    offered = [first, call, solve, resume if waiting else wait, _message()]
    if not mine:
        offered.insert(1, take)
    offered.append(Step("hand", _("Pasarlo a otra persona"), _("Con el motivo; le llega un aviso.")))
    kept = list(dict.fromkeys(offered))
    return (*kept, Step("correct", _("Corregir lo anotado"), _("El medicamento, el día o qué pasó.")), *_apart(closes))


def _message() -> Step:
    return Step("note", _("Escribir una nota o un mensaje"), _("Para el equipo, o para la familia."))


def _reopen() -> Step:
    return Step("reopen", _("Reabrirlo"), _("Vuelve a tener plazo."))


def _apart(closes: bool) -> Sequence[Step]:
    """What ends a case here without the family's word."""
    merge = Step("merge", _("Unirlo con otro"), _("Es el mismo problema que otro caso del hospital."))
    if not closes:
        return (merge,)
    close = Step(
        "close",
        _("Cerrar sin confirmar"),
        _("Solo oficina central, después de tres contactos en tres días y por dos medios."),
        is_dangerous=True,
    )
    return (merge, close)
