"""Forms of cases: shape only; what is possible, and who may, the actions say."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from delegations.forms_network import day_field
from delegations.models import Posting, Unit
from pediatric_platform.models import Case, CaseFollower, CaseKind, ContactWay, WaitingFor
from supply.forms.ledger_choices import ChoiceField, arriving_drugs

SHORT, LONG = 400, 2_000
YES_NO = (("si", gettext_lazy("Sí, hablé con la familia")), ("no", gettext_lazy("No contestaron")))


def key_field() -> forms.CharField:
    """The same press twice is one effect."""
    return forms.CharField(max_length=64, required=False, initial=lambda: uuid4().hex, widget=forms.HiddenInput)


def _long(label: Any, *, longest: int = SHORT, rows: int = 3, required: bool = True, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
    )


class Edited(forms.Form):
    """Says which edition of the case it was opened with."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class ContactForm(forms.Form):
    """Somebody called, wrote or went."""

    reached = forms.ChoiceField(label=gettext_lazy("¿Contestaron?"), choices=YES_NO, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=gettext_lazy("Por qué medio"), choices=ContactWay.choices, initial=ContactWay.PHONE)
    text = _long(
        gettext_lazy("Qué se dijo"),
        longest=LONG,
        required=False,
        help_text=gettext_lazy("Lo lee quien atiende el caso; la familia no."),
    )
    key = key_field()

    def clean_reached(self) -> bool:
        return bool(self.cleaned_data["reached"] == "si")


class NoteForm(forms.Form):
    """For those who work at the case, or for the family."""

    text = _long(
        gettext_lazy("Texto"),
        longest=LONG,
        rows=4,
        help_text=gettext_lazy("Nota: la lee quien atiende el caso. Si la envía a la familia, la lee tal cual."),
    )
    for_family = forms.BooleanField(label=gettext_lazy("Enviarlo a la familia: lo leerá en su página"), required=False)
    key = key_field()


class WaitForm(Edited):
    """Of whom it depends, and until when one waits."""

    whom = forms.ChoiceField(label=gettext_lazy("De quién depende"), choices=WaitingFor.choices)
    until = day_field(gettext_lazy("Hasta qué día"))
    note = _long(
        gettext_lazy("Qué se espera"),
        required=False,
        help_text=gettext_lazy("Lo lee el personal. La familia lee de quién depende y hasta qué día."),
    )


class SolveForm(Edited):
    solution = _long(
        gettext_lazy("Cómo se resolvió"),
        help_text=gettext_lazy("La familia lo lee tal cual: diga qué medicamento y dónde está."),
    )


class ReasonForm(Edited):
    reason = _long(gettext_lazy("Motivo"), help_text=gettext_lazy("Lo lee el personal; la familia no."))


class CloseForm(Edited):
    reason = _long(
        gettext_lazy("Motivo"),
        help_text=gettext_lazy("La familia lo lee tal cual: escriba por qué se cierra, sin siglas ni nombres."),
    )


class HandForm(ReasonForm):
    """To one of those who may have the case, by their posting."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("A quién"), queryset=Posting.objects.none(), empty_label=gettext_lazy("Elija a quién")
    )
    field_order = ("to", "reason", "edition")

    def __init__(self, *args: Any, postings: QuerySet[Posting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = postings  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.person.full_name} · {one}"  # type: ignore[attr-defined]


class MergeForm(Edited):
    """With which other case, by its folio."""

    into = forms.CharField(
        label=gettext_lazy("Folio del otro caso"),
        max_length=14,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=gettext_lazy("Sus familias quedan juntas en ese caso; este queda como unido."),
    )
    field_order = ("into", "edition")


class LeaveForm(forms.Form):
    """Who is no longer part of it, and why."""

    follower = forms.ModelChoiceField(queryset=CaseFollower.objects.none(), widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Motivo"), max_length=160, help_text=gettext_lazy("Lo lee el personal; la familia no.")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follower"].queryset = case.followers.current()  # type: ignore[attr-defined]


class DrugFields(forms.Form):
    """Which drug: as the catalogue has it, or in the words of whoever tells."""

    drug = ChoiceField(
        css="drug-input",
        source="drugs",
        label=gettext_lazy("Medicamento"),
        required=False,
        help_text=gettext_lazy("Escriba el nombre o la clave. Si no sabe cuál es, déjelo vacío."),
    )
    drug_words = forms.CharField(
        label=gettext_lazy("Como lo llaman"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Solo si no está en el catálogo o no sabe cuál es. La familia lo lee tal cual."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["drug"].choices = arriving_drugs()  # type: ignore[attr-defined]

    def clean_drug(self) -> Any:
        chosen = self.cleaned_data["drug"]
        return chosen.target.drug if chosen is not None else None


class CorrectForm(Edited, DrugFields):
    """What was told wrong at the beginning."""

    kind = forms.ChoiceField(label=gettext_lazy("Qué pasó"), choices=CaseKind.choices)
    needed_on = day_field(gettext_lazy("Se necesita el"), required=False)
    field_order = ("kind", "drug", "drug_words", "needed_on", "edition")


class OpenForm(DrugFields):
    """A new case, in under a minute: hospital, drug or none, child or none, what happened, a picture."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Hospital"),
        queryset=Unit.objects.none(),
        to_field_name="clues",
        empty_label=gettext_lazy("Elija un hospital"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Qué pasó"), choices=CaseKind.choices, initial=CaseKind.MISSING)
    needed_on = day_field(
        gettext_lazy("Se necesita el"),
        required=False,
        help_text=gettext_lazy("Vacío: se toma de su próxima sesión, si la niña o el niño está registrado."),
    )
    child = forms.CharField(
        label=gettext_lazy("Folio de la niña o el niño"),
        max_length=14,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    story = _long(gettext_lazy("Qué pasó, con sus palabras"), longest=LONG)
    prescription_on = day_field(gettext_lazy("Si negaron la receta, qué día"), required=False)
    contact_name = forms.CharField(label=gettext_lazy("A quién llamar"), max_length=120, required=False)
    contact_phone = forms.CharField(
        label=gettext_lazy("Su teléfono"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    photo = forms.FileField(
        label=gettext_lazy("Foto de la receta"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
        help_text=gettext_lazy("Foto o PDF, hasta 5 MB. Se le quita lo que la cámara le agrega."),
    )
    key = key_field()
    field_order = (
        "unit", "drug", "drug_words", "kind", "needed_on", "child", "story", "photo", "prescription_on",
        "contact_name", "contact_phone", "key",
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[Unit], treats: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]
        only = list(units[:2])
        if len(only) == 1:
            field.initial = only[0].clues
            field.widget = forms.HiddenInput()
        if not treats:
            del self.fields["child"]
