"""Addresses of the family's pages."""

from django.urls import path

from pediatric_platform.family.views import calendar, cases, child, own, reports, staff

urlpatterns = [
    # /mi-familia/: a relative's own
    path("mi-familia/", own.FamilyHome.as_view(), name="family"),
    path("mi-familia/correo/", own.FamilyMail.as_view(), name="family-mail"),
    path("mi-familia/telefono-prestado/", own.FamilyBorrowed.as_view(), name="family-borrowed"),
    path("mi-familia/<str:folio>/", child.FamilyChild.as_view(), name="family-child"),
    path("mi-familia/<str:folio>/historia/", child.FamilyHistory.as_view(), name="family-history"),
    path("mi-familia/<str:folio>/telefonos/", child.FamilyContacts.as_view(), name="family-contacts"),
    path("mi-familia/<str:folio>/calendario/", calendar.FamilyCalendarPage.as_view(), name="family-calendar"),
    path("mi-familia/<str:folio>/problema/", reports.FamilyProblem.as_view(), name="family-problem"),
    path("mi-familia/<str:folio>/fiebre/", reports.FamilyFever.as_view(), name="family-fever"),
    path("mi-familia/<str:folio>/aviso/<str:told>/", reports.FamilyReportPage.as_view(), name="family-report"),
    path("mi-familia/<str:folio>/caso/<str:case>/", cases.FamilyCasePage.as_view(), name="family-case"),
    # /calendario/<secret>.ics
    path("calendario/<str:token>.ics", calendar.FamilyCalendarFile.as_view(), name="family-calendar-file"),
    # /avisos-de-familias/: of the staff
    path("avisos-de-familias/", staff.FamilyReportList.as_view(), name="family-report-list"),
    path("avisos-de-familias/<str:folio>/", staff.FamilyReportTakeUp.as_view(), name="family-report-take-up"),
]
