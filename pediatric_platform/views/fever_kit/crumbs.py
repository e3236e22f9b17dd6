"""The way to the kits."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.navigation import address


def fever_crumb() -> list[tuple[Any, str]]:
    """The golden hour, where the site has its page."""
    href = address("pediatric:fever")
    return [(_("Hora dorada"), href)] if href else [(_("Inicio"), reverse("home"))]


def kits_crumb() -> list[tuple[Any, str]]:
    return [*fever_crumb(), (_("Botiquines de fiebre"), reverse("pediatric:fever-kit-list"))]
