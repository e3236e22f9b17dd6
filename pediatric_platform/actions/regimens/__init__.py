"""The only writers of diagnoses, protocols, regimens and safety rules."""

from pediatric_platform.actions.regimens.drafts import (
    PhaseFacts,
    add_line,
    add_phase,
    change_line,
    change_phase,
    mark_of_line,
    mark_of_phase,
    remove_line,
    remove_phase,
)
from pediatric_platform.actions.regimens.load import Loaded, load_diagnoses, load_guards, load_regimens
from pediatric_platform.actions.regimens.rights import may_manage
from pediatric_platform.actions.regimens.versions import (
    approve,
    draft_version,
    mark_of_version,
    set_standard,
    unset_standard,
    withdraw,
)

__all__ = [
    "Loaded",
    "PhaseFacts",
    "add_line",
    "add_phase",
    "approve",
    "change_line",
    "change_phase",
    "draft_version",
    "load_diagnoses",
    "load_guards",
    "load_regimens",
    "mark_of_line",
    "mark_of_phase",
    "mark_of_version",
    "may_manage",
    "remove_line",
    "remove_phase",
    "set_standard",
    "unset_standard",
    "withdraw",
]
