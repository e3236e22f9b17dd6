"""Opening a recall, answering it, ending it. Shape only: the actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.actions.recalls import LEAST_HOURS, MOST_HOURS, NamedLot
from supply.forms.ledger_choices import ChoiceField, arriving_drugs
from supply.forms.ledger_fields import DayField, PiecesField, read_day
from supply.gs1 import looks_scanned, read_scan
from supply.models import Drug, Lot, RecallKind
from supply.reasons import Reason

MOST_LINES = 500


class RecallForm(forms.Form):
    """A recall to be: previewed first, opened on a second press."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Tipo"), choices=RecallKind.choices, widget=forms.RadioSelect, initial=RecallKind.QUALITY
    )
    product = forms.CharField(
        label=gettext_lazy("Producto, como lo nombra el aviso"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    drug = ChoiceField(
        css="drug-input",
        source="drugs",
        label=gettext_lazy("Medicamento del catálogo"),
        required=False,
        help_text=gettext_lazy("Vacío si no está en el catálogo: se vigila y no detiene ningún lote."),
    )
    lots = forms.CharField(
        label=gettext_lazy("Lotes"),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off", "class": "code"}),
        help_text=gettext_lazy(
            "Uno por renglón, como viene en el aviso o en la caja; o lea el código de la caja con el lector. Da igual "
            "con espacios, guiones o diagonales. Si el aviso da la caducidad, va tras dos puntos: H0209B01: 08/2026."
        ),
    )
    maker = forms.CharField(label=gettext_lazy("Fabricante o titular"), max_length=160, required=False)
    source = forms.CharField(
        label=gettext_lazy("Fuente"),
        max_length=240,
        help_text=gettext_lazy("Quién lo avisó y dónde consta: número de alerta, oficio, fecha."),
    )
    issued_on = DayField(label=gettext_lazy("Fecha del aviso"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Qué dice el aviso y qué hacer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Plazo para responder (horas)"),
        min_value=LEAST_HOURS,
        max_value=MOST_HOURS,
        initial=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num pieces"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubtful: list[str] = []
        self.gtins: list[str] = []
        if self.is_bound:
            self.fields["drug"].choices = arriving_drugs()  # type: ignore[attr-defined]

    def clean_drug(self) -> Drug | None:
        chosen = self.cleaned_data["drug"]
        return chosen.target.drug if chosen is not None else None

    def clean_lots(self) -> list[NamedLot]:
        """The lots of the lines; a line that a scanner sent is taken apart, and one in doubt is told."""
        lines = [line for line in self.cleaned_data["lots"].splitlines() if line.strip(" ,;")]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Son más de %d renglones; cárguelos con un archivo.") % MOST_LINES)
        return [self._lot_of(line.strip(" ,;")) for line in lines]

    def _lot_of(self, line: str) -> NamedLot:
        if looks_scanned(line):
            scan = read_scan(line)
            if not scan.number:
                raise forms.ValidationError(_("El código «%s» no trae el lote; escríbalo.") % line[:40])
            self.gtins += [scan.gtin] if scan.gtin else []
            if not scan.is_sure:
                self.doubtful.append(scan.number)
            return NamedLot(scan.number, scan.expires_on)
        number, colon, day = line.rpartition(":")
        if not colon:
            return NamedLot(line)
        expires_on = read_day(day, month_alone=True)
        if expires_on is None:
            raise forms.ValidationError(
                _("En «%s», lo que sigue a los dos puntos no es una caducidad; escriba mm/aaaa.") % line[:60]
            )
        return NamedLot(number.strip(), expires_on)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("lots") and not data.get("drug") and "drug" not in self.errors and self.gtins:
            known = Lot.objects.filter(gtin__in=self.gtins).select_related("drug").order_by("pk").first()
            data["drug"] = known.drug if known else None
        return data

    def told(self, also: Sequence[str] = ()) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        data["lots"] = [*data["lots"], *(NamedLot(number) for number in also)]
        return data


class AnswerForm(forms.Form):
    """What was put aside at a place."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    found = PiecesField(
        least=0,
        label=gettext_lazy("Piezas que contó y apartó"),
        help_text=gettext_lazy("Cero si no encontró ninguna."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota"),
        max_length=240,
        required=False,
        help_text=gettext_lazy("Dónde quedaron apartadas. Si no son las del libro, por qué."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OutForm(forms.Form):
    """How the pieces put aside leave the ledger."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.ChoiceField(label=gettext_lazy("Qué pasa con ellas"), widget=forms.RadioSelect)
    reference = forms.CharField(
        label=gettext_lazy("Documento que lo ampara"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Acta, remisión de devolución u oficio."),
    )
    note = forms.CharField(label=gettext_lazy("Nota"), max_length=240, required=False)

    def __init__(self, *args: Any, ways: Sequence[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            Reason.RECALL: _("Se destruyen o se entregan a la autoridad"),
            Reason.SUPPLIER_RETURN: _("Se devuelven al proveedor"),
        }
        self.fields["reason"].choices = [(way.value, words[way]) for way in ways]  # type: ignore[attr-defined]
        if len(ways) == 1:
            self.fields["reason"].initial = ways[0].value


class CloseForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("En qué quedó"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    despite_waiting = forms.BooleanField(
        label=gettext_lazy("Cerrarlo aunque falten respuestas"),
        required=False,
        help_text=gettext_lazy("El motivo dice por qué ya no se esperan."),
    )


class LiftForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Por qué los lotes son buenos"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Dictamen u oficio que lo dice."),
    )
