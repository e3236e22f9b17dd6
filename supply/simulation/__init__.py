"""A simulated country: seeded, repeatable, and posted through the ledger's own triggers.

`plan` says where the country's stock should stand each week, `assortment` which unit carries what, `country` lays the
places out as arrays, `shelves` keeps pieces by lot and issues FEFO, `purchases`, `week` and `losses` play a week: all
of that is numpy alone. `directory` reads the organisation, `people` makes the accounts, `writing` copies a week into
the tables, `signing` signs and validates it, and `run` strings them together.
"""
