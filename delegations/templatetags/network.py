"""`{% load network %}`: telephones of the directory."""

from __future__ import annotations

from django import template

from delegations.phones import dialled, unbroken

register = template.Library()
register.filter("dialled", dialled)
register.filter("unbroken", unbroken)
