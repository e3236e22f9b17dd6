"""The writers of cases, one verb a file: open, join, take, hand, …"""

from pediatric_platform.actions.cases.join import join_case
from pediatric_platform.actions.cases.open import open_case
from pediatric_platform.actions.cases.take import hand_case, take_case
from pediatric_platform.actions.cases.told import Told

__all__ = ["Told", "hand_case", "join_case", "open_case", "take_case"]
