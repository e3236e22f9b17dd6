"""What arrived of a transfer: as many pieces as were sent unless said otherwise, and then why; and what goes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.forms.ledger_fields import PiecesField
from supply.forms.ledger_heads import LedgerHead
from supply.models import TransferLine
from supply.reasons import SHORTFALLS, Reason

REASONS = [("", "—"), *((reason, Reason(reason).label) for reason in SHORTFALLS)]


class AcceptHead(LedgerHead):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = _("Recibido el")


class Arrived(forms.Form):
    """Per line of the transfer: pieces that arrived and why less, how many of them go back, and what was found."""

    def __init__(self, *args: Any, lines: Sequence[TransferLine], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "llego"})
        self.lines = list(lines)
        for line in self.lines:
            pieces = PiecesField(least=0, label=line.lot.number, initial=line.sent)
            pieces.widget.attrs["data-sent"] = line.sent
            self.fields[f"{line.pk}-pieces"] = pieces
            self.fields[f"{line.pk}-reason"] = forms.ChoiceField(
                label=gettext_lazy("Motivo del faltante"), choices=REASONS, required=False
            )
            self.fields[f"{line.pk}-rejected"] = PiecesField(least=0, label=_("Se devuelven"), required=False)
            self.fields[f"{line.pk}-note"] = forms.CharField(
                label=_("Qué se encontró"),
                max_length=240,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def rows(self) -> list[tuple[TransferLine, list[forms.BoundField]]]:
        names = ("pieces", "reason", "rejected", "note")
        return [(line, [self[f"{line.pk}-{name}"] for name in names]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            pieces, reason = data.get(f"{line.pk}-pieces"), data.get(f"{line.pk}-reason")
            if pieces is not None and pieces < line.sent and not reason:
                self.add_error(f"{line.pk}-reason", _("Llegaron menos de las enviadas: diga por qué."))
            over = pieces is not None and pieces > line.sent
            if (over or data.get(f"{line.pk}-rejected")) and not data.get(f"{line.pk}-note"):
                told = _("Llegaron más de las enviadas") if over else _("Se devuelven piezas")
                self.add_error(f"{line.pk}-note", _("%s: diga qué se encontró.") % told)
        return data

    def received(self) -> dict[int, tuple[int, str]]:
        """What `accept` takes; a reason beside a complete line means nothing."""
        data = self.cleaned_data
        return {
            line.pk: (
                data[f"{line.pk}-pieces"],
                data[f"{line.pk}-reason"] if data[f"{line.pk}-pieces"] < line.sent else "",
            )
            for line in self.lines
        }

    def rejected(self) -> dict[int, int]:
        found = {line.pk: self.cleaned_data[f"{line.pk}-rejected"] for line in self.lines}
        return {pk: pieces for pk, pieces in found.items() if pieces}

    def notes(self) -> dict[int, str]:
        found = {line.pk: self.cleaned_data[f"{line.pk}-note"] for line in self.lines}
        return {pk: text for pk, text in found.items() if text}

    def field_of(self, line: int, name: str) -> str:
        """The field that a refusal of a line is about."""
        found = f"{self.lines[line].pk}-{name}"
        return found if found in self.fields else f"{self.lines[line].pk}-pieces"
