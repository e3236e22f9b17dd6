"""The period of a kardex, in its address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supply.forms.ledger_fields import DayField


class KardexPeriod(forms.Form):
    """From and until, both included; either may be left out. Newest first unless asked otherwise."""

    desde = DayField(
        label=_("Desde"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hasta = DayField(
        label=_("Hasta"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sentido = forms.ChoiceField(
        label=_("Primero"),
        required=False,
        choices=[("", _("Lo más reciente")), ("antiguo", _("Lo más antiguo"))],
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("desde") and data.get("hasta") and data["desde"] > data["hasta"]:
            self.add_error("hasta", _("«Hasta» es anterior a «desde»."))
        return data

    def period(self) -> dict[str, Any]:
        """What `Kardex` takes; a period that could not be read is no period, and the form says so."""
        data = self.cleaned_data if self.is_valid() else {}
        return {
            "since": data.get("desde"),
            "until": data.get("hasta"),
            "newest_first": data.get("sentido") != "antiguo",
        }
