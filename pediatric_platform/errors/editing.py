"""The refusal of a stale edition, which lives on the ground floor."""

from delegations.errors.editing import StaleEdition, check_edition

__all__ = ["StaleEdition", "check_edition"]
