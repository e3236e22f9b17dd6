"""Loans from and to other institutions: the only writers of their rows, all of it through the ledger."""

from supply.actions.loans.lending import borrow, lend_out
from supply.actions.loans.partners import change_partner, register_partner
from supply.actions.loans.reminding import remind_loans
from supply.actions.loans.returning import ReturnLine, return_loan
from supply.actions.loans.settling import forgive_loan, move_due

__all__ = [
    "ReturnLine",
    "borrow",
    "change_partner",
    "forgive_loan",
    "lend_out",
    "move_due",
    "register_partner",
    "remind_loans",
    "return_loan",
]
