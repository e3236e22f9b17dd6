"""How a recall reads where it is only mentioned: on a lot it stopped."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from supply.models import Recall


def mark(recall: Recall) -> str:
    """How a lot's reason begins when this recall stopped it."""
    return f"{recall.folio}: "


def reason_of(recall: Recall) -> str:
    """Why the lot may not be given, as its page and the counters show it. Stored: in the language of the program."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{mark(recall)}{recall.get_kind_display()}. {recall.source}"[:240]
