"""Simulated replenishment over a simulated country: what follows from its stock, needs and purchases.

What the system computes is computed by its own actions: when open orders are expected, forecasts, levels, signs. What
people do is done by the people of the simulation, through the same actions as the pages: requisitions and transfer
orders of every state, a redistribution of a delegation and some of the country, recalls, loans. Seeded: the same seed
over the same country makes the same.
"""
