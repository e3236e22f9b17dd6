"""Pages of loans."""

from django.urls import URLPattern, path

from supply.views.loans import acts, detail, listing, partners, writing

ONE = "prestamos/<int:pk>/"
PARTNER = "prestamos/instituciones/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # prestamos/
    path("prestamos/", listing.LoanList.as_view(), name="loan-list"),
    path("prestamos/nuevo/", writing.LoanStart.as_view(), name="loan-start"),
    path("lugares/<str:code>/prestar/", writing.LoanGive.as_view(), name="loan-give"),
    path("lugares/<str:code>/pedir-prestado/", writing.LoanTake.as_view(), name="loan-take"),
    # prestamos/<n>/
    path(ONE, detail.LoanDetail.as_view(), name="loan"),
    path(f"{ONE}devolver/", detail.LoanReturn.as_view(), name="loan-return"),
    path(f"{ONE}plazo/", acts.MoveDue.as_view(), name="loan-due"),
    path(f"{ONE}saldar/", acts.Settle.as_view(), name="loan-settle"),
    # prestamos/instituciones/
    path("prestamos/instituciones/", partners.PartnerList.as_view(), name="partner-list"),
    path("prestamos/instituciones/nueva/", partners.PartnerNew.as_view(), name="partner-new"),
    path(PARTNER, partners.PartnerStatement.as_view(), name="partner"),
    path(f"{PARTNER}corregir/", partners.PartnerEdit.as_view(), name="partner-edit"),
]
