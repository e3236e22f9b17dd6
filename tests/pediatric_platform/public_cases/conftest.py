"""A hospital with clocks and somebody who answers, and the form as a mother fills it in."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from PIL import Image

from delegations.models import Person, Posting, Unit
from tests.factories.cases import case_rules

WORDS = "Fui hoy a la farmacia y me dijeron que no hay para el martes"


@pytest.fixture(autouse=True)
def ready(hospital: Unit, ana: Person, stocked: Any) -> None:
    """Ana answers for the hospital's medicines. Nothing is counted from before."""
    cache.clear()
    case_rules()
    Posting.objects.filter(person=ana).update(office_phone="33 1000 0000")


@pytest.fixture
def typed(hospital: Unit) -> dict[str, Any]:
    """What she types."""
    return {
        "key": "0f" * 16, "kept": "", "unit": hospital.clues, "kind": "missing", "drug_words": "vincristina",
        "needed_on": "", "denied_on": "", "text": WORDS, "name": "Lucía", "phone": "33 1234 5678",
        "email": "lucia@example.org", "empty": "",
    }  # fmt: skip


def sent_code() -> str:
    """The code of the last mail."""
    (code,) = re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)
    return str(code)


def jpeg(width: int = 60, height: int = 40) -> bytes:
    """A picture as a telephone takes it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG")
    return out.getvalue()
