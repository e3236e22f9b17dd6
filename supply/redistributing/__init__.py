"""Moving what exists to where a dose would be lost: one drug at a time, exact, and pure (no ORM).

In strict order a plan leaves uncovered as few dated doses as possible, then as few pieces of safety short; where there
is not enough, it shares fairly (by uncovered dated doses, then by CPM); then it lets as little expire as possible; then
it costs as little as possible. A donor keeps what its own dated doses and its safety need, of lots that last until
then. At the site that receives, an earlier dose is never passed over for a later one, because coverage would not
(ADR 11).

`solving` imports OR-tools and is imported by workers and commands alone; everything else here is plain Python.
"""
