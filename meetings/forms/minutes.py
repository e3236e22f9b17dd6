"""Forms of minutes: their shape only; what they say is the actions' business."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.actions.minutes.write import FAMILY
from meetings.models import Minutes

LONGEST = 40_000
TEXT, BASE = "text-", "base-"


class EditionForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class WriteForm(EditionForm):
    """Every section with the text that was read, so that two versions can be told apart."""

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [(row["key"], row["title"], row["text"]) for row in minutes.sections]
        if minutes.meeting.series.with_families:
            self.parts.append((FAMILY, _("Para las familias"), minutes.family_text))
        for key, title, text in self.parts:
            rows = min(24, max(4, text.count("\n") + 2 + len(text) // 110))
            self.fields[TEXT + key] = forms.CharField(
                label=title, required=False, max_length=LONGEST, initial=text, strip=False,
                widget=forms.Textarea(attrs={"rows": rows, "data-part": key}),
            )  # fmt: skip
            self.fields[BASE + key] = forms.CharField(
                required=False, max_length=LONGEST, initial=text, strip=False,
                widget=forms.HiddenInput(attrs={"data-base": key}),
            )  # fmt: skip

    def told(self, prefix: str) -> dict[str, str]:
        """Texts by section, of those that were sent."""
        return {key: self.cleaned_data[prefix + key] for key, _title, _text in self.parts if prefix + key in self.data}

    def bound(self) -> list[tuple[str, Any, Any]]:
        """Key, text and base of each section, for the page."""
        return [(key, self[TEXT + key], self[BASE + key]) for key, _title, _text in self.parts]


class AddendumForm(forms.Form):
    text = forms.CharField(
        label=_("Qué se corrige"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Diga qué parte de la minuta y cómo debe leerse. Sin nombres de niñas ni niños: su folio."),
    )
