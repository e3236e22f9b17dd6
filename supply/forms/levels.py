"""Forms of the worklist: what they say, not whether it may be."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PutOffForm(forms.Form):
    linea = forms.CharField(max_length=120, widget=forms.HiddenInput)
    until = forms.DateField(label=_("Hasta el"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        label=_("Por qué puede esperar"),
        max_length=240,
        help_text=_("Lo lee quien cubra su puesto, y los niveles de arriba."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
