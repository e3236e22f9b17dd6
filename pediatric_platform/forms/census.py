"""The file of a census."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pediatric_platform.census.opening import MAX_BYTES


class CensusForm(forms.Form):
    """One file: XLSX, or one CSV."""

    archivo = forms.FileField(
        label=_("Archivo"),
        help_text=_("El libro XLSX de la plantilla, o un CSV con las mismas columnas; hasta 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": _("El archivo está vacío."), "required": _("Elija el archivo del censo.")},
    )

    def clean_archivo(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["archivo"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("El archivo pasa de %(limit)d MB; divida el censo por hospital."),
                params={"limit": MAX_BYTES // 2**20},
            )
        return file
