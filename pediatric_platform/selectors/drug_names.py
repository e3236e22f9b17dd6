"""Active ingredients by their international name, as a list to choose from."""

from __future__ import annotations

from supply.models import Drug


def drug_choices() -> list[tuple[str, str]]:
    """(international name, Spanish name) of every active ingredient of the catalogue, each once, by Spanish name."""
    named = Drug.objects.active().exclude(inn="").order_by("generic_name").values_list("inn", "generic_name")
    seen: dict[str, str] = {}
    for inn, name in named:
        seen.setdefault(inn, name)
    return sorted(seen.items(), key=lambda pair: pair[1])
