"""What is typed about suppliers, procedures, contracts and orders. Shape only; the actions say what may be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.claves import BadClave, parse_clave
from supply.forms.ledger_choices import ChoiceField, NotFound, find_place
from supply.forms.ledger_fields import DayField, PiecesField
from supply.models import (
    Contract,
    ContractLine,
    LineResult,
    Presentation,
    Supplier,
    SupplyOrder,
    Tender,
    TenderKind,
)

PERCENT = {"max_digits": 5, "decimal_places": 2, "min_value": Decimal("0.01"), "max_value": Decimal(100)}


def short(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def money(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=14,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )


class EditedForm(forms.Form):
    """Carries the edition that was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(EditedForm):
    reason = short(gettext_lazy("Motivo"), 240, help_text=gettext_lazy("Queda en la historia, con su nombre."))


class ClaveField(ChoiceField):
    """A presentation, by its clave or by what the suggestions write."""

    def clean(self, value: Any) -> Presentation | None:
        text = forms.CharField.clean(self, value)
        if not text:
            return None
        try:
            clave = parse_clave(str(text).rsplit("·", 1)[-1].strip())
        except BadClave as bad:
            raise forms.ValidationError(f"{bad.problem} {bad.remedy}") from bad
        found = Presentation.objects.select_related("drug").filter(clave=clave.dotted).first()
        if found is None:
            raise forms.ValidationError(_("La clave no está en el catálogo; si es nueva, pida su alta."))
        return found


def clave_field() -> ClaveField:
    return ClaveField(
        label=gettext_lazy("Clave"),
        css="drug-input",
        source="drugs",
        help_text=gettext_lazy("Los 12 dígitos, o escriba el nombre y elija."),
    )


class SupplierForm(EditedForm):
    name = short(gettext_lazy("Razón social"), 160)
    rfc = short("RFC", 16, required=False)
    email = forms.EmailField(label=gettext_lazy("Correo"), required=False)
    phone = short(gettext_lazy("Teléfono"), 20, required=False)
    is_active = forms.BooleanField(label=gettext_lazy("Activo"), required=False, initial=True)


class TenderForm(EditedForm):
    number = short(gettext_lazy("Número de procedimiento"), 60)
    title = short(gettext_lazy("Objeto"), 240, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=TenderKind.choices)
    convener = short(gettext_lazy("Convocante"), 160, required=False)
    is_consolidated = forms.BooleanField(label=gettext_lazy("Compra consolidada"), required=False)
    published_on = DayField(label=gettext_lazy("Publicado el"), required=False)
    decided_on = DayField(label=gettext_lazy("Fallo del"), required=False)


class TenderLineForm(forms.Form):
    presentation = clave_field()
    packs = PiecesField(label=gettext_lazy("Envases que se piden"))
    reference_price = money(gettext_lazy("Precio de referencia por envase"), required=False)
    result = forms.ChoiceField(label=gettext_lazy("Resultado"), choices=LineResult.choices)


class BidForm(forms.Form):
    supplier = forms.ModelChoiceField(label=gettext_lazy("Proveedor"), queryset=Supplier.objects.none())
    price = money(gettext_lazy("Precio por envase"), help_text=gettext_lazy("En pesos, sin IVA."))
    won = forms.BooleanField(label=gettext_lazy("Ganó la clave"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Supplier.objects.filter(is_active=True)  # type: ignore[attr-defined]


class ContractForm(EditedForm):
    number = short(gettext_lazy("Número de contrato"), 60)
    supplier = forms.ModelChoiceField(label=gettext_lazy("Proveedor"), queryset=Supplier.objects.none())
    tender = forms.ModelChoiceField(label=gettext_lazy("Procedimiento"), queryset=Tender.objects.none(), required=False)
    starts_on = DayField(label=gettext_lazy("Vigente desde"))
    ends_on = DayField(label=gettext_lazy("Vigente hasta"))
    penalty_percent = forms.DecimalField(
        label=gettext_lazy("Pena por día de atraso (%)"),
        required=False,
        help_text=gettext_lazy("Del valor de lo que llega tarde, como dice el contrato. Vacío: sin pena."),
        **PERCENT,  # type: ignore[arg-type]
    )
    penalty_cap_percent = forms.DecimalField(
        label=gettext_lazy("Tope de la pena (%)"),
        required=False,
        **PERCENT,  # type: ignore[arg-type]
    )
    least_shelf_days = PiecesField(
        label=gettext_lazy("Vida útil mínima al entregar (días)"),
        required=False,
        help_text=gettext_lazy("Con menos, quien recibe rechaza o escribe por qué acepta."),
    )
    note = short(gettext_lazy("Nota"), 400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Supplier.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["tender"].queryset = Tender.objects.all()  # type: ignore[attr-defined]


class ContractLineForm(forms.Form):
    presentation = clave_field()
    min_packs = PiecesField(label=gettext_lazy("Mínimo de envases"), least=0, initial=0)
    max_packs = PiecesField(label=gettext_lazy("Máximo de envases"))
    price = money(gettext_lazy("Precio por envase"), help_text=gettext_lazy("En pesos, sin IVA."))
    note = short(
        gettext_lazy("Convenio o motivo"),
        240,
        required=False,
        help_text=gettext_lazy("Si cambia lo que ya había, con qué convenio."),
    )


class ContractEndForm(ReasonForm):
    on = DayField(label=gettext_lazy("Dejó de valer el"), initial=timezone.localdate)
    field_order = ["on", "reason", "edition"]


class OrderForm(forms.Form):
    """An order under one contract: its lines are what may be asked for."""

    number = short(gettext_lazy("Número de orden de suministro"), 60)
    line = forms.ModelChoiceField(label=gettext_lazy("Clave"), queryset=ContractLine.objects.none())
    packs = PiecesField(label=gettext_lazy("Envases"))
    place = ChoiceField(label=gettext_lazy("Destino"), css="place-input", source="places")
    issued_on = DayField(label=gettext_lazy("Emitida el"), initial=timezone.localdate)
    deadline_on = DayField(label=gettext_lazy("Fecha límite de entrega"))

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = ContractLine.objects.filter(contract=contract).select_related("presentation__drug")
        field = self.fields["line"]
        field.queryset = lines  # type: ignore[attr-defined]
        field.label_from_instance = lambda line: (  # type: ignore[attr-defined]
            f"{line.presentation.clave} · {line.presentation.drug.label}"
        )

    def clean_place(self) -> Any:
        try:
            return find_place(self.cleaned_data["place"])
        except NotFound as fault:
            raise forms.ValidationError(str(fault)) from fault


class OrderChangeForm(ReasonForm):
    packs = PiecesField(label=gettext_lazy("Envases"))
    deadline_on = DayField(label=gettext_lazy("Fecha límite de entrega"))
    field_order = ["packs", "deadline_on", "reason", "edition"]


class PromiseForm(EditedForm):
    promised_on = DayField(
        label=gettext_lazy("Día que anunció el proveedor"),
        required=False,
        help_text=gettext_lazy("Vacío: ya no anuncia ninguno."),
    )
    note = short(gettext_lazy("Quién lo dijo y cómo"), 200, required=False)


class TakeOverForm(ReasonForm):
    """Under which order what came over is taken."""

    order = forms.ModelChoiceField(label=gettext_lazy("Con qué orden"), queryset=SupplyOrder.objects.none())
    field_order = ["order", "reason", "edition"]

    def __init__(self, *args: Any, orders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["order"]
        field.queryset = orders  # type: ignore[attr-defined]
        field.label_from_instance = lambda order: (  # type: ignore[attr-defined]
            _("%(number)s · le faltan %(n)d envases") % {"number": order.number, "n": order.missing_packs}
        )
