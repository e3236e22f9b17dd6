"""The form of a planning rule. Shape only: the action decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Delegation, Person, Unit
from supply.filters.records import DrugCodeField
from supply.models import Drug, PlanningKind


class RuleDropForm(forms.Form):
    """Nothing to say but which edition was seen."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RuleValueForm(RuleDropForm):
    """What an existing rule can be changed to."""

    value = forms.DecimalField(
        label=gettext_lazy("Valor"),
        max_digits=8,
        decimal_places=2,
        help_text=gettext_lazy("En días, semanas, veces o por ciento, según la regla."),
    )
    origin = forms.CharField(
        label=gettext_lazy("De dónde sale"),
        max_length=240,
        help_text=gettext_lazy("La norma, el oficio, el acuerdo o la medición. Si es un valor de trabajo, dígalo."),
    )


class RuleForm(RuleValueForm):
    """A new rule: which, where, of what drug."""

    kind = forms.ChoiceField(label=gettext_lazy("Regla"), choices=PlanningKind.choices)
    delegation = forms.ModelChoiceField(
        label=gettext_lazy("Delegación"),
        queryset=Delegation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("Todo el país"),
        help_text=gettext_lazy("Déjela vacía si la regla es de una unidad."),
    )
    unit = forms.CharField(
        label=gettext_lazy("CLUES de la unidad"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Vacía: toda la delegación, o todo el país."),
    )
    drug = DrugCodeField(
        label=gettext_lazy("Clave del medicamento"),
        required=False,
        help_text=gettext_lazy("Vacía: todos los medicamentos."),
    )
    field_order = ("kind", "value", "origin", "delegation", "unit", "drug")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        delegations: Any = self.fields["delegation"]
        delegations.queryset = Delegation.objects.visible_to(person).order_by("name")
        del self.fields["edition"]

    def clean_unit(self) -> Unit | None:
        clues = self.cleaned_data["unit"].strip()
        if not clues:
            return None
        unit = Unit.objects.visible_to(self.person).filter(clues__iexact=clues).first()
        if unit is None:
            raise forms.ValidationError(_("No hay una unidad con esa CLUES entre las que usted ve."))
        return unit

    def clean_drug(self) -> Drug | None:
        code = self.cleaned_data["drug"]
        if not code:
            return None
        drug = Drug.objects.filter(code=code).first()
        if drug is None:
            raise forms.ValidationError(_("Ese medicamento no está en el catálogo."))
        return drug
