"""Forms of agreements: shape only; what is possible, and who may, the actions say."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.forms_network import day_field
from delegations.models import Delegation, Unit
from meetings.agreement_owner import Owner
from meetings.forms.conditions import ConditionFields
from pediatric_platform.models import Case
from supply.forms.ledger_choices import ChoiceField, Choices, NotFound, arriving_drugs

LONGEST = 2_000


def _words(label: Any, *, rows: int = 3, longest: int = 400, required: bool = True, help_text: Any = "") -> Any:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, required=required, help_text=help_text, widget=widget)


class OwnerFields(forms.Form):
    """A post of the list, or somebody from outside with where they come from."""

    owner = forms.CharField(
        label=gettext_lazy("Responsable"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "data-choices": "", "list": "agreement-owners"}
        ),
        help_text=gettext_lazy("El puesto, no la persona: escriba parte de él, de su lugar o de quien lo ocupa."),
    )
    owner_organisation = forms.CharField(
        label=gettext_lazy("Su institución, si es de fuera"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Con institución, el responsable se escribe tal cual, sin buscarlo en la lista."),
    )

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        text, organisation = told.get("owner", ""), told.pop("owner_organisation", "")
        if organisation:
            told["owner"] = Owner(name=text, organisation=organisation)
        elif text:
            try:
                told["owner"] = self.owners.find(text).target
            except NotFound as fault:
                self.add_error("owner", str(fault))
        return told


class AboutFields(forms.Form):
    """What it is about."""

    place = forms.CharField(
        label=gettext_lazy("Delegación u hospital"),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "data-choices": "", "list": "agreement-places"}
        ),
    )
    drug = ChoiceField(css="drug-input", source="drugs", label=gettext_lazy("Medicamento"), required=False)
    case = forms.CharField(
        label=gettext_lazy("Folio del caso"),
        max_length=14,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        if self.is_bound:
            self.fields["drug"].choices = arriving_drugs()  # type: ignore[attr-defined]

    def clean_place(self) -> Delegation | Unit | None:
        text = self.cleaned_data["place"]
        if not text:
            return None
        try:
            found: Delegation | Unit = self.places.find(text).target
        except NotFound as fault:
            raise forms.ValidationError(str(fault)) from fault
        return found

    def clean_drug(self) -> Any:
        chosen = self.cleaned_data["drug"]
        return chosen.target.drug if chosen is not None else None

    def clean_case(self) -> Case | None:
        folio = self.cleaned_data["case"].strip().upper()
        if not folio:
            return None
        found = Case.objects.visible_to(self.person).filter(folio=folio).first()  # type: ignore[attr-defined]
        if found is None:
            raise forms.ValidationError(_("No hay un caso con ese folio. Cópielo de la página del caso."))
        return found


class AgreementWords(AboutFields, ConditionFields):
    """What both writing an agreement and putting it right ask for."""

    text = _words(
        gettext_lazy("Qué se acordó"),
        longest=LONGEST,
        help_text=gettext_lazy("Qué se hará, en una frase que se pueda comprobar. Sin nombres de pacientes: su folio."),
    )
    family_text = _words(
        gettext_lazy("Para las familias, en palabras llanas"),
        rows=2,
        longest=LONGEST,
        required=False,
        help_text=gettext_lazy("Solo si les concierne: lo leerán tal cual en su página."),
    )

    def told(self) -> dict[str, Any]:
        """As the actions take it."""
        data = self.cleaned_data
        place = data["place"]
        return {
            "text": data["text"],
            "family_text": data["family_text"],
            "delegation": place if isinstance(place, Delegation) else None,
            "unit": place if isinstance(place, Unit) else None,
            "drug": data["drug"],
            "case": data["case"],
            "condition": self.condition(),
        }


class AgreementForm(AgreementWords, OwnerFields):
    """A new agreement."""

    due_on = day_field(gettext_lazy("Fecha límite"))
    key = forms.CharField(max_length=64, required=False, initial=lambda: uuid4().hex, widget=forms.HiddenInput)

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().told() | {"owner": data["owner"], "due_on": data["due_on"], "key": data["key"]}


class Edited(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ChangeForm(AgreementWords, Edited):
    """What was written wrong, while the minutes are not signed."""


class GiveForm(OwnerFields, Edited):
    """To another post."""

    field_order = ("owner", "owner_organisation", "edition")


class ProgressForm(forms.Form):
    text = _words(
        gettext_lazy("Qué se hizo"), help_text=gettext_lazy("Lo leen quienes ven el acuerdo. Sin nombres de pacientes.")
    )


class FulfilForm(Edited):
    note = _words(gettext_lazy("Qué se hizo y dónde consta"))
    on = day_field(gettext_lazy("Quedó el"))


class DueForm(Edited):
    due_on = day_field(gettext_lazy("Fecha nueva"))
    reason = _words(gettext_lazy("Por qué cambia"))


class ReasonForm(Edited):
    reason = _words(gettext_lazy("Motivo"))
