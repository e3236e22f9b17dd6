from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def as_(client: Client):
    """`as_(ana)`: a client signed in as her."""

    def signed_in(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def lines():
    """A document's POST data: `lines({"drug": "010.000.1768", "pieces": 3}, key="k", prefix="lineas")`."""

    def build(*rows: dict[str, Any], prefix: str = "lineas", **head: Any) -> dict[str, Any]:
        data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0, "key": "k", **head}
        for index, row in enumerate(rows):
            data |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
        return data

    return build
