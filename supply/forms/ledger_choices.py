"""What a line may name (a drug, a lot, a place), found from whatever was typed: clave digits, or a few words.

The page offers the same choices as suggestions; without scripts, or in a hurry, typing enough of one is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Place
from delegations.naming import fold, search_terms, search_text
from supply.claves import digits_of, digits_sought
from supply.models import Balance, Drug, Lot, Presentation

SHOWN_AT_MOST = 12


@dataclass(frozen=True)
class Choice:
    """One thing to choose. `value` is the text of the field, `hint` stands beside it, `search` is what finds it."""

    value: str
    target: Any
    hint: str = ""
    search: str = ""
    of: str = ""


class NotFound(ValueError):
    """What was typed names nothing, or more than one thing; the text says so and what to type."""


class Choices:
    """The choices of a field, in the order they are offered."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self.all: Sequence[Choice] = tuple(choices)
        self._exact = {fold(choice.value): choice for choice in self.all}

    def __iter__(self) -> Any:
        return iter(self.all)

    def matching(self, text: str) -> list[Choice]:
        """Those that what was typed may mean."""
        if digits := digits_sought(text):
            return [choice for choice in self.all if digits in choice.search]
        terms = search_terms(text)
        return [choice for choice in self.all if all(term in choice.search for term in terms)] if terms else []

    def find(self, text: str) -> Choice:
        """The one choice that was meant; `NotFound` when there is none, or several."""
        if exact := self._exact.get(fold(text)):
            return exact
        found = self.matching(text)
        if not found:
            raise NotFound(_("Nada coincide con «%s». Escriba la clave o parte del nombre.") % text[:60])
        if len(found) > 1:
            named = "; ".join(choice.value for choice in found[:3])
            raise NotFound(
                ngettext(
                    "Coincide %(n)d: %(named)s.", "Coinciden %(n)d: %(named)s… Escriba más, o la clave.", len(found)
                )
                % {"n": len(found), "named": named}
            )
        return found[0]


class ChoiceField(forms.CharField):
    """A text field that means one of its `choices` (set by the form); cleans to its `Choice`."""

    def __init__(self, *, css: str, listed: str = "", source: str = "", of: str = "", **kwargs: Any) -> None:
        attrs = {"class": css, "autocomplete": "off", "spellcheck": "false", "data-choices": ""}
        if listed:
            attrs["list"] = listed
        if of:
            attrs["data-of"] = of
        if source:
            attrs["data-source"] = source
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.choices: Choices | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.choices is None:
            return text
        try:
            return self.choices.find(text)
        except NotFound as fault:
            raise forms.ValidationError(str(fault)) from fault


@dataclass(frozen=True)
class Pack:
    """A drug as it arrives: with the pieces of its pack, where the clave says which pack."""

    drug: Drug
    pieces_per_pack: int | None


def drug_text(drug: Drug, clave: str = "") -> str:
    """How a field shows a drug: «Vincristina 1 mg solución inyectable · 010.000.1768»."""
    code = clave or drug.code
    return f"{drug.label} · {code}" if code else drug.label


def _drug_search(drug: Drug, clave: str = "") -> str:
    return f"{drug.search_text or search_text(drug.label, drug.code)} {digits_of(clave or drug.code or '')} "


class PackChoices(Choices):
    """The catalogue as it arrives. A drug named without its pack is found too; then its pack is not known."""

    def find(self, text: str) -> Choice:
        try:
            return super().find(text)
        except NotFound:
            found = self.matching(text)
            if len({choice.target.drug.pk for choice in found}) != 1:
                raise
            first = found[0]
            return Choice(drug_text(first.target.drug), Pack(first.target.drug, None))


def arriving_drugs() -> PackChoices:
    """Every presentation of the catalogue, and the drugs that have none. Two queries."""
    packs = Presentation.objects.filter(drug__retired_on=None).select_related("drug")
    choices = [
        Choice(
            drug_text(pack.drug, pack.clave),
            Pack(pack.drug, pack.pieces_per_pack),
            ngettext("envase con %(n)d", "envase con %(n)d", pack.pieces_per_pack) % {"n": pack.pieces_per_pack},
            _drug_search(pack.drug, pack.clave),
            str(pack.pieces_per_pack),
        )
        for pack in packs
    ]
    bare = Drug.objects.active().filter(presentations=None)
    choices += [
        Choice(drug_text(drug), Pack(drug, None), "" if drug.code else _("sin clave"), _drug_search(drug))
        for drug in bare
    ]
    return PackChoices(sorted(choices, key=lambda choice: fold(choice.value)))


def leaving_drugs(rows: Iterable[Drug]) -> Choices:
    """Drugs of a place (`selectors.stock.stock_of`), those with usable pieces first."""
    ordered = sorted(rows, key=lambda drug: (not drug.usable, fold(drug.label)))  # type: ignore[attr-defined]
    return Choices(
        Choice(
            drug_text(drug),
            drug,
            ngettext("%(n)d pieza", "%(n)d piezas", drug.usable) % {"n": drug.usable},  # type: ignore[attr-defined]
            _drug_search(drug),
        )
        for drug in ordered
    )


def lots_at(place: Place, *, with_empty: bool = False) -> list[Lot]:
    """The place's lots with `pieces` there, first to expire first; `with_empty` brings those at zero too. One query."""
    balances = Balance.objects.at(place).fefo().select_related("lot", "lot__drug")
    if not with_empty:
        balances = balances.in_stock()
    lots = []
    for balance in balances:
        balance.lot.pieces = balance.on_hand  # type: ignore[attr-defined]
        lots.append(balance.lot)
    return lots


def _lot_hint(lot: Lot) -> str:
    state = "" if lot.state == "usable" else f" · {lot.get_state_display()}"
    return f"{lot.expires_on:%d/%m/%Y} · {lot.pieces}{state}"  # type: ignore[attr-defined]


def named_lots(lots: Sequence[Lot]) -> Choices:
    """Lots beside their drug (the drug stands in its own field): the number, with the expiry where one repeats."""
    numbers = [(lot.drug_id, lot.number) for lot in lots]
    repeated = {key for key in numbers if numbers.count(key) > 1}
    return Choices(
        Choice(
            f"{lot.number} {lot.expires_on:%d/%m/%Y}" if (lot.drug_id, lot.number) in repeated else lot.number,
            lot,
            _lot_hint(lot),
            search_text(lot.number),
            drug_text(lot.drug),
        )
        for lot in lots
    )


def lot_of_drug(lots: Sequence[Lot], drug: Drug, text: str) -> Lot:
    """The lot that a line names by its number, among those of its drug; `NotFound` tells what there is."""
    mine = [lot for lot in lots if lot.drug_id == drug.pk]
    choices = named_lots(mine)
    try:
        lot: Lot = choices.find(text).target
    except NotFound:
        named = [lot for lot in mine if fold(lot.number) == fold(text)]
        if len(named) == 1:
            return named[0]
        there = ", ".join(choice.value for choice in choices.all[:6])
        if there:
            raise NotFound(_("Aquí no hay lote «%(text)s». Hay: %(there)s.") % {"text": text, "there": there}) from None
        raise NotFound(_("Aquí no hay ningún lote de este medicamento.")) from None
    return lot


def whole_lots(lots: Sequence[Lot]) -> Choices:
    """Lots with their drug in one text, for lines that name nothing else."""
    return Choices(
        Choice(
            f"{lot.number} · {lot.drug.label} · {lot.expires_on:%d/%m/%Y}",
            lot,
            _lot_hint(lot),
            f"{search_text(lot.number)}{_drug_search(lot.drug)}",
        )
        for lot in lots
    )


def place_text(place: Place) -> str:
    """How a field shows a place: «Farmacia · HGZ 2 … · ASIMS000012-FAR»."""
    return f"{place.name} · {place.code}"


def find_place(text: str) -> Place:
    """The place that was meant, anywhere in the country: pieces may be sent wherever they are missing."""
    places = Place.objects.stock_keeping().active().select_related("delegation", "unit", "unit__delegation")
    code = text.rsplit("·", 1)[-1].strip()
    exact = places.filter(code__iexact=code).first()
    if exact is not None:
        return exact
    found = list(places.search(text)[:4])
    if not found:
        raise NotFound(_("Ningún lugar coincide con «%s». Escriba la unidad, el lugar o su código.") % text[:60])
    if len(found) > 1:
        named = "; ".join(place_text(place) for place in found[:3])
        raise NotFound(_("Coinciden varios: %s… Escriba más, o el código.") % named)
    return found[0]
