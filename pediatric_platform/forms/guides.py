"""Forms of guides: shape only; what may be, and who may, the actions say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.forms_network import day_field
from delegations.roles import Role
from pediatric_platform.actions.guides.papers import LIMIT, LIMIT_MB
from pediatric_platform.models import Diagnosis, GuideKind, GuideLanguage, GuideReach, GuideStatement, Protocol
from supply.models import Drug

QUIET = {"autocomplete": "off"}
# Relatives sign nothing, and auditors read what they like.
READERS = [(role.value, role.label) for role in Role if role not in (Role.FAMILY, Role.AUDITOR)]


def _line(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=required, help_text=help_text, widget=forms.TextInput(attrs=QUIET)
    )


def _text(label: Any, longest: int, *, rows: int = 4, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, **QUIET}),
    )


class GuideForm(forms.Form):
    """What the guide is, whatever its version."""

    title = _line(gettext_lazy("Título"), 240, help_text=gettext_lazy("Como la busca quien la necesita."))
    title_en = _line(gettext_lazy("Título en inglés"), 240, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=GuideKind.choices)
    reach = forms.ChoiceField(label=gettext_lazy("Alcance"), choices=GuideReach.choices)
    body = _line(gettext_lazy("Quién la publica"), 160)
    topics = _line(
        gettext_lazy("Temas"), 240, required=False, help_text=gettext_lazy("Palabras con que alguien la buscaría.")
    )
    is_public = forms.BooleanField(label=gettext_lazy("La ven las familias, sin cuenta"), required=False)
    must_read = forms.MultipleChoiceField(
        label=gettext_lazy("Quiénes deben leerla"),
        choices=READERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Se les avisa de cada versión, y se ve quién falta."),
    )


class NewGuideForm(GuideForm):
    """The same, with the address it will have."""

    code = _line(gettext_lazy("Clave"), 60, help_text=gettext_lazy("Letras, números y guiones; no cambia después."))
    field_order = ("title", "code")

    def clean_code(self) -> str:
        code = slugify(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("Escriba letras o números."))
        return code


class PaperField(forms.FileField):
    """A PDF; what is too large is refused before it is read."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(found, UploadedFile) and (found.size or 0) > LIMIT:
            raise forms.ValidationError(
                _("El PDF pesa más de %(limit)d MB. Súbalo sin imágenes, o escriba su dirección.") % {"limit": LIMIT_MB}
            )
        return found


class VersionForm(forms.Form):
    """One version: its document, its source, what it says in short, and where it leaves the institute's standard."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = _line(gettext_lazy("Versión"), 20, help_text=gettext_lazy("El año o el número que trae el documento."))
    issued_on = day_field(gettext_lazy("Fecha de publicación"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Idioma"), choices=GuideLanguage.choices)
    source = _line(
        gettext_lazy("Fuente"),
        300,
        help_text=gettext_lazy("Autores, revista o diario oficial, y qué tan cotejada está."),
    )
    url = forms.CharField(
        label=gettext_lazy("Dirección"),
        max_length=300,
        required=False,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs=QUIET),
    )
    file = PaperField(
        label=gettext_lazy("Archivo PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=gettext_lazy("Sólo si el instituto puede repartirlo. Basta con la dirección."),
    )
    evidence = _line(gettext_lazy("Sistema de evidencia"), 160, required=False)
    summary = _text(gettext_lazy("Resumen"), 8000)
    differs = _text(
        gettext_lazy("En qué difiere del criterio único"),
        8000,
        help_text=gettext_lazy("Lo lee quien abre el esquema. Vacío: no se ha comparado."),
    )


class StatementForm(forms.Form):
    """One recommendation."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    key = _line(
        gettext_lazy("Clave del punto"),
        40,
        help_text=gettext_lazy("La misma en todas las versiones: por ella se comparan. Por ejemplo, primera-hora."),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Orden"), min_value=1, max_value=500, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **QUIET}),
    )  # fmt: skip
    text = _text(gettext_lazy("Recomendación"), 2000, required=True, help_text=gettext_lazy("Con palabras propias."))
    grade = _line(gettext_lazy("Grado"), 40, required=False)

    @staticmethod
    def of(statement: GuideStatement) -> dict[str, Any]:
        return {name: getattr(statement, name) for name in ("key", "position", "text", "grade")}


class EditionForm(forms.Form):
    """Nothing but what was read: to publish."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(EditionForm):
    reason = _text(gettext_lazy("Por qué se retira"), 240, rows=2, required=True)


class LinkForm(forms.Form):
    """One thing that the guide is about."""

    protocol = forms.ModelChoiceField(
        label=gettext_lazy("Protocolo"), queryset=Protocol.objects.order_by("name"), required=False, empty_label="—",
        to_field_name="code",
    )  # fmt: skip
    diagnosis = forms.ModelChoiceField(
        label=gettext_lazy("Diagnóstico"), queryset=Diagnosis.objects.order_by("name"), required=False, empty_label="—",
        to_field_name="code",
    )  # fmt: skip
    drug = forms.ModelChoiceField(
        label=gettext_lazy("Medicamento"),
        queryset=Drug.objects.active().order_by("generic_name", "strength", "pk"),
        required=False,
        empty_label="—",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drug"].label_from_instance = lambda drug: drug.label  # type: ignore[attr-defined]
