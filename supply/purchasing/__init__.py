"""Purchases as arithmetic: the state of an order from its facts, penalties by rule, what is left on a contract."""
