"""Forms of plans, sessions and doses: shapes only; the actions say what may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.wording import spelled
from pediatric_platform.errors.doses import amount_text
from pediatric_platform.models import Dose, Growth, MoveReason, Regimen
from supply.models import Drug


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, written by the browser's own picker."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class GrowthChoice(forms.ModelChoiceField):
    """A measure as people read it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{spelled(obj.measured_on, 'j M Y')} · {obj.weight_kg} kg · {obj.height_cm} cm · {obj.surface_m2} m²"


class RegimenChoice(forms.ModelChoiceField):
    """A regimen; the one criterion says so."""

    standard: int | None = None

    def label_from_instance(self, obj: Any) -> str:
        name = str(obj)
        return str(_("%(regimen)s (criterio único)")) % {"regimen": name} if obj.pk == self.standard else name


class BeginForm(forms.Form):
    """Which regimen, from which phase and day, sized by which measure."""

    esquema = RegimenChoice(label=_("Esquema"), queryset=Regimen.objects.none(), empty_label=_("Elija un esquema"))
    fase = forms.TypedChoiceField(label=_("Empieza en la fase"), coerce=int, required=False, empty_value=None)
    inicio = day_field(_("Primer día de esa fase"))
    medida = GrowthChoice(label=_("Medida con que se dosifica"), queryset=Growth.objects.none(), empty_label=None)

    def __init__(
        self,
        *args: Any,
        regimens: Any,
        growths: Any,
        standard: Regimen | None,
        phases: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        regimen: Any = self.fields["esquema"]
        regimen.queryset, regimen.standard = regimens, standard.pk if standard else None
        self.fields["medida"].queryset = growths  # type: ignore[attr-defined]
        self.fields["fase"].choices = list(phases) or [(1, _("La primera"))]  # type: ignore[attr-defined]


class ReasonsForm(forms.Form):
    """Why another regimen than the one criterion, and why in spite of an allergy."""

    deviation_reason = forms.CharField(
        label=_("Por qué no el criterio único"), max_length=400, required=False, widget=forms.Textarea({"rows": 2})
    )
    allergy_reason = forms.CharField(
        label=_("Por qué se indica a pesar de la alergia"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, deviates: bool, allergic: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wanted in (("deviation_reason", deviates), ("allergy_reason", allergic)):
            if not wanted:
                del self.fields[name]


class Edited(forms.Form):
    """A form that says which edition of its row it was opened with."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class ResizeForm(Edited):
    growth = GrowthChoice(label=_("Medida"), queryset=Growth.objects.none(), empty_label=None)

    def __init__(self, *args: Any, growths: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["growth"].queryset = growths  # type: ignore[attr-defined]


class CompleteForm(Edited):
    on = day_field(_("Qué día terminó"))


class NamesMissing(Edited):
    """Whose reason may be that a drug is missing: it is named, among those that were to be given."""

    missing_drug = forms.ModelChoiceField(
        label=_("Medicamento que falta"),
        queryset=Drug.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Solo si el motivo es que falta un medicamento."),
    )

    def __init__(self, *args: Any, drugs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["missing_drug"].queryset = drugs  # type: ignore[attr-defined]


class StopForm(NamesMissing):
    on = day_field(_("Desde qué día"))
    reason = forms.CharField(label=_("Por qué se suspende"), max_length=240)

    field_order = ("on", "reason", "missing_drug")


class Reasoned(NamesMissing):
    """Why a session does not stay on its day."""

    reason = forms.ChoiceField(label=_("Motivo"), choices=[("", "—"), *MoveReason.choices])
    note = forms.CharField(label=_("Nota"), max_length=160, required=False)

    field_order: tuple[str, ...] = ("reason", "missing_drug", "note")


class MoveForm(Reasoned):
    to = day_field(_("Nuevo día"))
    move_rest = forms.BooleanField(label=_("Recorrer también todo lo que sigue"), required=False)

    field_order = ("to", "reason", "missing_drug", "note", "move_rest")


class GiveForm(Edited):
    given_on = day_field(_("Qué día se aplicó"))


class CancelForm(Reasoned):
    """Why it is not given at all."""


class DoseForm(Edited):
    amount = forms.DecimalField(label=_("Dosis por aplicación"), max_digits=10, decimal_places=3, min_value=0)
    reason = forms.CharField(label=_("Motivo"), max_length=400, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, dose: Dose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount"]
        amount.label = _("Dosis por aplicación, en %(unit)s") % {"unit": dose.unit}
        if dose.max_amount is not None:
            amount.help_text = _("A lo más %(cap)s.") % {"cap": amount_text(dose.max_amount, dose.unit)}


class OmitForm(Edited):
    reason = forms.CharField(label=_("Por qué no se da"), max_length=240)
    was_missing = forms.BooleanField(label=_("No se da porque no hay"), required=False)
