"""/api/v1/: the roll-out of the electronic record."""

from django.urls import URLPattern, path

from pediatric_platform.api import rollout, rollout_trainings, rollout_visits

SITE = "rollout-sites/<slug:clues>/"
STEP = SITE + "milestones/<slug:kind>/"
TRAINING = "trainings/<int:pk>/"
VISIT = "verification-visits/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # rollout-sites/
    path("rollout-sites/", rollout.RolloutSiteList.as_view(), name="api-rollout-sites"),
    path(SITE, rollout.RolloutSiteDetail.as_view(), name="api-rollout-site"),
    path(f"{SITE}expected-children/", rollout.RolloutExpected.as_view(), name="api-rollout-expected"),
    path(STEP, rollout.MilestonePlan.as_view(), name="api-milestone"),
    path(f"{STEP}block/", rollout.MilestoneBlock.as_view(), name="api-milestone-block"),
    path(f"{STEP}unblock/", rollout.MilestoneUnblock.as_view(), name="api-milestone-unblock"),
    path(f"{STEP}reach/", rollout.MilestoneReach.as_view(), name="api-milestone-reach"),
    path(f"{STEP}reopen/", rollout.MilestoneReopen.as_view(), name="api-milestone-reopen"),
    # trainees/, trainings/
    path("trainees/", rollout_trainings.TraineeList.as_view(), name="api-trainees"),
    path("trainings/", rollout_trainings.TrainingList.as_view(), name="api-trainings"),
    path(TRAINING, rollout_trainings.TrainingDetail.as_view(), name="api-training"),
    path(f"{TRAINING}enrolments/", rollout_trainings.TrainingEnrol.as_view(), name="api-training-enrol"),
    path(f"{TRAINING}marks/", rollout_trainings.TrainingMarks.as_view(), name="api-training-marks"),
    path(f"{TRAINING}close/", rollout_trainings.TrainingClose.as_view(), name="api-training-close"),
    path(f"{TRAINING}reopen/", rollout_trainings.TrainingReopen.as_view(), name="api-training-reopen"),
    path(f"{TRAINING}cancel/", rollout_trainings.TrainingCancel.as_view(), name="api-training-cancel"),
    # visit-items/, verification-visits/, findings/
    path("visit-items/", rollout_visits.VisitItemList.as_view(), name="api-visit-items"),
    path("verification-visits/", rollout_visits.VisitList.as_view(), name="api-verification-visits"),
    path(VISIT, rollout_visits.VisitDetail.as_view(), name="api-verification-visit"),
    path(f"{VISIT}answers/", rollout_visits.VisitAnswers.as_view(), name="api-visit-answers"),
    path(f"{VISIT}findings/", rollout_visits.VisitFindings.as_view(), name="api-visit-findings"),
    path(f"{VISIT}sign/", rollout_visits.VisitSign.as_view(), name="api-visit-sign"),
    path(f"{VISIT}cancel/", rollout_visits.VisitCancel.as_view(), name="api-visit-cancel"),
    path("findings/", rollout_visits.FindingList.as_view(), name="api-findings"),
    path("findings/<int:pk>/resolve/", rollout_visits.FindingResolve.as_view(), name="api-finding-resolve"),
    path("findings/<int:pk>/reassign/", rollout_visits.FindingReassign.as_view(), name="api-finding-reassign"),
]
