"""Every component of the face on one page, with made-up values: what a designer, a translator and a test look at."""

from __future__ import annotations

import csv
import datetime as dt
import math
from functools import cache
from pathlib import Path
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations import wording
from delegations.charts import CATEGORIES, Bar, Series, Tile
from delegations.icons import NAMES
from delegations.models import Delegation

DATA = Path(__file__).resolve().parent.parent / "data"


class SampleForm(forms.Form):
    """A form with one of each kind of field."""

    lot = forms.CharField(
        label=gettext_lazy("Lote"), max_length=20, help_text=gettext_lazy("Como está impreso en la caja.")
    )
    pieces = forms.IntegerField(label=gettext_lazy("Piezas"), min_value=1)
    expires_on = forms.DateField(label=gettext_lazy("Caducidad"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Lugar"),
        choices=[("almacen", gettext_lazy("Almacén")), ("farmacia", gettext_lazy("Farmacia"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Nota"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    cold = forms.BooleanField(label=gettext_lazy("Llegó con red de frío"), required=False)


class SampleLine(forms.Form):
    """A line of a receipt."""

    clave = forms.CharField(label=gettext_lazy("Clave"), max_length=20)
    lot = forms.CharField(label=gettext_lazy("Lote"), max_length=20)
    expires_on = forms.DateField(label=gettext_lazy("Caducidad"), widget=forms.DateInput(attrs={"type": "date"}))
    pieces = forms.IntegerField(label=gettext_lazy("Piezas"), min_value=1)


class SampleFilter(django_filters.FilterSet):
    """Filters as a list page has them; they filter nothing here."""

    busca = django_filters.CharFilter(
        label=gettext_lazy("Buscar"), method="all", widget=forms.TextInput(attrs={"type": "search"})
    )
    categoria = django_filters.ChoiceFilter(
        label=gettext_lazy("Categoría"),
        method="all",
        choices=[(code, category.label) for code, category in CATEGORIES.items()],
    )
    con_frio = django_filters.BooleanFilter(label=gettext_lazy("Red de frío"), method="all")

    def all(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset


@cache
def _places_on_map() -> tuple[tuple[str, str, int, int], ...]:
    with (DATA / "delegations.csv").open(newline="", encoding="utf-8") as file:
        return tuple(
            (row["code"], row["name"], int(row["tile_row"]), int(row["tile_column"])) for row in csv.DictReader(file)
        )


def wave(seed: int, weeks: int, low: float, high: float) -> list[float]:
    """A series that looks like stock: a slow rise with a wobble, the same every time."""
    return [
        round(low + (high - low) * (0.5 + 0.32 * math.sin((i + seed * 5) / 6) + 0.18 * math.sin((i * 3 + seed) / 2)), 1)
        for i in range(weeks)
    ]


def sample_tiles() -> list[Tile]:
    """The 35 delegations with made-up levels."""
    tiles = []
    for index, (code, name, row, column) in enumerate(_places_on_map()):
        level = 99.2 - (index * 37 % 31) * (1.35 if index % 9 == 0 else 0.72)
        category = "critical" if level < 75 else "low" if level < 88 else "adequate"
        category = "out" if level < 60 else category
        tiles.append(Tile(code, name, row, column, f"#{code}", f"{level:.1f}", category, wave(index, 26, 60, 99)))
    return tiles


class Gallery(LoginRequiredMixin, TemplateView):
    """The gallery of components."""

    template_name = "gallery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        monday = dt.date(2026, 11, 9)
        weeks = [monday - dt.timedelta(weeks=back) for back in range(52)]
        names = [f"{day.isocalendar().year}-W{day.isocalendar().week:02d}" for day in weeks]
        bad = SampleForm({"lot": "", "pieces": "0", "expires_on": "31/02/2026", "kind": "almacen"})
        lines = forms.formset_factory(SampleLine, extra=2, max_num=200)
        counts = {"out": 41, "critical": 88, "low": 164, "adequate": 902, "high": 240, "excess": 97}
        return super().get_context_data(
            crumbs=[(_("Inicio"), "/"), (_("Componentes"), "")],
            live_target="#results",
            now=now,
            earlier=now - dt.timedelta(hours=3, minutes=10),
            categories=list(CATEGORIES),
            tiles=sample_tiles(),
            rise=wave(2, 52, 290_000, 640_000),
            weeks=names,
            week=names[3],
            week_labels=[wording.week_short(name) for name in reversed(names)],
            stacked=[
                Series(_("Almacén"), [round(v) for v in wave(1, 52, 120_000, 330_000)]),
                Series(_("Farmacia"), [round(v) for v in wave(3, 52, 110_000, 210_000)]),
                Series(_("Central de mezclas"), [round(v) for v in wave(5, 52, 60_000, 100_000)]),
            ],
            lines_series=[
                Series(_("Nivel de abasto"), wave(2, 52, 70, 97), unit=" %"),
                Series(_("Recetas surtidas completas"), [*[None] * 9, *wave(4, 43, 76, 95)], unit=" %"),
            ],
            counts=counts,
            bars=[
                Bar(_("Vincristina 1 mg"), 311, category="out"),
                Bar(_("Metotrexato 50 mg"), 204, category="critical"),
                Bar(_("Asparaginasa 10 000 UI"), 96, category="low"),
                Bar(_("Mercaptopurina 50 mg"), 41),
            ],
            rows=[
                ("010.000.1768.00", "Vincristina 1 mg sol. iny.", 0, "out", 0.0, wave(1, 26, 0, 90)),
                ("010.000.1760.00", "Metotrexato 50 mg sol. iny.", 84, "critical", 4.5, wave(2, 26, 40, 190)),
                ("010.000.1773.00", "Epirubicina 10 mg sol. iny.", 1280, "low", 12.3, wave(3, 26, 900, 1800)),
                ("010.000.1753.00", "Ciclofosfamida 500 mg sol.", 15_730, "adequate", 31.0, wave(4, 26, 9e3, 17e3)),
                ("010.000.1761.00", "Mercaptopurina 50 mg tab.", 42_044, "high", 66.8, wave(5, 26, 20_000, 50_000)),
                ("010.000.5461.00", "Ondansetrón 8 mg tab.", 640_122, "excess", 212.4, wave(6, 26, 3e5, 65e4)),
            ],
            kardex=[
                (monday, _("Recepción"), "R-118", 120, 140, False),
                (monday + dt.timedelta(days=1), _("Surtimiento"), "S-904", -6, 134, True),
                (monday + dt.timedelta(days=1), _("Reversa de S-904"), "S-905", 6, 140, False),
                (monday + dt.timedelta(days=3), _("Traspaso a central de mezclas"), "T-031", -40, 100, False),
            ],
            form=SampleForm(),
            bad_form=bad,
            lines=lines(prefix="lines"),
            filter=SampleFilter(self.request.GET or None, queryset=Delegation.objects.none()),
            page_obj=Paginator(range(5120), 50).page(4),
            events=[
                {"at": now - dt.timedelta(minutes=20), "text": _("Semana firmada"), "by": "A. Cruz", "tone": "good"},
                {"at": now - dt.timedelta(hours=5), "text": _("Falta vincristina en farmacia"), "tone": "bad",
                 "note": _("La está consiguiendo la responsable de abasto.")},
                {"at": now - dt.timedelta(days=3), "text": _("Borrador del libro"), "by": _("Sistema")},
            ],
            steps=[(_("Archivo"), "done"), (_("Revisión"), "now"), (_("Guardado"), "next")],
            tabs=[
                (_("Resumen"), "#tabs", True),
                (_("Unidades"), "#tabs", False, 12),
                (_("Claves"), "#tabs", False, 1840),
            ],
            consequences=[
                _("La existencia vuelve a 140 piezas."),
                _("El renglón original queda en el kardex, tachado."),
            ],
            icons=NAMES,
            **kwargs,
        )  # fmt: skip
