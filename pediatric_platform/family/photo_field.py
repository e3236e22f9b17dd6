"""A picture of a prescription, taken with a telephone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import Refusal
from delegations.views.network.refusals import refuse, said
from pediatric_platform.errors.case_evidence import AttachmentRefusal
from pediatric_platform.pictures import LIMIT, LIMIT_MB

FROM_CAMERA = "image/jpeg,image/png,application/pdf"


class PhotoField(forms.FileField):
    """A picture or a PDF; what is too large is refused before it is read."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Foto de la receta"))
        kwargs.setdefault("required", False)
        super().__init__(
            widget=forms.FileInput(attrs={"accept": FROM_CAMERA, "data-shrink": True}),
            error_messages={
                "empty": gettext_lazy("La foto está vacía. Tómela otra vez."),
                "invalid": gettext_lazy("La foto no llegó. Elíjala otra vez."),
            },
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(found, UploadedFile) and (found.size or 0) > LIMIT:
            raise forms.ValidationError(
                _("La foto pesa más de %(limit)d MB. Tómela más chica, o mande el aviso sin ella.")
                % {"limit": LIMIT_MB}
            )
        return found


def refuse_here(form: forms.Form, refusal: Refusal) -> None:
    """What is wrong with the file beside the file; the rest where it belongs. Nothing typed is lost."""
    if isinstance(refusal, AttachmentRefusal) and "photo" in form.fields:
        form.add_error("photo", said(refusal))
    else:
        refuse(form, refusal)
