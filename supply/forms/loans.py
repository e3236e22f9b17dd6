"""Forms of loans and institutions: shape only, the actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Delegation, Place
from supply.actions.loans import ReturnLine
from supply.forms.ledger_fields import DayField, PiecesField
from supply.forms.ledger_heads import LedgerHead
from supply.models import LoanDirection, LoanLine, Partner


class LoanHead(LedgerHead):
    partner = forms.ModelChoiceField(label=gettext_lazy("Institución"), queryset=Partner.objects.none())
    due_on = DayField(label=gettext_lazy("Devolver el"))
    field_order = ["partner", "due_on", "occurred_on", "reference", "note"]

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].label = _("Oficio o acuerdo")
        partners = Partner.objects.filter(delegation=place.delegation_id, is_active=True).order_by("name")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("partner", "due_on", "occurred_on", "note", "key")
        return {name: data[name] for name in names} | {"agreement": data["reference"]}


class ReturnHead(LedgerHead):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReturnedLines(forms.Form):
    """For each line that is owed: pieces, and of what comes to us, the lot it came as."""

    def __init__(self, *args: Any, lines: Sequence[LoanLine], direction: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "vuelve"})
        self.lines = list(lines)
        self.names_lot = direction == LoanDirection.GIVEN
        for line in self.lines:
            pieces = PiecesField(least=0, required=False, label=line.lot.number, initial=line.pieces - line.returned)
            self.fields[f"{line.pk}-pieces"] = pieces
            if self.names_lot:
                self.fields[f"{line.pk}-number"] = forms.CharField(
                    label=_("Lote"), max_length=40, required=False, initial=line.lot.number
                )
                self.fields[f"{line.pk}-expires_on"] = DayField(
                    label=_("Caducidad"), month_alone=True, required=False, initial=line.lot.expires_on
                )

    @property
    def rows(self) -> list[tuple[LoanLine, int, list[forms.BoundField]]]:
        names = ("pieces", "number", "expires_on") if self.names_lot else ("pieces",)
        return [
            (line, line.pieces - line.returned, [self[f"{line.pk}-{name}"] for name in names]) for line in self.lines
        ]

    def told(self) -> list[ReturnLine]:
        data = self.cleaned_data
        return [
            ReturnLine(
                line.pk,
                data[f"{line.pk}-pieces"] or 0,
                data.get(f"{line.pk}-number", "") if data[f"{line.pk}-pieces"] else "",
                data.get(f"{line.pk}-expires_on") if data[f"{line.pk}-pieces"] else None,
            )
            for line in self.lines
        ]

    def field_of(self, line: int | None, name: str) -> str | None:
        if line is None or line >= len(self.lines):
            return None
        found = f"{self.lines[line].pk}-{name}"
        return found if found in self.fields else f"{self.lines[line].pk}-pieces"


class DueForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    due_on = DayField(label=gettext_lazy("Devolver el"))
    reason = forms.CharField(label=gettext_lazy("Por qué cambia"), max_length=240)


class SettleForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Por qué no se devuelve"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Canje, donación o acuerdo, y el oficio donde consta."),
    )


class PartnerForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    delegation = forms.ModelChoiceField(label=gettext_lazy("Delegación"), queryset=Delegation.objects.none())
    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=160)
    institution = forms.CharField(
        label=gettext_lazy("Institución"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("A la que pertenece: servicios estatales, otro instituto."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Contacto"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("El cargo, no el nombre de una persona."),
    )
    phone = forms.CharField(label=gettext_lazy("Teléfono"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("Correo"), max_length=254, required=False)
    is_active = forms.BooleanField(label=gettext_lazy("Activa"), required=False, initial=True)

    def __init__(self, *args: Any, delegations: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["is_active"]
            self.fields["delegation"].queryset = delegations  # type: ignore[attr-defined]
            if len(found := list(delegations[:2])) == 1:
                self.fields["delegation"].initial = found[0]
        else:
            del self.fields["delegation"]
