"""Forms of the agenda: shapes only; the actions say what may be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaState


def _minutes(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Minutos"), min_value=1, max_value=480, widget=forms.NumberInput(attrs={"inputmode": "numeric"}), **more
    )


class MatterForm(forms.Form):
    """A matter of one's own: what it is, how long it takes."""

    title = forms.CharField(label=_("Asunto"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    body = forms.CharField(
        label=_("De qué trata"),
        required=False,
        max_length=2000,
        help_text=_("Sin nombres de niñas, niños ni familiares: use el folio del caso."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    minutes = _minutes(initial=5)


class MatterChangeForm(MatterForm):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MinutesForm(forms.Form):
    """Of a matter that the data put there only the minutes change."""

    minutes = _minutes()
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NoteForm(forms.Form):
    """What was said, and what became of it."""

    state = forms.ChoiceField(label=_("Cómo quedó"), choices=AgendaState.choices, widget=forms.RadioSelect)
    notes = forms.CharField(
        label=_("Qué se dijo"),
        required=False,
        strip=False,
        max_length=6000,
        help_text=_("Pasa a la minuta. Sin nombres de niñas, niños ni familiares."),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
