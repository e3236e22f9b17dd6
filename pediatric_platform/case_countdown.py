"""What a case's clock says: until when, what for, and what happens then. No queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.models import UnitKind
from pediatric_platform.case_clock import next_level
from pediatric_platform.models import UNSOLVED, Case, CaseState, Level, Severity

AFTER = {
    Level.DELEGATION: gettext_lazy("Después pasa a la delegación."),
    Level.CENTRAL: gettext_lazy("Después pasa a oficina central."),
    Level.SESSION: gettext_lazy("Después entra a la agenda de la siguiente sesión con las familias."),
}
# Whoever reads it in the last hour hurries.
SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Countdown:
    """One limit of a case. `then`: what happens when it passes."""

    what: str
    until: datetime
    left: timedelta
    then: str = ""

    @property
    def is_late(self) -> bool:
        return self.left <= timedelta(0)

    @property
    def is_soon(self) -> bool:
        return not self.is_late and self.left <= SOON

    @property
    def words(self) -> str:
        """`3 h 20 min`."""
        return spell(abs(self.left))

    @property
    def tone(self) -> str:
        return "out" if self.is_late else "critical" if self.is_soon else "adequate"


def spell(length: timedelta) -> str:
    """`2 días 4 h`, `3 h 20 min`, `45 min`: two parts at most, nothing below a minute."""
    minutes = int(length.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        whole = ngettext("%(n)d día", "%(n)d días", days) % {"n": days}
        return f"{whole} {hours} h" if hours and days < 10 else whole
    if hours:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return _("%(n)d min") % {"n": rest}


def countdowns(case: Case, now: datetime) -> Sequence[Countdown]:
    """The limits that stand, the nearest first; none once it ended."""
    found = []
    if case.contact_by is not None and case.state in UNSOLVED:
        found.append(
            Countdown(
                _("para llamar a la familia"),
                case.contact_by,
                case.contact_by - now,
                _("Si nadie llama, queda anotado que no se llamó a tiempo."),
            )
        )
    if case.deadline_at is not None:
        found.append(Countdown(_deadline_for(case), case.deadline_at, case.deadline_at - now, _then(case)))
    return sorted(found, key=lambda one: one.until)


def _deadline_for(case: Case) -> str:
    if case.state == CaseState.SOLVED:
        return str(_("para volver a preguntar a la familia"))
    if case.level == Level.SESSION:
        return str(_("para la sesión con las familias"))
    return str(_("para resolverlo"))


def _then(case: Case) -> str:
    """Who gets it when the time is over."""
    if case.state == CaseState.SOLVED:
        return str(_("Mientras la familia no lo confirme, el caso sigue abierto."))
    if case.level == Level.SESSION:
        return str(_("Ningún nivel lo resolvió en su plazo: lo revisa la sesión."))
    return str(AFTER[next_level(case.level, is_umae=case.unit.kind == UnitKind.UMAE)])


def what_is_missing(case: Case) -> str:
    """The drug as the catalogue names it, or as who told it did: for whoever may read their words (`reads_words`, as
    `selectors.cases.listing` and `case_rights.read_by` set it; without it nobody)."""
    if case.drug is not None:
        return case.drug.label
    return (getattr(case, "reads_words", False) and case.drug_words) or str(
        _("Un medicamento que todavía no se sabe cuál es")
    )


SEVERITY_TONES = {
    Severity.VITAL: "out",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "low",
    Severity.LOW: "none",
}
