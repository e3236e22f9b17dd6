from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from supply.actions.forecasting import forecast_week
from supply.forecasting.backtest import LEVELS, METHODS, ORIGINS, Backtest, Judged, TooShort, backtest
from supply.forecasting.reading import STEPS, BadFile, SeriesFile, read_series
from supply.selectors.due_weeks import recent_weeks
from supply.weeks import IsoWeek

NAMES = {"ours": "OncoAbasto", "cpm_3": "CPM-3", "seasonal_naive": "Seasonal naive", "croston": "Croston"}


class Command(BaseCommand):
    """Forecasts the country from the end of a week; with --backtest, judges the forecasts on anybody's series."""

    help = "Forecast every unit and drug 13 weeks ahead, or judge the forecasts on a CSV (series,date,quantity)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--week", help="ISO week after which to forecast, such as 2026-W46 (the last that is over)")
        parser.add_argument("--backtest", metavar="FILE.csv", help="judge on the series of a file instead")
        parser.add_argument("--step", choices=sorted(STEPS), help="how long a period is (told by the dates)")
        parser.add_argument("--ahead", type=int, help="periods ahead to judge (7 days, 4 weeks, 3 months)")
        parser.add_argument("--origins", type=int, default=ORIGINS, help=f"rolling origins ({ORIGINS})")
        parser.add_argument("--sum", action="store_true", help="add up rows of the same series and period")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["backtest"]:
            self.judge(options)
        else:
            self.forecast(options)

    def forecast(self, options: dict[str, Any]) -> None:
        try:
            week = IsoWeek.parse(options["week"]) if options["week"] else recent_weeks(timezone.now())[-1]
        except ValueError as error:
            raise CommandError(str(error)) from error
        done = forecast_week(week=week)
        told = {"week": str(week), "forecasts": done.forecasts, "scores": done.scores}
        if options["json"]:
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write(f"{week}: {done.forecasts} forecasts written, {done.scores} earlier ones judged")
        if not done.forecasts:
            self.stderr.write("There are no weekly reports up to that week: draft them first (draft_week).")

    def judge(self, options: dict[str, Any]) -> None:
        if (options["ahead"] or 1) < 1 or options["origins"] < 1:
            raise CommandError("--ahead and --origins are numbers from 1 up.")
        path = Path(options["backtest"])
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                found = read_series(lines, step=STEPS.get(options["step"] or ""), add=options["sum"])
            verdict = backtest(found.values, found.step, ahead=options["ahead"], origins=options["origins"])
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not UTF-8 text: save it as CSV UTF-8.") from error
        except (BadFile, TooShort) as error:
            raise CommandError(f"{path}:\n{error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(found, verdict), ensure_ascii=False))
        else:
            self._table(found, verdict)

    def _table(self, found: SeriesFile, verdict: Backtest) -> None:
        gaps = "periods left out are zero" if found.zeros_filled else "periods left out are not known"
        self.stdout.write(
            f"{verdict.series} series, {verdict.periods} {found.step.name} periods from {found.first.isoformat()} "
            f"({gaps}); {len(verdict.origins)} rolling origins, 1 to {verdict.ahead} periods ahead, "
            f"{verdict.forecasts} forecasts of each method.\n"
            "The simpler methods add the quantiles of their own past errors to their mean."
        )
        self._rows("all series", verdict.series, verdict.methods)
        for kind, (count, methods) in verdict.kinds.items():
            self._rows(kind, count, methods)

    def _rows(self, title: str, series: int, methods: dict[str, Judged]) -> None:
        levels = "".join(f"{f'pinball {level}':>14}" for level in LEVELS)
        self.stdout.write(f"\n{f'{title} ({series})':<24}{'MASE':>9}{'WAPE':>9}{'bias':>9}{levels}{'<= q0.9':>9}")
        for name in METHODS:
            told: Any = methods[name].told()
            shares = "".join(f"{_of(told[what]):>9}" for what in ("mase", "wape", "bias"))
            losses = "".join(f"{told['pinball'][str(level)]:>14.4f}" for level in LEVELS)
            self.stdout.write(f"{NAMES[name]:<24}{shares}{losses}{told['covered']['0.9']:>9.1%}")


def _of(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _as_json(found: SeriesFile, verdict: Backtest) -> dict[str, Any]:
    return {
        "series": verdict.series,
        "periods": verdict.periods,
        "step": found.step.name,
        "first": found.first.isoformat(),
        "zeros_filled": found.zeros_filled,
        "origins": len(verdict.origins),
        "ahead": verdict.ahead,
        "forecasts": verdict.forecasts,
        "methods": {name: judged.told() for name, judged in verdict.methods.items()},
        "kinds": {
            kind: {"series": count, "methods": {name: judged.told() for name, judged in methods.items()}}
            for kind, (count, methods) in verdict.kinds.items()
        },
    }
