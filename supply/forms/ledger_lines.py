"""The lines of ledger documents. They check shape only; the ledger itself says what may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from supply.actions.ledger import AdjustLine, IssueLine, LotLine
from supply.errors import LedgerRefusal
from supply.forms.ledger_choices import ChoiceField, Choices, NotFound, Pack, lot_of_drug
from supply.forms.ledger_fields import DayField, PiecesField
from supply.models import Lot
from supply.reasons import ADJUSTMENTS, Reason, sign

BLANK_ROWS = 5
MOST_ROWS = 400


def _is_removed(form: forms.Form) -> bool:
    """Whether the row's box «remove» came ticked."""
    return bool(form.fields["DELETE"].widget.value_from_datadict(form.data, form.files, form.add_prefix("DELETE")))


class Lines(BaseFormSet):
    """The lines of a document: blank rows are no lines, removed rows do not come back."""

    choices: Choices | None = None
    lots: Sequence[Lot] = ()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "choices": self.choices, "lots": self.lots}

    @property
    def shown(self) -> list[forms.Form]:
        """The rows but those removed; the page numbers these."""
        removed = [form for form in self.forms if self.is_bound and _is_removed(form)]
        return [form for form in self.forms if form not in removed]

    def __iter__(self) -> Iterator[forms.Form]:
        return iter(self.shown)

    @property
    def typed(self) -> list[Any]:
        """The rows that say something, in order; only after `is_valid()`."""
        return [form for form in self.shown if form.has_changed()]

    def number_of(self, form: forms.Form) -> int:
        """The row's number as the page shows it."""
        return self.shown.index(form) + 1

    def refuse(self, refusal: LedgerRefusal, text: str) -> bool:
        """Put a refusal beside the line it is about; False when it names none of these."""
        if refusal.line is None or refusal.line >= len(self.typed):
            return False
        form = self.typed[refusal.line]
        form.add_error(refusal.field if refusal.field in form.fields else None, text)
        return True


class Line(forms.Form):
    """One line. `choices` are what its first field may name, `lots` those of the place."""

    chosen = "drug"

    def __init__(self, *args: Any, choices: Choices | None = None, lots: Sequence[Lot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        field = self.fields[self.chosen]
        assert isinstance(field, ChoiceField)
        field.choices = choices


class ReceiptLine(Line):
    drug = ChoiceField(label=gettext_lazy("Medicamento"), css="drug-input", source="drugs")
    number = forms.CharField(
        label=gettext_lazy("Lote"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "lot-number"}),
    )
    expires_on = DayField(label=gettext_lazy("Caducidad"), month_alone=True)
    packs = PiecesField(label=gettext_lazy("Envases"), required=False)
    pieces = PiecesField(label=gettext_lazy("Piezas"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["packs"].widget.attrs["data-packs"] = ""

    def clean(self) -> dict[str, Any]:
        """Pieces, or packs of a known size; both only where they say the same."""
        data: dict[str, Any] = super().clean() or {}
        packs, pieces = data.get("packs"), data.get("pieces")
        if {"packs", "pieces"} & self.errors.keys() or not data.get("drug"):
            return data
        pack: Pack = data["drug"].target
        if packs is None and pieces is None:
            self.add_error("pieces", _("Escriba las piezas, o los envases."))
        elif packs is not None and pack.pieces_per_pack is None:
            if pieces is None:
                self.add_error("packs", _("Sin la clave de 12 dígitos no se sabe cuántas piezas trae el envase."))
        elif packs is not None and pack.pieces_per_pack is not None:
            counted = packs * pack.pieces_per_pack
            if pieces is not None and pieces != counted:
                self.add_error(
                    "pieces",
                    _("%(packs)d envases de %(size)d son %(counted)d piezas, no %(pieces)d. Deje un solo dato.")
                    % {"packs": packs, "size": pack.pieces_per_pack, "counted": counted, "pieces": pieces},
                )
            data["pieces"] = counted
        return data

    def line(self) -> LotLine:
        data = self.cleaned_data
        return LotLine(data["drug"].target.drug.pk, data["number"], data["expires_on"], data["pieces"])


class IssueRow(Line):
    """A drug that leaves. The lot stands before the pieces, so that the last key of a line is its number."""

    drug = ChoiceField(label=gettext_lazy("Medicamento"), css="drug-input", listed="drugs")
    lot = ChoiceField(
        label=gettext_lazy("Lote (opcional)"), css="lot-input", listed="lots", of="drug", required=False, max_length=60
    )
    pieces = PiecesField(label=gettext_lazy("Piezas"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["named"] = None
        if data.get("lot") and data.get("drug"):
            try:
                data["named"] = lot_of_drug(self.lots, data["drug"].target, data["lot"])
            except NotFound as fault:
                self.add_error("lot", str(fault))
        return data

    def line(self) -> IssueLine:
        data = self.cleaned_data
        return IssueLine(data["drug"].target.pk, data["pieces"], data["named"].pk if data["named"] else None)


class AdjustRow(Line):
    chosen = "lot"
    lot = ChoiceField(label=gettext_lazy("Lote"), css="drug-input", listed="lots", max_length=300)
    reason = forms.ChoiceField(
        label=gettext_lazy("Motivo"),
        choices=[("", "—"), *((r.value, f"{'+' if sign(r) > 0 else '−'} {r.label}") for r in map(Reason, ADJUSTMENTS))],
    )
    pieces = PiecesField(label=gettext_lazy("Piezas"))

    def line(self) -> AdjustLine:
        data = self.cleaned_data
        return AdjustLine(data["lot"].target.pk, data["pieces"], data["reason"])


class FoundRow(Line):
    """A lot found on the shelf that the book does not have there."""

    drug = ChoiceField(label=gettext_lazy("Medicamento"), css="drug-input", source="drugs")
    number = forms.CharField(
        label=gettext_lazy("Lote"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    expires_on = DayField(label=gettext_lazy("Caducidad"), month_alone=True)
    pieces = PiecesField(label=gettext_lazy("Contadas"))


class TallyRow(Line):
    """Prescriptions of one drug in a day."""

    drug = ChoiceField(label=gettext_lazy("Medicamento"), css="drug-input", source="drugs")
    filled = PiecesField(label=pgettext_lazy("recetas", "Surtidas"), least=0, required=False)
    partly_filled = PiecesField(label=gettext_lazy("Parciales"), least=0, required=False)
    denied = PiecesField(label=gettext_lazy("Negadas"), least=0, required=False)


def lines_of(
    row: type[Line],
    *,
    data: Any = None,
    choices: Choices | None = None,
    lots: Sequence[Lot] = (),
    initial: Sequence[dict[str, Any]] = (),
    prefix: str = "lineas",
    extra: int = BLANK_ROWS,
) -> Any:
    """The lines of a document as a formset with a few blank rows more than what it starts with."""
    made: Any = formset_factory(
        row, formset=Lines, extra=extra + len(initial), can_delete=True, max_num=MOST_ROWS, validate_max=True
    )
    made.choices, made.lots = choices, lots
    formset = made(data, prefix=prefix)
    for form, values in zip(formset.forms, initial, strict=False):
        if data is None:
            # Shown, not held as initial data: when it comes back untouched it still is a line.
            form.initial = dict(values)
    return formset
