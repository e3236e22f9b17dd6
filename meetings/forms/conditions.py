"""What the data will say of an agreement: shape only; what it lacks the action says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Person
from delegations.roles import DELEGATION_ROLES, UNIT_ROLES, Role
from meetings.condition_facts import ConditionFacts
from meetings.models import ConditionKind
from pediatric_platform.models import MilestoneKind
from supply.models import SupplyOrder, Transfer

NO_CONDITION = gettext_lazy("Ninguna: lo dirá su responsable")
POSTS = [
    (role.value, role.label)
    for role in Role
    if role in DELEGATION_ROLES or (role in UNIT_ROLES and role != Role.FAMILY)
]


class ConditionFields(forms.Form):
    """What the data say; which of these count depends on the kind."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Los datos dirán que se cumplió cuando…"),
        required=False,
        choices=[("", NO_CONDITION), *ConditionKind.choices],
    )
    threshold = forms.DecimalField(
        label=gettext_lazy("Cifra"), required=False, min_value=0, max_digits=8, decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "min": "0"}),
    )  # fmt: skip
    hold_weeks = forms.IntegerField(
        label=gettext_lazy("Semanas seguidas"), required=False, min_value=1, max_value=26, initial=1
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Qué puesto"), required=False, choices=[("", gettext_lazy("Elija el puesto")), *POSTS]
    )
    milestone = forms.ChoiceField(
        label=gettext_lazy("Qué hito"),
        required=False,
        choices=[("", gettext_lazy("Elija el hito")), *MilestoneKind.choices],
    )
    transfer = forms.IntegerField(
        label=gettext_lazy("Número del traspaso"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Está en el título de su página."),
    )
    supply_order = forms.CharField(
        label=gettext_lazy("Número de la orden de suministro"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=gettext_lazy("El oficial, como está en el título de su página."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_transfer(self) -> Transfer | None:
        number = self.cleaned_data["transfer"]
        if number is None:
            return None
        found = Transfer.objects.visible_to(self.person).filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(_("No hay un traspaso con ese número. Cópielo del título de su página."))
        return found

    def clean_supply_order(self) -> SupplyOrder | None:
        number = self.cleaned_data["supply_order"]
        if not number:
            return None
        found = SupplyOrder.objects.visible_to(self.person).filter(number__iexact=number).order_by("pk").first()
        if found is None:
            raise forms.ValidationError(
                _("No hay una orden de suministro con ese número. Cópielo del título de su página.")
            )
        return found

    def condition(self) -> ConditionFacts | None:
        """What was chosen; the agreement's own place, drug and case are taken by the action."""
        told = self.cleaned_data
        if not told.get("kind"):
            return None
        names = ("kind", "threshold", "role", "milestone", "transfer", "supply_order")
        return ConditionFacts(hold_weeks=told.get("hold_weeks") or 1, **{name: told[name] for name in names})
