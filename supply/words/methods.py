"""What forecasting methods and kinds of series are called on the screen, and why one is chosen."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

METHODS: dict[str, Promise] = {
    "moving_mean": _("Promedio de tres meses"),
    "mean": _("Promedio de toda la historia"),
    "ses_05": _("Promedio que olvida despacio"),
    "ses_15": _("Promedio que olvida a ritmo medio"),
    "ses_30": _("Promedio que olvida pronto"),
    "seen_scaled": _("Semanas vistas, a la escala de hoy"),
    "seen_recent": _("Semanas vistas en medio año"),
    "seen_all": _("Semanas vistas en toda la historia"),
    "sba": _("Tamaño e intervalo (SBA)"),
    "tsb": _("Tamaño y probabilidad (TSB)"),
    "damped_trend": _("Tendencia amortiguada"),
    "seasonal": _("Estacional"),
    "seasonal_cautious": _("Estacional prudente"),
    "last_year": _("Como el año anterior"),
    "cpm": _("CPM, sin historia con existencia"),
}

# By the order of `supply/forecasting/kinds.py`.
KINDS: tuple[Promise, ...] = (
    _("Regular: se pide casi cada semana y en cantidades parecidas"),
    _("Errática: se pide casi cada semana, en cantidades muy distintas"),
    _("Intermitente: hay semanas sin pedir, y las cantidades se parecen"),
    _("Esporádica: hay semanas sin pedir, y las cantidades varían mucho"),
    _("Nunca se ha pedido"),
)
