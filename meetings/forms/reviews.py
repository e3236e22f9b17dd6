"""What the desk of the review sends: shapes only, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.actions.reviews import HOW, Read
from meetings.models import ReviewState, Verdict


class _Edited(forms.Form):
    """The edition and what was read with it."""

    edition = forms.IntegerField(min_value=1, required=False)

    def said(self, name: str) -> Any:
        """What was sent; None where nothing of that name was."""
        return self.cleaned_data[name] if name in self.data else None


class WriteForm(_Edited):
    comment = forms.CharField(required=False, strip=False)
    read_comment = forms.CharField(required=False, strip=False)
    verdict = forms.ChoiceField(choices=[("", ""), *Verdict.choices], required=False)
    read_verdict = forms.CharField(required=False)

    def asked(self) -> dict[str, Any]:
        return {
            "comment": self.said("comment"),
            "verdict": self.said("verdict"),
            "edition": self.cleaned_data["edition"],
            "read": Read(comment=self.said("read_comment"), verdict=self.said("read_verdict")),
        }


class MarkForm(_Edited):
    state = forms.ChoiceField(choices=ReviewState)
    read_state = forms.CharField(required=False)

    def asked(self) -> dict[str, Any]:
        return {
            "state": self.cleaned_data["state"],
            "edition": self.cleaned_data["edition"],
            "read": Read(state=self.said("read_state")),
        }


class TimeForm(forms.Form):
    seconds = forms.IntegerField(min_value=1, max_value=3600)


class OrderForm(forms.Form):
    how = forms.ChoiceField(choices=[(how, how) for how in HOW])
