"""/api/v1/: loans."""

from django.urls import URLPattern, path

from supply.api.views import loans

ONE = "loans/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("partners/", loans.PartnerList.as_view(), name="api-partners"),
    path("loans/", loans.LoanList.as_view(), name="api-loans"),
    path("places/<slug:code>/loans/", loans.PlaceLoans.as_view(), name="api-place-loans"),
    path(ONE, loans.LoanDetail.as_view(), name="api-loan"),
    path(f"{ONE}returns/", loans.LoanReturn.as_view(), name="api-loan-return"),
    path(f"{ONE}due-day/", loans.LoanDue.as_view(), name="api-loan-due"),
    path(f"{ONE}settlement/", loans.LoanSettle.as_view(), name="api-loan-settle"),
]
