"""Forms that carry an edition, which live on the ground floor."""

from delegations.views.editing import EditForm, number_in

__all__ = ["EditForm", "number_in"]
