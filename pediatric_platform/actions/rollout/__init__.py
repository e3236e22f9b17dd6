"""The roll-out of the electronic record: the only writers of its rows."""

from pediatric_platform.actions.rollout.findings import note_finding, reassign_finding, remove_finding, resolve_finding
from pediatric_platform.actions.rollout.measure import measure_milestones, measure_site
from pediatric_platform.actions.rollout.milestones import (
    block_milestone,
    plan_milestone,
    reach_milestone,
    reopen_milestone,
    replan_milestone,
    unblock_milestone,
)
from pediatric_platform.actions.rollout.remind import remind_rollout
from pediatric_platform.actions.rollout.sites import expect_children, open_site, open_sites, plan_rest
from pediatric_platform.actions.rollout.staff import correct_trainee, list_accounts, list_staff
from pediatric_platform.actions.rollout.trainings import (
    Mark,
    TrainingFacts,
    cancel_training,
    change_training,
    close_list,
    drop,
    enrol,
    mark,
    plan_training,
    reopen_list,
)
from pediatric_platform.actions.rollout.visits import (
    Answered,
    answer_visit,
    cancel_visit,
    change_visit,
    missing_of,
    plan_visit,
    sign_visit,
)

__all__ = [
    "Answered",
    "Mark",
    "TrainingFacts",
    "answer_visit",
    "block_milestone",
    "cancel_training",
    "cancel_visit",
    "change_training",
    "change_visit",
    "close_list",
    "correct_trainee",
    "drop",
    "enrol",
    "expect_children",
    "list_accounts",
    "list_staff",
    "mark",
    "measure_milestones",
    "measure_site",
    "missing_of",
    "note_finding",
    "open_site",
    "open_sites",
    "plan_milestone",
    "plan_rest",
    "plan_training",
    "plan_visit",
    "reach_milestone",
    "reassign_finding",
    "remind_rollout",
    "remove_finding",
    "reopen_list",
    "reopen_milestone",
    "replan_milestone",
    "resolve_finding",
    "sign_visit",
    "unblock_milestone",
]
