"""What a family does with its case, by account or by secret link: one press each, one place for both doors."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import Refusal
from delegations.models import Person
from pediatric_platform.actions.cases import confirm, dispute, reopen, reply
from pediatric_platform.actions.cases.attach import attach
from pediatric_platform.actions.cases.following import LONGEST
from pediatric_platform.family.photo_field import PhotoField, refuse_here
from pediatric_platform.models import CaseFollower, CaseState


class WordsForm(forms.Form):
    """What the family writes to whoever has the case; with a key of its own, so that it is said once."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Escriba a quien lo resuelve"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Escriba algo antes de mandarlo.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4().hex}
        super().__init__(*args, **kwargs)


class NotYetForm(forms.Form):
    """That it was not given, or is missing again; with words where there are any."""

    text = forms.CharField(
        label=gettext_lazy("¿Qué le dijeron?"),
        help_text=gettext_lazy("Si no quiere, déjelo así."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PhotoForm(forms.Form):
    """A picture of the prescription."""

    photo = PhotoField(required=True)


ENDED = (CaseState.CONFIRMED, CaseState.CLOSED)
# What the button says → the form that it sends.
FORMS: dict[str, type[forms.Form]] = {
    "escribir": WordsForm, "si": forms.Form, "no": NotYetForm, "abrir": NotYetForm, "foto": PhotoForm,
}  # fmt: skip


def blank_forms() -> dict[str, forms.Form]:
    """One of each, for the page; each with ids of its own."""
    return {name: form(auto_id=f"{name}_%s") for name, form in FORMS.items()}


def act(request: HttpRequest, follower: CaseFollower, by: Person | None) -> tuple[str, dict[str, forms.Form]]:
    """Do what was pressed. What to say of it; or the page's forms, with what was typed and what is wrong."""
    name = request.POST.get("hacer", "")
    asked = blank_forms()
    if name not in FORMS:
        return "", asked
    form = asked[name] = FORMS[name](request.POST, request.FILES, auto_id=f"{name}_%s")
    if not form.is_valid():
        return "", asked
    try:
        return _done(name, follower, by, form.cleaned_data), asked
    except Refusal as refusal:
        refuse_here(form, refusal)
        return "", asked


def _done(name: str, follower: CaseFollower, by: Person | None, given: dict[str, Any]) -> str:
    """The act itself. Pressed again, it is the same: what it asked for is so already."""
    case = follower.case
    if name == "si":
        confirm(follower=follower, by=by)
        return _("Gracias por decirnos.")
    if name == "no":
        if case.state == CaseState.SOLVED:
            dispute(follower=follower, text=given["text"], by=by)
        return _("Listo. Quien lo resuelve ya lo sabe.")
    if name == "abrir":
        if case.state in ENDED:
            reopen(case=case, follower=follower, reason=given["text"], edition=None, by=by)
        return _("Listo. Se abrió otra vez.")
    if name == "foto":
        attach(case=case, data=given["photo"].read(), title=_("Receta"), from_family=True, by=by)
        return _("Listo. La foto ya llegó.")
    reply(follower=follower, text=given["text"], key=given["key"], by=by)
    return _("Listo. Ya lo puede leer quien lo resuelve.")
