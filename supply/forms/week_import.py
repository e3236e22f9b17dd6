"""The file of a week, and which week it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from delegations.wording import week_text
from supply.intake.opening import MAX_BYTES
from supply.weeks import IsoWeek


class WeekImportForm(forms.Form):
    """A week that is over, newest first, and one file: XLSX, ZIP of CSVs, or one CSV."""

    semana = forms.ChoiceField(label=_("Semana"))
    archivo = forms.FileField(
        label=_("Archivo"),
        help_text=_(
            "El libro XLSX de la plantilla, o un ZIP con existencias.csv, movimientos.csv y recetas.csv; hasta 20 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip,.csv"}),
        error_messages={"empty": _("El archivo está vacío."), "required": _("Elija el archivo de la semana.")},
    )

    def __init__(self, *args: Any, weeks: list[IsoWeek], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["semana"].choices = [(str(week), week_text(str(week))) for week in weeks]  # type: ignore[attr-defined]

    def clean_archivo(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["archivo"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("El archivo pasa de %(limit)d MB; divídalo por unidades."), params={"limit": MAX_BYTES // 2**20}
            )
        return file
