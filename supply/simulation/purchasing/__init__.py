"""Simulated purchases over a simulated country: suppliers of every kind, procedures, contracts, orders, deliveries.

What was received is told from the ledger that is there: each receipt of the last half-year becomes a delivery against
an order, on time or late as its supplier is. What is still to come goes where stock is lowest. One thing of each kind
that is worth a look is planted, so that each detector has something to find. Seeded: the same seed, the same purchases.
"""
