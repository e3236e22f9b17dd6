"""Where on a form a refusal of an action is said."""

from __future__ import annotations

from django import forms

from delegations.errors import Refusal

# What actions call by another name than the form that asks for it.
FIELDS = {"person": "email", "to": "email", "unit": "place", "delegation": "place", "starts_on": "on", "ends_on": "on"}


def refuse(form: forms.BaseForm, refusal: Refusal) -> None:
    """At the field the refusal names, when the form has it; else above all fields. Nothing typed is lost."""
    named = refusal.field or ""
    field = named if named in form.fields else FIELDS.get(named, "")
    form.add_error(field if field in form.fields else None, said(refusal))


def said(refusal: Refusal) -> str:
    """What is wrong and the way on, as one text."""
    return f"{refusal.message} {refusal.remedy}".strip()
