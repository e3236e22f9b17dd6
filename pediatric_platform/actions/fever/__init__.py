"""What is done about a fever, a verb a file: the only writers of episodes and their stamps."""

from pediatric_platform.actions.fever.close import close_episode
from pediatric_platform.actions.fever.late import say_why_late
from pediatric_platform.actions.fever.open import open_episode
from pediatric_platform.actions.fever.prealert import prealert
from pediatric_platform.actions.fever.stamp import stamp
from pediatric_platform.actions.fever.take_back import take_back
from pediatric_platform.actions.fever.temperature import note_temperature

__all__ = [
    "close_episode",
    "note_temperature",
    "open_episode",
    "prealert",
    "say_why_late",
    "stamp",
    "take_back",
]
