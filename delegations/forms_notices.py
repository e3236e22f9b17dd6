"""The form of one's notice preferences: a choice per kind and channel."""

from __future__ import annotations

from typing import Any

from django import forms

from delegations.models import Channel, NoticePreference, Pace, Person
from delegations.notify.kinds import NoticeKind
from delegations.notify.text import text_is_on
from delegations.selectors.notices import optional_kinds

TEXT_PACES = [(Pace.NOW.value, Pace.NOW.label), (Pace.NEVER.value, Pace.NEVER.label)]


class PreferencesForm(forms.Form):
    """One select per kind and channel that the person may choose."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = {(row.kind, row.channel): Pace(row.pace) for row in NoticePreference.objects.filter(person=person)}
        self.kinds = optional_kinds(person)
        self.channels = [Channel.EMAIL, *([Channel.TEXT] if text_is_on() else [])]
        for kind in self.kinds:
            for channel in self.channels:
                self.fields[_name(kind, channel)] = forms.ChoiceField(
                    label=f"{kind.label} · {channel.label}",
                    choices=Pace.choices if channel is Channel.EMAIL else TEXT_PACES,
                    initial=kind.pace(channel, chosen.get((kind.name, channel))),
                )

    def rows(self) -> list[dict[str, Any]]:
        """Each kind with its selects, as the table shows them."""
        return [
            {"kind": kind, "fields": [(channel, self[_name(kind, channel)]) for channel in self.channels]}
            for kind in self.kinds
        ]

    def paces(self) -> dict[tuple[str, Channel], Pace]:
        """What was chosen."""
        return {
            (kind.name, channel): Pace(self.cleaned_data[_name(kind, channel)])
            for kind in self.kinds
            for channel in self.channels
        }


def _name(kind: NoticeKind, channel: Channel) -> str:
    return f"{channel.value}-{kind.name.replace('.', '-')}"
