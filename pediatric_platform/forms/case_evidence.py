"""Forms of a case's files: shape only; what the file is, the action looks at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from pediatric_platform.pictures import LIMIT


class AttachForm(forms.Form):
    """One picture or PDF, and what it is."""

    file = forms.FileField(
        label=gettext_lazy("Foto o PDF"),
        help_text=gettext_lazy("JPG, PNG o PDF de hasta 5 MB. De la foto se quita el lugar donde se tomó."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Qué es"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Por ejemplo: receta del 18 de noviembre."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def sent(self) -> bytes:
        """What was sent, and no more of it than tells that it is too much."""
        file: Any = self.cleaned_data["file"]
        data: bytes = file.read(LIMIT + 1)
        return data


class DetachForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Por qué se quita"),
        max_length=160,
        help_text=gettext_lazy("Por ejemplo: es la receta de otra persona."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
