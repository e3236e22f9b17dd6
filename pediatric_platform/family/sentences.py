"""What a family is told about one session: one sentence, a colour with its word and sign, and what stands below it.

Pure: it is given the session's facts, the answer of coverage, who answers for the medicines, and the moment. Every text
keeps INFLESZ ≥ 65 (tests/pediatric_platform/family/test_readability.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pediatric_platform.family.days import ago, hour, listed, of, said, since
from pediatric_platform.family.deadlines import deadline
from supply.horizon import COVERAGE_DAYS, STALE_DAYS


class Tone(Enum):
    """A colour with the word and the sign that say the same without it."""

    COMPLETE = ("complete", "●", gettext_lazy("Está todo"))
    COMING = ("coming", "◆", gettext_lazy("Viene en camino"))
    # Asked of whoever sells it, and no more: it is not on its way, and it may not come.
    ORDERED = ("coming", "◆", gettext_lazy("Ya se pidió"))
    MISSING = ("missing", "■", gettext_lazy("Falta"))
    UNKNOWN = ("unknown", "?", gettext_lazy("No lo sabemos"))
    FAR = ("far", "○", gettext_lazy("Todavía lejos"))
    DONE = ("done", "✓", gettext_lazy("Ya pasó"))
    OFF = ("off", "×", gettext_lazy("No se hace"))
    # Of a case: the same colours, other words.
    UNSOLVED = ("missing", "■", gettext_lazy("Sin resolver"))
    ASKED = ("coming", "◆", gettext_lazy("Díganos"))
    SOLVED = ("done", "✓", gettext_lazy("Resuelto"))
    CLOSED = ("off", "×", gettext_lazy("Cerrado"))

    def __init__(self, code: str, sign: str, label: str | Promise) -> None:
        self.code, self.sign, self.label = code, sign, label


class Reply(Protocol):
    """What of an answer of coverage is read here."""

    @property
    def status(self) -> str: ...
    @property
    def needed_on(self) -> date: ...
    @property
    def expected_on(self) -> date | None: ...
    @property
    def certainty(self) -> str: ...
    @property
    def uncovered_since(self) -> datetime | None: ...
    @property
    def data_at(self) -> datetime | None: ...
    def is_known(self, now: datetime) -> bool: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """A session as it stands. `paused`: its treatment is stopped. `moved_*`: its last change of day, if recent.

    `ready`: all of it was mixed or handed out. `held`: something mixed for it may not be used. `holidays`: days of
    rest that a deadline leaves out.
    """

    on: date
    state: str = "planned"
    given_on: date | None = None
    paused: bool = False
    moved_from: date | None = None
    moved_reason: str = ""
    ready: bool = False
    held: bool = False
    holidays: Collection[date] = ()


@dataclass(frozen=True, slots=True)
class Solver:
    """Who gets what is missing, and how to reach them; `is_above`: the hospital's own post is empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    is_above: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The sentence and its tone; `more` stands below. `names_solver`: the telephone belongs beside it."""

    tone: Tone
    sentence: str
    more: tuple[str, ...] = ()
    names_solver: bool = False

    def spoken(self) -> str:
        """Everything in one go, for mail and calendars."""
        return " ".join((self.sentence, *self.more))


def told(
    facts: Facts,
    answer: Reply | None,
    *,
    missing: Sequence[str],
    coming: Sequence[str],
    solver: Solver,
    now: datetime,
    by_when: str = "",
) -> Told:
    """What to say of a session. `missing`, `coming`: common names of what is short or on its way; `now` is local.

    `by_when`: what the clock of a case about it promises, in place of the deadline that holds without one.
    """
    today = now.date()
    fixed = _settled(facts, today)
    if fixed is not None:
        return fixed
    moved = _moved(facts, today)
    if facts.on - timedelta(days=COVERAGE_DAYS) > today:
        day = {"of_day": of(facts.on - timedelta(days=COVERAGE_DAYS), today)}
        return Told(Tone.FAR, _("Aún falta tiempo. Le diremos si está todo a partir %(of_day)s.") % day, moved)
    if facts.held and not (answer is not None and answer.status == "uncovered" and stands(answer, facts.on, now)):
        text = _("Una medicina que ya estaba hecha no se puede usar. Aún no sabemos si habrá otra a tiempo.")
        return Told(Tone.UNKNOWN, text, moved, names_solver=True)
    if facts.ready:
        text = _("Está todo para la sesión %(of_day)s. Ya está listo.")
        return Told(Tone.COMPLETE, text % {"of_day": of(facts.on, today)}, moved)
    if answer is None:
        text = _("Aún no tenemos la lista de lo que se usa ese día. Pregunte por ella en su hospital.")
        return Told(Tone.UNKNOWN, text, moved)
    if not is_fresh(answer, now):
        return Told(Tone.UNKNOWN, _stale(answer, now), moved, names_solver=True)
    if not stands(answer, facts.on, now):
        text = _("Aún no tenemos la respuesta de este día. Vuelva a ver esta página en unos minutos.")
        return Told(Tone.UNKNOWN, text, moved)
    if answer.status == "covered":
        return Told(Tone.COMPLETE, _("Está todo para la sesión %(of_day)s.") % {"of_day": of(facts.on, today)}, moved)
    if answer.status == "incoming" and answer.expected_on is not None:
        return _coming(facts, answer, answer.expected_on, coming, moved, today)
    return _missing(facts, answer, missing, solver, moved, now, by_when)


def is_fresh(answer: Reply, now: datetime) -> bool:
    """Whether the hospital told anything in the last days."""
    return answer.data_at is not None and now - answer.data_at <= timedelta(days=STALE_DAYS)


def stands(answer: Reply, on: date, now: datetime) -> bool:
    """Whether the answer may be told: known, and computed for the day that holds now."""
    return answer.is_known(now) and answer.needed_on == on


def _settled(facts: Facts, today: date) -> Told | None:
    """What needs no answer: given, cancelled, paused, or a day that went by."""
    if facts.state == "given" and facts.given_on is not None:
        return Told(Tone.DONE, _("La sesión ya se dio, %(day)s.") % {"day": said(facts.given_on, today)})
    if facts.state == "cancelled":
        return Told(Tone.OFF, _("Esta sesión ya no se hará. Si tiene dudas, pregunte a su médico."))
    if facts.paused:
        return Told(Tone.OFF, _("El tratamiento está en pausa. Su médico le dirá cuándo sigue."))
    if facts.on < today:
        text = _("La sesión era %(day)s. El hospital aún no anota si se dio.") % {"day": said(facts.on, today)}
        return Told(Tone.UNKNOWN, text)
    return None


def _moved(facts: Facts, today: date) -> tuple[str, ...]:
    """That the day changed, and why, in words of the family."""
    if facts.moved_from is None or facts.moved_from == facts.on:
        return ()
    before = said(facts.moved_from, today)
    if facts.moved_from < today:
        text = _("Cambió de día: antes era %(day)s.") % {"day": before}
    else:
        text = _("Cambió de día: ya no es %(day)s.") % {"day": before}
    why = {
        "cytopenia": _("Fue porque la sangre aún no se recupera."),
        "fever": _("Fue por fiebre o por una infección."),
        "missing_drug": _("Fue porque faltó una medicina."),
        "family": _("Fue porque la familia lo pidió."),
    }.get(facts.moved_reason)
    return (text, why) if why else (text,)


def _stale(answer: Reply, now: datetime) -> str:
    if answer.data_at is None:
        return _("No sabemos si está todo. El hospital aún no nos da sus datos.")
    days = (now.date() - answer.data_at.astimezone(now.tzinfo).date()).days
    return _("No sabemos si está todo. Lo último que nos dijo el hospital es de %(ago)s.") % {"ago": ago(days)}


def _coming(facts: Facts, answer: Reply, day: date, coming: Sequence[str], moved: tuple[str, ...], today: date) -> Told:
    if answer.certainty == "ordered":
        return _ordered(day, coming, moved, today)
    what = _("Viene en camino %(what)s.") % {"what": listed(coming)} if coming else _("Lo que falta viene en camino.")
    if answer.certainty == "late":
        sure = _("Viene tarde: ya debía estar aquí.")
    elif answer.certainty == "estimated":
        sure = _("La fecha no es segura. Creemos que llega %(day)s.") % {"day": said(day, today)}
    else:
        sure = _("Lo esperamos %(day)s.") % {"day": said(day, today)}
    enough = (
        _("Si llega ese día, hay tiempo para la sesión.") if day <= facts.on and answer.certainty == "dated" else ""
    )
    more = (*((enough,) if enough else ()), *moved)
    return Told(Tone.COMING, f"{what} {sure}", more, names_solver=answer.certainty == "late")


def _ordered(day: date, coming: Sequence[str], moved: tuple[str, ...], today: date) -> Told:
    what = _("Ya se pidió %(what)s.") % {"what": listed(coming)} if coming else _("Lo que falta ya se pidió.")
    sure = _("Es probable que llegue %(day)s o antes, pero no es seguro.") % {"day": said(day, today)}
    return Told(Tone.ORDERED, f"{what} {sure}", (_("Aún no viene en camino."), *moved), names_solver=True)


def _missing(
    facts: Facts,
    answer: Reply,
    missing: Sequence[str],
    solver: Solver,
    moved: tuple[str, ...],
    now: datetime,
    by_when: str,
) -> Told:
    today = now.date()
    if not missing:
        what = _("Falta una medicina.")
    else:
        what = ngettext("Falta %(what)s.", "Faltan %(what)s.", len(missing)) % {"what": listed(missing)}
    sentence = f"{what} {_who(solver)}"
    more: list[str] = []
    if answer.uncovered_since is not None:
        found = answer.uncovered_since.astimezone(now.tzinfo)
        more.append(_("Falta %(since)s.") % {"since": since(found, today)})
        more.append(by_when or _by_when(found, facts, now, _call(solver)))
    elif by_when:
        more.append(by_when)
    return Told(Tone.MISSING, sentence, (*more, *moved), names_solver=True)


def _who(solver: Solver) -> str:
    if not solver.name:
        return _("Aún no sabemos quién lo resuelve. Pregunte en la dirección de su hospital.")
    if solver.phone:
        return _("Lo resuelve %(name)s, %(phone)s.") % {"name": solver.name, "phone": solver.phone}
    return _("Lo resuelve %(name)s.") % {"name": solver.name}


def _call(solver: Solver) -> str:
    """Whom, where no telephone stands beside the sentence."""
    return _("Llame ahora.") if solver.phone else _("Llame ahora a su hospital.")


def _by_when(found: datetime, facts: Facts, now: datetime, call: str) -> str:
    limit = deadline(found=found, needed_on=facts.on, now=now, holidays=facts.holidays)
    if limit.is_late:
        return _("Lo vimos muy tarde y ya no hay plazo.") + f" {call}"
    when = {"day": said(limit.at.date(), now.date()), "hour": hour(limit.at)}
    if limit.is_over:
        return _("Debimos darle respuesta %(day)s %(hour)s.") % when + f" {call}"
    return _("Lo sabremos a más tardar %(day)s %(hour)s.") % when
