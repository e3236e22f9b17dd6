"""What a board is asked for, read from its address: every view of a board can be shared as a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from supply.claves import BadClave, parse_clave
from supply.models.weekly_line import LineKind
from supply.weeks import IsoWeek

WEEK, COMPARE, KIND, DRUG, SPAN, TABLE = "semana", "comparar", "lugar", "medicamento", "rango", "tabla"
SPANS = (52, 104)


@dataclass(frozen=True)
class BoardQuestion:
    """Week (None: the newest), week to compare with, kind of place, drug and weeks of history asked for.

    `problems` says, in the reader's language, what of the address was not understood and what is shown instead.
    """

    week: IsoWeek | None = None
    compare: IsoWeek | None = None
    kind: LineKind = LineKind.WHOLE
    drug: str = ""
    span: int = SPANS[0]
    problems: tuple[str, ...] = field(default=(), compare=False)


def question_of(given: Mapping[str, str]) -> BoardQuestion:
    """Read the address. What it says wrongly is told, never quietly shown as something else."""
    problems: list[str] = []

    def week(name: str) -> IsoWeek | None:
        text = given.get(name, "").strip()
        if not text:
            return None
        try:
            return IsoWeek.parse(text)
        except ValueError:
            problems.append(_("«%(text)s» no es una semana (se escribe 2026-W46).") % {"text": text[:20]})
            return None

    asked, compare = week(WEEK), week(COMPARE)
    kind_text = given.get(KIND, "").strip() or LineKind.WHOLE.value
    if kind_text not in LineKind.values:
        problems.append(_("«%(text)s» no es un tipo de lugar; se muestra el conjunto.") % {"text": kind_text[:30]})
        kind_text = LineKind.WHOLE.value
    drug = ""
    if drug_text := given.get(DRUG, "").strip():
        try:
            drug = parse_clave(drug_text, allow_drug=True).drug_code
        except BadClave:
            problems.append(_("«%(text)s» no es una clave.") % {"text": drug_text[:30]})
    span_text = given.get(SPAN, "").strip()
    span = int(span_text) if span_text.isdecimal() and int(span_text) in SPANS else SPANS[0]
    return BoardQuestion(asked, compare, LineKind(kind_text), drug, span, tuple(problems))


def question_from(request: HttpRequest) -> BoardQuestion:
    return question_of(request.GET.dict())
