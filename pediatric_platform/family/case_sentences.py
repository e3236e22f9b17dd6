"""What a family is told about its case: what is wrong, who has it with a telephone, by when, and what is asked of it.

Pure: it is given the case's facts and the moment, in the hospital's zone. It never says that something is «being
processed»: it says who does what, until when, and whom to call if that does not happen. Every text keeps
INFLESZ ≥ 65 (tests/pediatric_platform/family/test_case_sentences.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pediatric_platform.family.days import hour, said
from pediatric_platform.family.sentences import Solver, Tone

UNIT, DELEGATION, CENTRAL, SESSION = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as it stands. `what`: the medicine as the family calls it, empty where nobody knows it yet.

    `confirmed_at`: when this family said that it is solved. `has_phone`: whether there is a number to call it at.
    `is_umae`: a hospital that answers to central office and to no delegation.
    """

    kind: str
    state: str
    level: int = UNIT
    what: str = ""
    needed_on: date | None = None
    opened_at: datetime | None = None
    contact_by: datetime | None = None
    contacted_at: datetime | None = None
    is_contact_late: bool = False
    has_phone: bool = True
    deadline_at: datetime | None = None
    agenda_on: date | None = None
    waiting_for: str = ""
    waiting_until: date | None = None
    solution: str = ""
    solved_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_by_record: bool = False
    ended_at: datetime | None = None
    closed_reason: str = ""
    is_umae: bool = False


@dataclass(frozen=True, slots=True)
class CaseTold:
    """The sentence and its tone; `more` below it. `asks`: "confirm" (was it given?), "reopen", or nothing.

    `names_owner`: whoever has it, with the telephone, belongs beside it.
    """

    tone: Tone
    sentence: str
    more: tuple[str, ...] = ()
    asks: str = ""
    names_owner: bool = True

    def spoken(self) -> str:
        """Everything in one go, for mail and the API."""
        return " ".join((self.sentence, *self.more))


def case_told(facts: CaseFacts, owner: Solver, *, now: datetime) -> CaseTold:
    """What to say of a case; `now` and every moment in the hospital's zone."""
    if facts.state == "confirmed":
        return _confirmed(facts, now)
    if facts.state == "closed":
        return _closed(facts, now)
    if facts.state == "solved":
        return _solved(facts, owner, now)
    who = owner_told(owner)
    more = [
        needed(facts, now),
        _level(facts),
        *_waiting(facts, now),
        *_call(facts, now),
        promised(facts, owner, now=now),
    ]
    return CaseTold(Tone.UNSOLVED, f"{problem(facts)} {who}", tuple(line for line in more if line))


def problem(facts: CaseFacts) -> str:
    """What is wrong, in one sentence."""
    what = facts.what
    if facts.kind == "missing":
        one = ngettext("Falta %(what)s.", "Faltan %(what)s.", 1)
        return one % {"what": what} if what else _("Falta una medicina.")
    if facts.kind == "denied":
        return _("No le dieron %(what)s.") % {"what": what} if what else _("No le dieron la medicina.")
    if facts.kind == "partial":
        return _("Le dieron menos %(what)s.") % {"what": what} if what else _("Le dieron menos de lo que toca.")
    if facts.kind == "not_mixed":
        return _("No se hizo la mezcla de %(what)s.") % {"what": what} if what else _("No se hizo la mezcla.")
    if facts.kind == "postponed":
        return _("Cambiaron de día la sesión.")
    if facts.kind == "wrong":
        return _("Algo está mal con %(what)s.") % {"what": what} if what else _("Algo está mal con la medicina.")
    return _("Hay un problema con %(what)s.") % {"what": what} if what else _("Hay un problema.")


def owner_told(owner: Solver) -> str:
    """Who has it, by name and telephone."""
    if not owner.name:
        return _("Aún nadie lo tiene a su cargo. Pregunte en la dirección de su hospital.")
    if owner.phone:
        return _("Lo resuelve %(name)s, %(phone)s.") % {"name": owner.name, "phone": owner.phone}
    return _("Lo resuelve %(name)s.") % {"name": owner.name}


def _level(facts: CaseFacts) -> str:
    """Who let it go by, and who has it since."""
    if facts.level == DELEGATION:
        return _("Su hospital no pudo a tiempo. Ya lo tiene su delegación.")
    if facts.level == CENTRAL:
        return _("Aún no se pudo. Ya lo tiene la oficina central.")
    if facts.level == SESSION:
        return _("Nadie lo ha podido resolver.")
    return ""


def _waiting(facts: CaseFacts, now: datetime) -> list[str]:
    if facts.state != "waiting":
        return []
    whom = {
        "supplier": _("Ahora espera a quien lo vende."),
        "warehouse": _("Ahora espera al almacén."),
        "other_unit": _("Ahora espera a otro hospital."),
        "central": _("Ahora espera a la oficina central."),
        "prescriber": _("Ahora espera a su médico."),
        "family": _("Ahora le toca a usted: llame o escriba aquí."),
    }.get(facts.waiting_for, _("Ahora espera a alguien más."))
    if facts.waiting_until is None:
        return [whom]
    return [whom, _("Lo verá otra vez %(day)s.") % {"day": said(facts.waiting_until, now.date())}]


def _call(facts: CaseFacts, now: datetime) -> list[str]:
    """Until when somebody should have spoken with the family."""
    if facts.contact_by is None:
        return []
    if facts.is_contact_late or facts.contact_by <= now:
        return [_("Ya debían haberle llamado. Llame usted.")]
    if not facts.has_phone:
        return []
    return [_("Le llamarán a más tardar %(when)s.") % {"when": moment(facts.contact_by, now)}]


def promised(facts: CaseFacts, owner: Solver, *, now: datetime) -> str:
    """What the clock of an unsolved case promises, on its own page and beside the session that it is about."""
    if facts.level == SESSION and facts.agenda_on is not None:
        return _("Se verá %(day)s en la junta con las familias.") % {"day": said(facts.agenda_on, now.date())}
    if facts.deadline_at is None:
        return ""
    when = {"when": moment(facts.deadline_at, now)}
    if facts.deadline_at <= now:
        return _("Debía estar listo %(when)s, y no lo está.") % when + f" {call(owner)}"
    after = {
        UNIT: _("Si no, pasa a la oficina central.") if facts.is_umae else _("Si no, pasa a su delegación."),
        DELEGATION: _("Si no, pasa a la oficina central."),
        CENTRAL: _("Si no, se ve en la junta con las familias."),
    }.get(facts.level, "")
    return f"{_('Debe resolverlo a más tardar %(when)s.') % when} {after}".strip()


def call(owner: Solver) -> str:
    """Whom to call now."""
    return _("Llame ahora.") if owner.phone else _("Llame ahora a su hospital.")


def _solved(facts: CaseFacts, owner: Solver, now: datetime) -> CaseTold:
    """Somebody says that it is done: it is not until the family has said so too."""
    name = owner.name or _("Su hospital")
    if facts.confirmed_at is not None:
        others = (_("Falta que otras familias digan lo mismo."),)
        return CaseTold(Tone.SOLVED, _("Usted ya nos dijo que se lo dieron. Gracias."), others, names_owner=False)
    sentence = _("%(name)s dice que ya está. ¿Ya se lo dieron?") % {"name": name}
    more: list[str] = []
    if facts.solution:
        more.append(_("Dijo: «%(words)s».") % {"words": facts.solution.rstrip(".")})
    if facts.deadline_at is not None and facts.deadline_at > now:
        when = {"when": moment(facts.deadline_at, now)}
        more.append(_("Si no nos dice nada, le preguntamos otra vez %(when)s.") % when)
    return CaseTold(Tone.ASKED, sentence, tuple(more), asks="confirm")


def _confirmed(facts: CaseFacts, now: datetime) -> CaseTold:
    day = facts.confirmed_at or facts.ended_at
    when = said(day.date(), now.date()) if day else ""
    if facts.confirmed_by_record:
        sentence = _("Ya está resuelto. El hospital anotó que se lo dio, %(day)s.") % {"day": when}
    elif facts.confirmed_at is not None:
        sentence = _("Ya está resuelto. Usted nos lo dijo, %(day)s.") % {"day": when}
    else:
        sentence = _("Ya está resuelto.")
    return CaseTold(
        Tone.SOLVED, sentence, (_("Si no es así, ábralo otra vez aquí."),), asks="reopen", names_owner=False
    )


def _closed(facts: CaseFacts, now: datetime) -> CaseTold:
    """Central office ended it without the family's word: it says why, and the family can open it again."""
    when = said(facts.ended_at.date(), now.date()) if facts.ended_at else ""
    sentence = _("La oficina central lo cerró %(day)s, sin que usted nos dijera que ya está.") % {"day": when}
    more: list[str] = []
    if facts.closed_reason:
        more.append(_("Dijo: «%(words)s».") % {"words": facts.closed_reason.rstrip(".")})
    more.append(_("Si aún le hace falta, ábralo otra vez aquí."))
    return CaseTold(Tone.CLOSED, sentence, tuple(more), asks="reopen", names_owner=False)


def moment(at: datetime, now: datetime) -> str:
    """`hoy a las 12:00`, `el jueves 19 de noviembre a la 1:00`."""
    return f"{said(at.date(), now.date())} {hour(at)}"


def needed(facts: CaseFacts, now: datetime) -> str:
    """For which day it is needed."""
    return _("Es para %(day)s.") % {"day": said(facts.needed_on, now.date())} if facts.needed_on else ""
