"""Parts that the boards share: a figure's arguments, the weeks to pick from, the question as an address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from delegations.charts.numbers import grouped, percent_text
from delegations.wording import week_text
from supply.filters.boards import COMPARE, DRUG, KIND, SPANS, WEEK, BoardQuestion
from supply.models.weekly_line import LineKind
from supply.selectors.boards import drugs
from supply.selectors.boards.drugs import DrugRow
from supply.selectors.boards.series import Choice, Week
from supply.selectors.boards.totals import Sums, change
from supply.views.board_charts import level_delta, pieces_delta, reported
from supply.weeks import IsoWeek

SPARK_WEEKS = 26
WEEKS_IN_WORDS = 53
ROWS_SHOWN = 8


def figure(
    label: str,
    value: Any,
    *,
    unit: str = "",
    age: Any = None,
    basis: str = "",
    trend: Any = (),
    delta: str = "",
    status: str | None = None,
    href: str = "",
) -> dict[str, Any]:
    """The arguments of the `figure` tag, decided in Python."""
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "age": age,
        "basis": basis,
        "trend": trend,
        "delta": delta,
        "status": status,
        "href": href,
    }


def week_options(weeks: Iterable[IsoWeek], chosen: IsoWeek | None) -> SafeString:
    """The `<option>`s of a choice of weeks: the last year in words, older ones by number. Written short, because two
    years of them stand on every board."""
    language = get_language()
    return mark_safe(  # noqa: S308  (each option is escaped where it is made)
        "".join(_option(week, language, week == chosen, index < WEEKS_IN_WORDS) for index, week in enumerate(weeks))
    )


@lru_cache(maxsize=2048)
def _option(week: IsoWeek, _language: str | None, chosen: bool, in_words: bool) -> str:
    text = week_text(str(week)) if in_words else str(week)
    value = format_html(" value={}", str(week)) if in_words else ""
    return format_html("<option{}{}>{}", value, " selected" if chosen else "", text)


def weeks_to_compare(choice: Choice) -> list[IsoWeek]:
    """Weeks worth comparing with: a quarter before the one shown, the same of last year, and the one in force."""
    earlier = [week for week in choice.known if week < choice.week]
    wanted = {*earlier[:13], choice.week.previous(52)} & set(earlier) | ({choice.compare} if choice.compare else set())
    return sorted((week for week in wanted if week is not None), reverse=True)


def drug_options(rows: Iterable[DrugRow], chosen: str) -> SafeString:
    """The `<option>`s of a choice of drugs."""
    return format_html_join(
        "",
        "<option value={}{}>{}",
        ((row.code, " selected" if row.code == chosen else "", row.label) for row in rows if row.code),
    )


def question_context(question: BoardQuestion, choice: Choice, rows: Iterable[DrugRow] = ()) -> dict[str, Any]:
    """What `_board_filters.html` and the heads of the boards show of the question."""
    return {
        "week": str(choice.week),
        "compared": choice.compare is not None,
        "against": str(choice.reference),
        "spans": SPANS,
        "week_options": week_options(choice.known, choice.week),
        "compare_options": week_options(weeks_to_compare(choice), choice.compare),
        "drug_options": drug_options(rows, question.drug),
    }


def kept_query(question: BoardQuestion, choice: Choice) -> str:
    """The question as an address's query, for links from one board to another; empty when nothing was asked."""
    asked = {
        WEEK: str(choice.week) if question.week else "",
        COMPARE: str(choice.compare or ""),
        KIND: str(question.kind) if question.kind != LineKind.WHOLE else "",
        DRUG: question.drug,
    }
    kept = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def recent_rows(weeks: Sequence[Week], count: int = 4) -> list[dict[str, Any]]:
    """The newest weeks in figures below the drawing: usable pieces by kind of place."""
    return [
        {"week": week.week, "values": [week.usable(kind) for kind, _label in LineKind.choices]}
        for week in reversed(weeks[-count:])
    ]


def sum_figures(
    sums: Sums, earlier: Sums | None, weeks: Sequence[Week], kind: str, against: str
) -> list[dict[str, Any]]:
    """The first row of a board: pieces, level, reporting and denied, each with its age and how many reported."""
    weeks = weeks[-SPARK_WEEKS:]
    now, before, reporting = sums.totals, earlier.totals if earlier else None, sums.reporting
    basis = reported(reporting.signed, reporting.expected, reporting.rate)
    age = reporting.data_as_of
    return [
        figure(
            _("Piezas utilizables"),
            now.usable,
            unit=_("piezas"),
            age=age,
            basis=basis,
            trend=[week.usable(kind) for week in weeks],
            delta=pieces_delta(now.usable, before.usable if before else None, against),
        ),
        figure(
            _("Nivel de abasto"),
            percent_text(now.level),
            status=now.level_category,
            age=age,
            basis=_("%(safe)s de %(pairs)s pares unidad–clave sin faltante")
            % {"safe": grouped(now.abasto.safe), "pairs": grouped(now.pairs)}
            + f" · {basis}",
            trend=[week.totals(kind).level for week in weeks],
            delta=level_delta(change(now.level, before.level if before else None), against),
        ),
        figure(
            _("Unidades que reportaron"),
            _("%(signed)s de %(expected)s")
            % {"signed": grouped(reporting.signed), "expected": grouped(reporting.expected)},
            trend=[week.reporting.rate for week in weeks],
            delta=percent_text(reporting.rate),
            age=age,
            basis=_("%(rate)s a tiempo") % {"rate": percent_text(reporting.timeliness)},
        ),
        figure(
            _("Recetas negadas en la semana"),
            now.denied,
            age=age,
            basis=_("%(share)s de %(presented)s presentadas")
            % {"share": percent_text(now.denied_share), "presented": grouped(now.presented)}
            + f" · {basis}",
            trend=[week.totals(kind).denied for week in weeks],
            delta=pieces_delta(now.denied, before.denied if before else None, against),
        ),
    ]


def worst_drugs(rows: Sequence[DrugRow]) -> dict[str, Any]:
    """The first rows of a board's three lists of drugs (at zero, denied, expiring) and how long each list is."""
    zero, denied, expiring = drugs.at_zero(rows), drugs.denied(rows), drugs.expiring(rows)
    return {
        "zero": zero[:ROWS_SHOWN],
        "zero_count": len(zero),
        "denied": denied[:ROWS_SHOWN],
        "denied_count": len(denied),
        "expiring": expiring[:ROWS_SHOWN],
        "expiring_count": len(expiring),
        "country_zero": [row for row in zero if row.now.usable == 0],
    }
