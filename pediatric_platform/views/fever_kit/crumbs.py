"""The way to the kits."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.models import Person
from pediatric_platform.clinical import units_of


def fever_crumb(person: Person) -> list[tuple[Any, str]]:
    """The golden hour: its live page is for who treats children, its figures for everybody of the staff."""
    page = "pediatric:fever" if units_of(person).exists() else "pediatric:fever-figures"
    return [(_("Hora dorada"), reverse(page))]


def kits_crumb(person: Person) -> list[tuple[Any, str]]:
    return [*fever_crumb(person), (_("Botiquines de fiebre"), reverse("pediatric:fever-kit-list"))]
