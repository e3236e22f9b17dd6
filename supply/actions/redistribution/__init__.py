"""Where what exists should be: asked of the solver, answered by proposals, taken up or not."""

from supply.actions.redistribution.asking import ask_redistribution, cancel_redistribution
from supply.actions.redistribution.deciding import accept_all, accept_proposal, reject_proposal

__all__ = ["accept_all", "accept_proposal", "ask_redistribution", "cancel_redistribution", "reject_proposal"]
