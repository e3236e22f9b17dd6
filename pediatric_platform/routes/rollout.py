"""Addresses of the roll-out of the electronic record."""

from django.urls import URLPattern, path

from pediatric_platform.views.rollout import board, certificates, findings, site, staff, trainings, visits

urlpatterns: list[URLPattern] = [
    # constancias/
    path("constancias/", certificates.CertificateSearch.as_view(), name="certificate-search"),
    path("constancias/<str:folio>/", certificates.CertificateCheck.as_view(), name="certificate"),
    # expediente/
    path("expediente/", board.RolloutBoard.as_view(), name="rollout"),
    path("expediente/agregar/", board.SiteAdd.as_view(), name="rollout-add"),
    path("expediente/agregar/todos/", board.SitesAdd.as_view(), name="rollout-add-all"),
    # expediente/capacitaciones/
    path("expediente/capacitaciones/", trainings.TrainingList.as_view(), name="training-list"),
    path("expediente/capacitaciones/<int:pk>/", trainings.TrainingDetail.as_view(), name="training"),
    path("expediente/capacitaciones/<int:pk>/cambiar/", trainings.TrainingChange.as_view(), name="training-change"),
    path("expediente/capacitaciones/<int:pk>/cancelar/", trainings.TrainingCancel.as_view(), name="training-cancel"),
    path("expediente/capacitaciones/<int:pk>/lista/", trainings.TrainingEnrol.as_view(), name="training-enrol"),
    path(
        "expediente/capacitaciones/<int:pk>/lista/<int:asistencia>/quitar/",
        trainings.TrainingDrop.as_view(),
        name="training-drop",
    ),
    path("expediente/capacitaciones/<int:pk>/asistencia/", trainings.TrainingMarks.as_view(), name="training-marks"),
    path("expediente/capacitaciones/<int:pk>/cerrar/", trainings.TrainingClose.as_view(), name="training-close"),
    path("expediente/capacitaciones/<int:pk>/reabrir/", trainings.TrainingReopen.as_view(), name="training-reopen"),
    path(
        "expediente/capacitaciones/<int:pk>/constancias.pdf",
        certificates.CertificatePapers.as_view(),
        name="certificate-papers",
    ),
    path("expediente/constancias/<int:pk>.pdf", certificates.CertificatePaper.as_view(), name="certificate-paper"),
    path("expediente/personal/<int:pk>/", staff.TraineeCorrect.as_view(), name="trainee"),
    # expediente/visitas/
    path("expediente/visitas/", visits.VisitList.as_view(), name="rollout-visit-list"),
    path("expediente/visitas/<int:pk>/", visits.VisitDetail.as_view(), name="rollout-visit"),
    path("expediente/visitas/<int:pk>/cambiar/", visits.VisitChange.as_view(), name="rollout-visit-change"),
    path("expediente/visitas/<int:pk>/cancelar/", visits.VisitCancel.as_view(), name="rollout-visit-cancel"),
    path("expediente/visitas/<int:pk>/respuestas/", visits.VisitAnswers.as_view(), name="rollout-visit-answers"),
    path("expediente/visitas/<int:pk>/firmar/", visits.VisitSign.as_view(), name="rollout-visit-sign"),
    path("expediente/visitas/<int:pk>/acta.pdf", visits.VisitReport.as_view(), name="rollout-visit-report"),
    path("expediente/visitas/<int:pk>/hallazgos/", findings.FindingAdd.as_view(), name="finding-add"),
    # expediente/hallazgos/
    path("expediente/hallazgos/", findings.FindingList.as_view(), name="finding-list"),
    path("expediente/hallazgos/<int:pk>/resolver/", findings.FindingResolve.as_view(), name="finding-resolve"),
    path("expediente/hallazgos/<int:pk>/responsable/", findings.FindingReassign.as_view(), name="finding-reassign"),
    path("expediente/hallazgos/<int:pk>/quitar/", findings.FindingRemove.as_view(), name="finding-remove"),
    # expediente/<CLUES>/
    path("expediente/<slug:clues>/", site.SiteDetail.as_view(), name="rollout-site"),
    path("expediente/<slug:clues>/censo/", site.SiteExpected.as_view(), name="rollout-expected"),
    path("expediente/<slug:clues>/plan/", site.SitePlanRest.as_view(), name="rollout-plan"),
    path("expediente/<slug:clues>/personal/", staff.TraineeList.as_view(), name="trainee-list"),
    path("expediente/<slug:clues>/personal/agregar/", staff.TraineeAdd.as_view(), name="trainee-add"),
    path("expediente/<slug:clues>/personal/cuentas/", staff.TraineeAccounts.as_view(), name="trainee-accounts"),
    path("expediente/<slug:clues>/capacitar/", trainings.TrainingPlan.as_view(), name="training-plan"),
    path("expediente/<slug:clues>/visitar/", visits.VisitPlan.as_view(), name="rollout-visit-plan"),
    path("expediente/<slug:clues>/hitos/<slug:hito>/", site.MilestonePlan.as_view(), name="milestone"),
    path("expediente/<slug:clues>/hitos/<slug:hito>/detener/", site.MilestoneBlock.as_view(), name="milestone-block"),
    path(
        "expediente/<slug:clues>/hitos/<slug:hito>/seguir/", site.MilestoneUnblock.as_view(), name="milestone-unblock"
    ),
    path("expediente/<slug:clues>/hitos/<slug:hito>/logrado/", site.MilestoneReach.as_view(), name="milestone-reach"),
    path("expediente/<slug:clues>/hitos/<slug:hito>/reabrir/", site.MilestoneReopen.as_view(), name="milestone-reopen"),
]
