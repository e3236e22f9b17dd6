"""What is asked of the pages about how purchases go, and what is said of a sign. Shape only."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Person
from supply.claves import BadClave, parse_clave
from supply.models import Drug, SignState, Supplier
from supply.selectors.performance.board import Asked

PERIODS = (
    ("3", _("3 meses")),
    ("12", _("12 meses")),
    ("24", _("24 meses")),
    ("anio", _("Este año")),
    ("anterior", _("El año pasado")),
)
USUAL_PERIOD = "12"


def period(name: str, today: date) -> tuple[date, date]:
    """The days that a period stands for: whole months, the running one up to today."""
    if name == "anterior":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    if name == "anio":
        return date(today.year, 1, 1), today
    months = today.year * 12 + today.month - int(name)
    return date(months // 12, months % 12 + 1, 1), today


class ClaveField(forms.CharField):
    """A clave, or a drug's own ten digits; cleans to the drug, None where nothing was typed."""

    def clean(self, value: object) -> Drug | None:
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            code = parse_clave(text, allow_drug=True).drug_code
        except BadClave as fault:
            raise forms.ValidationError(f"{fault.problem} {fault.remedy}") from fault
        drug = Drug.objects.filter(code=code).first()
        if drug is None:
            raise forms.ValidationError(_("No hay un medicamento con esa clave en el catálogo."))
        return drug


class RecordQuestion(forms.Form):
    proveedor = forms.ModelChoiceField(
        label=_("Proveedor"), queryset=Supplier.objects.none(), required=False, empty_label=_("Todos")
    )
    clave = ClaveField(
        label=_("Clave"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "010.000…"}),
    )

    def __init__(self, person: Person, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["proveedor"].queryset = Supplier.objects.visible_to(person)  # type: ignore[attr-defined]


class BoardQuestion(RecordQuestion):
    periodo = forms.ChoiceField(label=_("Periodo"), choices=PERIODS, required=False)
    delegacion = forms.ModelChoiceField(
        label=_("Delegación"),
        queryset=Delegation.objects.order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("Todas"),
    )
    field_order = ("periodo", "proveedor", "clave", "delegacion")

    def asked(self, today: date) -> Asked:
        """What it comes to; what makes no sense is left out, and the field says so."""
        self.is_valid()
        given = self.cleaned_data
        first, last = period(given.get("periodo") or USUAL_PERIOD, today)
        supplier, drug, delegation = (given.get(name) for name in ("proveedor", "clave", "delegacion"))
        return Asked(
            first,
            last,
            today,
            supplier.pk if supplier else None,
            drug.pk if drug else None,
            delegation.pk if delegation else None,
        )


class ReviewForm(forms.Form):
    """What was found out about a sign."""

    state = forms.ChoiceField(
        label=_("Qué se encontró"),
        choices=[
            (SignState.EXPLAINED, _("Tiene explicación")),
            (SignState.CLOSED, _("Se revisó y se dio seguimiento")),
            (SignState.OPEN, _("Sigue por revisar")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Explicación"),
        max_length=400,
        error_messages={"required": _("Falta la explicación. Escriba qué se revisó y qué se encontró.")},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Qué se revisó, qué se encontró y dónde están los papeles. La leen quienes siguen las compras."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


__all__ = ["BoardQuestion", "RecordQuestion", "ReviewForm", "period"]
