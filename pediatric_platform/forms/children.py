"""Forms of the registry: shape only; what is possible, and who may, the actions say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.forms_network import day_field
from delegations.models import Unit
from pediatric_platform.actions.children.facts import ChildFacts
from pediatric_platform.models import AllergySeverity, Child, ChildState, Diagnosis, Sex

# Nobody else's browser should offer a child's name or number again.
OFF = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
CODE = {**OFF, "autocapitalize": "characters"}


def _text(label: Any, longest: int, *, required: bool = True, help_text: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={**OFF, **attrs}),
    )


def _long(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2, **OFF}),
    )


class ChildFields(forms.Form):
    """What is known of a child."""

    given_names = _text(_("Nombres"), 80)
    first_surname = _text(_("Primer apellido"), 80)
    second_surname = _text(_("Segundo apellido"), 80, required=False)
    birth_date = day_field(_("Fecha de nacimiento"))
    sex = forms.ChoiceField(label=_("Sexo"), choices=Sex.choices, widget=forms.RadioSelect)
    curp = forms.CharField(
        label="CURP",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=CODE),
        help_text=_("18 letras y números. Se guarda sellada y no se muestra en ninguna lista."),
    )
    without_curp = _text(
        _("Si no tiene CURP, por qué"), 120, required=False, help_text=_("Por ejemplo: recién nacida, en trámite.")
    )
    nss = forms.CharField(
        label=_("NSS del asegurado"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**CODE, "inputmode": "numeric"}),
        help_text=_("11 dígitos, de quien lo tiene asegurado. Las hermanas y hermanos comparten el mismo."),
    )
    agregado = forms.CharField(
        label=_("Agregado médico"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=CODE),
        help_text=_("Como viene en el carnet, por ejemplo 3F2019OR."),
    )
    diagnosis = forms.ModelChoiceField(
        label=_("Diagnóstico"),
        queryset=Diagnosis.objects.order_by("-is_paediatric", "name"),
        to_field_name="code",
        empty_label=_("Elija un diagnóstico"),
    )
    risk = _text(_("Grupo de riesgo"), 60, required=False)
    diagnosed_on = day_field(_("Fecha del diagnóstico"), required=False)
    prior_anthracycline = forms.DecimalField(
        label=_("Antraciclina recibida antes, mg/m²"),
        min_value=0,
        max_digits=6,
        decimal_places=1,
        required=False,
        help_text=_("Equivalente a doxorrubicina. Cuenta para el límite de toda la vida."),
    )
    another_because = _long(
        _("Por qué es otra niña u otro niño"),
        240,
        required=False,
        help_text=_("Por ejemplo: son gemelas; o los papás y el domicilio son otros."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("another_because"):
            self.fields["another_because"].widget = forms.HiddenInput()

    def ask_for_another(self) -> None:
        """Somebody looks alike: now the reason is asked for."""
        self.fields["another_because"].widget = forms.Textarea(attrs={"rows": 2, **OFF})

    def facts(self, unit: Unit) -> ChildFacts:
        data = self.cleaned_data
        names = (
            "given_names", "first_surname", "second_surname", "birth_date", "sex", "curp", "without_curp", "nss",
            "agregado", "diagnosis", "risk", "diagnosed_on", "another_because",
        )  # fmt: skip
        return ChildFacts(
            **{name: data[name] for name in names},
            prior_anthracycline=data["prior_anthracycline"] or Decimal(0),
            unit=unit,
        )


class RegisterForm(ChildFields):
    """A new child; the hospital is asked for where the person treats children at several."""

    unit = forms.ModelChoiceField(
        label=_("Hospital que lo atiende"), queryset=Unit.objects.none(), to_field_name="clues", empty_label=None
    )
    since = day_field(_("Se atiende aquí desde"), required=False, help_text=_("Vacío: desde hoy."))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]
        only = list(units[:2])
        if len(only) == 1:
            field.initial = only[0].clues
            field.widget = forms.HiddenInput()

    def facts(self, unit: Unit | None = None) -> ChildFacts:
        return replace(super().facts(self.cleaned_data["unit"]), since=self.cleaned_data["since"])


class CorrectForm(ChildFields):
    """The same facts, and the edition they were read in."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(child: Child) -> dict[str, Any]:
        names = [name for name in ChildFields.base_fields if name not in ("another_because", "diagnosis")]
        told = {name: getattr(child, name) for name in names}
        return told | {"diagnosis": child.diagnosis.code, "edition": child.edition}


class TransferForm(forms.Form):
    """Where to, since when, why."""

    to = forms.ModelChoiceField(
        label=_("Hospital que lo recibe"),
        queryset=Unit.objects.none(),
        to_field_name="clues",
        empty_label=_("Elija un hospital"),
    )
    on = day_field(_("Desde el día"), help_text=_("El primer día que lo atiende el hospital que lo recibe."))
    reason = _long(_("Motivo del traslado"), 240)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = units  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = lambda unit: f"{unit.name} · {unit.delegation.name}"  # type: ignore[attr-defined]


class StateForm(forms.Form):
    """What the child's state is from a day on."""

    state = forms.ChoiceField(label=_("Estado"), widget=forms.RadioSelect)
    on = day_field(_("Desde el día"))
    reason = _long(_("Motivo"), 240)
    sure = forms.BooleanField(label=_("Entiendo lo que pasará"))
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [choice for choice in ChildState.choices if choice[0] != child.state]  # type: ignore[attr-defined]


class GrowthForm(forms.Form):
    """A weight and a height on a day."""

    measured_on = day_field(_("Medido el"))
    weight_kg = forms.DecimalField(
        label=_("Peso, kg"), max_digits=6, decimal_places=2, widget=forms.NumberInput(attrs={"step": "0.01", **OFF})
    )
    height_cm = forms.DecimalField(
        label=_("Talla, cm"), max_digits=5, decimal_places=1, widget=forms.NumberInput(attrs={"step": "0.1", **OFF})
    )
    unusual_reason = _long(
        _("La medida es poco común y está bien porque"),
        240,
        required=False,
        help_text=_("Por ejemplo: retiene líquidos; obesidad en seguimiento."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("unusual_reason"):
            self.fields["unusual_reason"].widget = forms.HiddenInput()

    def ask_for_reason(self) -> None:
        """The measure is odd: now the reason is asked for."""
        self.fields["unusual_reason"].widget = forms.Textarea(attrs={"rows": 2, **OFF})


class AllergyForm(forms.Form):
    """What the child reacts to."""

    substance = _text(_("Sustancia"), 120, help_text=_("Por ejemplo: penicilina, látex, asparaginasa."))
    inn = forms.ChoiceField(
        label=_("Medicamento del catálogo"),
        required=False,
        help_text=_("Si es un medicamento, elíjalo: así se avisa cuando su plan lo lleva."),
    )
    reaction = _text(_("Qué le pasó"), 240, required=False)
    severity = forms.ChoiceField(label=_("Gravedad"), choices=AllergySeverity.choices, widget=forms.RadioSelect)
    noted_on = day_field(_("Fecha"))

    def __init__(self, *args: Any, drugs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inn"].choices = [("", _("Ninguno")), *drugs]  # type: ignore[attr-defined]


class RefuteForm(forms.Form):
    """Why it was a mistake."""

    reason = _long(_("Por qué se descarta"), 240)
