"""Where stock should stand and where it is going, of one drug at one unit: pure, no ORM.

`targets` emergency, minimum, reorder point and maximum; `outlook` day by day, which lot gives what and what of it
expires; `running_out` how likely it ends before more can come; `plan` all of it with the numbers behind each figure.
"""

from supply.levels.outlook import HORIZON_DAYS, Batch, Fate, Outlook, outlook
from supply.levels.plan import Coming, Plan, Shelf, plan
from supply.levels.running_out import Arriving, chance_of_running_out
from supply.levels.targets import Targets, targets, to_order

__all__ = [
    "HORIZON_DAYS",
    "Arriving",
    "Batch",
    "Coming",
    "Fate",
    "Outlook",
    "Plan",
    "Shelf",
    "Targets",
    "chance_of_running_out",
    "outlook",
    "plan",
    "targets",
    "to_order",
]
